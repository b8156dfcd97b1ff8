"""Signing in by another system (统一身份认证)."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.http import require_GET
from requests import RequestException

from mingcha.accounts.identities import PROVIDER, SignedTokens, refuse


@require_GET
def oidc_login(request: HttpRequest) -> HttpResponseBase:
    """Off to the provider."""
    return _at(request, OAuth2LoginView)


@require_GET
def oidc_callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Back from the provider."""
    return _at(request, OAuth2CallbackView)


def _at(request: HttpRequest, step: type[OAuth2LoginView | OAuth2CallbackView]) -> HttpResponseBase:
    """One step of the library; a provider that does not answer leads back to the sign-in page."""
    if not settings.OIDC_URL or "process" in request.GET:
        raise Http404
    try:
        answer: HttpResponseBase = step.adapter_view(SignedTokens(request, PROVIDER))(request)
    except (RequestException, OAuth2Error, KeyError, ValueError):
        try:
            refuse(request, gettext("统一身份认证现在连不上，请用密码登录。"))
        except ImmediateHttpResponse as back:
            answer = back.response
    return answer
