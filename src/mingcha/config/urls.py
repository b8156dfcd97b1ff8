"""Root addresses: the desk at "/", every mechanism under its own name, one-time links short enough for a text."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

FLOORS = ["orgs", "campaigns", "figures", "notices", "papers", "accounts", *settings.MECHANISMS]

urlpatterns: list[URLPattern | URLResolver] = [
    path("language", set_language, name="set_language"),
    *(path(f"{name}/", include(f"mingcha.{name}.urls")) for name in FLOORS if find_spec(f"mingcha.{name}.urls")),
    path("t/", include("mingcha.assignments.urls.links")),
    path("api/", include("mingcha.api.urls")),
    path("", include("mingcha.desk.urls")),
    path("", include("mingcha.accounts.urls.by_allauth")),
]

handler400 = "mingcha.config.errors.bad_request"
handler403 = "mingcha.config.errors.forbidden"
handler404 = "mingcha.config.errors.not_found"
handler500 = "mingcha.config.errors.broken"
