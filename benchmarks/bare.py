"""The peer of the desk's pages: a signed-in Django page with nothing of ours. `gunicorn benchmarks.bare:application`.

Sessions, CSRF, accounts, messages; two statements of its own (one row, twenty rows by an index) and a plain template.
`python -m benchmarks.bare` makes its database in the folder BARE_HOME and prints a session key.
"""

import os
from pathlib import Path

import django
from django.conf import settings

HOME = Path(os.environ["BARE_HOME"])
PAGE = """<!doctype html><html lang="zh"><title>{{ one.title }}</title><body><p>{{ user.username }}</p>
<h1>{{ one.title }}</h1>
<table>{% for row in many %}<tr><td>{{ row.id }}</td><td>{{ row.title }}</td><td>{{ row.state }}</td>
<td>{{ row.happened_on|date:"Y-m-d" }}</td></tr>{% endfor %}</table></body></html>"""

settings.configure(
    DEBUG=False,
    SECRET_KEY="only loopback, for a minute",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="benchmarks.bare",
    USE_TZ=True,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "bare.sqlite3",
            "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL"},
            "CONN_MAX_AGE": None,
        }
    },
    INSTALLED_APPS=[f"django.contrib.{name}" for name in ("contenttypes", "auth", "sessions", "messages")],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [("django.template.loaders.locmem.Loader", {"page": PAGE})],
                    )
                ]
            },
        }
    ],
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402  after the settings
from django.db import models  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template.loader import get_template  # noqa: E402
from django.urls import path  # noqa: E402


class Entry(models.Model):
    unit = models.IntegerField(db_index=True)
    title = models.CharField(max_length=100)
    state = models.CharField(max_length=10)
    happened_on = models.DateField()

    class Meta:
        app_label = "bare"


def page(request: HttpRequest) -> HttpResponse:
    one = Entry.objects.get(pk=4321)
    words = {"one": one, "many": Entry.objects.filter(unit=one.unit)[:20], "user": request.user}
    return HttpResponse(get_template("page").render(words))


urlpatterns = [path("", page)]
application = get_wsgi_application()


def main() -> None:
    from datetime import date

    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Entry)
    Entry.objects.bulk_create(
        [
            Entry(unit=n % 500, title=f"报送第{n}号台账", state="已办结", happened_on=date(2026, 1, 1))
            for n in range(10_000)
        ]
    )
    user, session = User.objects.create_user("reader"), SessionStore()
    session["_auth_user_id"], session["_auth_user_hash"] = str(user.pk), user.get_session_auth_hash()
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session.save()
    print(session.session_key)


if __name__ == "__main__":
    main()
