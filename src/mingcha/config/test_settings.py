"""Settings of the tests: the real ones with a fast password hash and files that vanish."""

import atexit
import os
import shutil
import tempfile

if not os.environ.get("MINGCHA_HOME"):
    os.environ["MINGCHA_HOME"] = tempfile.mkdtemp(prefix="mingcha-test-")
    atexit.register(shutil.rmtree, os.environ["MINGCHA_HOME"], ignore_errors=True)

from mingcha.config.settings import *  # noqa: F403  the point of this module
from mingcha.config.settings import DATABASES, HOME, STATIC_ROOT

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
if not os.environ.get("MINGCHA_DATABASE"):
    # A file, so that threads have connections of their own as on the site; no flush, for nothing of it is kept.
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WORKER_IS_THREAD = False
