"""Settings of the tests: the real ones with a fast password hash and files that vanish."""

import os
import tempfile

os.environ.setdefault("MINGCHA_HOME", tempfile.mkdtemp(prefix="mingcha-test-"))

from mingcha.config.settings import *  # noqa: F403  the point of this module

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
