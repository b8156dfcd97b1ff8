"""Signing in and out (登录、退出)."""

from typing import TYPE_CHECKING, Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from mingcha.accounts import actions
from mingcha.accounts.forms import SignInForm
from mingcha.accounts.views.factors import as_json
from mingcha.orgs.models import Account

if TYPE_CHECKING:
    from mingcha.orgs.acting import ActingRequest


class SignIn(LoginView):  # type: ignore[misc]  # the library has no types
    """登录; who is signed in already goes on to where he wanted."""

    template_name = "accounts/sign_in.html"
    form_class = SignInForm

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """With the name of the other system, if there is one."""
        words: dict[str, Any] = super().get_context_data(**given)
        name = settings.OIDC_NAME or gettext("统一身份认证")
        return words | {"single_sign_on": name if settings.OIDC_URL else ""}


class SecondStep(AuthenticateView):  # type: ignore[misc]  # the library has no types
    """登录第二步: a code or a passkey after the password."""

    template_name = "accounts/second_step.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """The form for a passkey with what its script reads."""
        words: dict[str, Any] = super().get_context_data(**given)
        self.webauthn_form.fields["credential"].widget.attrs["data-passkey"] = "credential"
        return words | {"webauthn_form": self.webauthn_form, "options": as_json(words["js_data"]["request_options"])}


class SignInByPasskey(LoginWebAuthnView):  # type: ignore[misc]  # the library has no types
    """通行密钥登录: options for the browser by GET, its answer by POST; no user name, no password."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Enter the failure; nobody is named."""
        get_adapter().authentication_failed(self.request, username="")
        return cast("HttpResponse", super().form_invalid(form))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """退出: end the session."""
    if isinstance(request.user, Account):
        actor, key = cast("ActingRequest", request).actor, str(request.session.session_key)
        actions.sign_out(request.user, actor=actor, session_key=key)
    logout(request)
    return redirect("desk:login")
