"""The own account (我的账号): where it is signed in, its password."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from mingcha.accounts import actions, queries
from mingcha.accounts.forms import ChangePasswordForm
from mingcha.accounts.gate import SECOND_FACTOR_DUE
from mingcha.orgs.acting import ActingRequest
from mingcha.orgs.models import Account

P = ParamSpec("P")


class OwnRequest(ActingRequest):
    """A request of somebody signed in, with or without a post."""

    user: Account


def own_page(
    view: Callable[Concatenate[OwnRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Open a page to everybody signed in: who has no post any more may still end his sessions."""

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(cast("OwnRequest", request), *args, **kwargs)

    return page


@own_page
def own_account(request: OwnRequest) -> HttpResponse:
    """我的账号."""
    words = {
        "sign_ins": queries.open_sign_ins(request.user),
        "this": request.session.session_key,
        "factors": queries.second_factors(request.user),
        "codes_left": queries.recovery_codes_left(request.user),
        "is_due": SECOND_FACTOR_DUE in request.session,
    }
    return render(request, "accounts/own_account.html", words)


@require_POST
@own_page
def end_sign_in(request: OwnRequest, pk: int) -> HttpResponse:
    """Sign out one of the own devices."""
    found = get_object_or_404(queries.open_sign_ins(request.user), pk=pk)
    actions.end_sign_in(found, actor=request.actor, account=request.user)
    messages.success(request, gettext("已退出该设备。"))
    return redirect("accounts:own_account")


@require_POST
@own_page
def end_other_sign_ins(request: OwnRequest) -> HttpResponse:
    """Sign out everywhere else."""
    count = actions.end_other_sign_ins(request.user, actor=request.actor, but=str(request.session.session_key))
    messages.success(request, gettext("已退出其他%(count)s台设备。") % {"count": count})
    return redirect("accounts:own_account")


@require_http_methods(["GET", "POST"])
@own_page
def change_password(request: OwnRequest) -> HttpResponse:
    """A new password, after the old one; tries at the old one are counted as at signing in."""
    account, form = request.user, ChangePasswordForm(request.POST or None, account=request.user)
    if form.is_valid() and is_proven(form, "old", account):
        key = str(request.session.session_key)
        actions.change_password(account, actor=request.actor, password=form.cleaned_data["new"], but=key)
        request.session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        messages.success(request, gettext("密码已修改，其他设备已退出。"))
        return redirect("accounts:own_account")
    words = {"form": form, "is_due": account.must_change_password}
    return render(request, "accounts/change_password.html", words, status=422 if form.is_bound else 200)


def is_proven(form: Form, field: str, account: Account) -> bool:
    """Whether the present password is right, said at its field where it is not; tries are counted."""
    try:
        if get_adapter().reauthenticate(account, form.cleaned_data[field]):
            return True
        form.add_error(field, gettext("密码不对。"))
    except ValidationError as locked:
        form.add_error(field, locked)
    return False
