"""Signing in and out (登录、退出)."""

from typing import TYPE_CHECKING, cast

from allauth.account.views import LoginView
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from mingcha.accounts import actions
from mingcha.accounts.forms import SignInForm
from mingcha.orgs.models import Account

if TYPE_CHECKING:
    from mingcha.orgs.acting import ActingRequest


class SignIn(LoginView):  # type: ignore[misc]
    """登录; who is signed in already goes on to where he wanted."""

    template_name = "accounts/sign_in.html"
    form_class = SignInForm


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """退出: end the session."""
    if isinstance(request.user, Account):
        actor, key = cast("ActingRequest", request).actor, str(request.session.session_key)
        actions.sign_out(request.user, actor=actor, session_key=key)
    logout(request)
    return redirect("desk:login")
