"""Second factors of the own account (第二因素)."""

import json
from base64 import b64encode
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import clear_totp_secret, get_totp_secret
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from mingcha.accounts import actions, queries
from mingcha.accounts.forms import AddPasskeyForm, AddTotpForm, ProvenForm
from mingcha.accounts.gate import SECOND_FACTOR_DUE
from mingcha.accounts.views.own import OwnRequest, is_proven, own_page
from mingcha.kernel.errors import BadValue


@require_http_methods(["GET", "POST"])
@own_page
def add_totp(request: OwnRequest) -> HttpResponse:
    """启用验证器: the secret as a picture and as letters; a code proves that the app has it."""
    secret = get_totp_secret(regenerate=request.method == "GET")
    form = AddTotpForm(request.POST or None, secret=secret)
    if form.is_valid() and is_proven(form, "password", request.user):
        codes = actions.add_totp(request.user, actor=request.actor, secret=secret)
        clear_totp_secret(request)
        return _added(request, codes, gettext("验证器已启用。"))
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    words = {
        "form": form,
        "secret": secret,
        "picture": f"data:image/svg+xml;base64,{b64encode(picture.encode()).decode()}",
    }
    return render(request, "accounts/add_totp.html", words, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@own_page
def add_passkey(request: OwnRequest) -> HttpResponse:
    """添加通行密钥: the browser makes it on this page."""
    form = AddPasskeyForm(request.POST or None)
    if form.is_valid() and is_proven(form, "password", request.user):
        name, credential = form.cleaned_data["name"], form.cleaned_data["credential"]
        codes = actions.add_passkey(request.user, actor=request.actor, name=name, credential=credential)
        return _added(request, codes, gettext("通行密钥已添加。"))
    words = {"form": form, "options": as_json(webauthn.begin_registration(request.user, True))}
    return render(request, "accounts/add_passkey.html", words, status=422 if form.is_bound else 200)


def as_json(options: Any) -> str:
    """What the browser's script reads: the library's mappings as plain JSON."""
    return json.dumps(options, cls=DjangoJSONEncoder, default=dict)


def _added(request: OwnRequest, codes: list[str], says: str) -> HttpResponse:
    """On to the account, or first the recovery codes, which are shown this once."""
    request.session.pop(SECOND_FACTOR_DUE, None)
    messages.success(request, says)
    if codes:
        return render(request, "accounts/recovery_codes.html", {"codes": codes})
    return redirect("accounts:own_account")


@require_http_methods(["GET", "POST"])
@own_page
def remove_factor(request: OwnRequest, pk: int) -> HttpResponse:
    """停用第二因素."""
    found = get_object_or_404(queries.second_factors(request.user), pk=pk)
    form = ProvenForm(request.POST or None)
    if form.is_valid() and is_proven(form, "password", request.user):
        try:
            actions.remove_factor(found, actor=request.actor, account=request.user)
        except BadValue as error:
            form.add_error("password", str(error))
        else:
            messages.success(request, gettext("已停用。"))
            return redirect("accounts:own_account")
    words = {"form": form, "title": gettext("停用第二因素"), "about": found, "submit": gettext("停用")}
    return render(request, "accounts/proven_form.html", words, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@own_page
def renew_recovery_codes(request: OwnRequest) -> HttpResponse:
    """更换恢复码."""
    form = ProvenForm(request.POST or None)
    if form.is_valid() and is_proven(form, "password", request.user):
        codes = actions.renew_recovery_codes(request.user, actor=request.actor)
        return render(request, "accounts/recovery_codes.html", {"codes": codes})
    words = {
        "form": form,
        "title": gettext("更换恢复码"),
        "submit": gettext("更换"),
        "says": gettext("生成10个新的恢复码，原来的全部作废。手机丢失时，用一个恢复码代替验证码登录。"),
    }
    return render(request, "accounts/proven_form.html", words, status=422 if form.is_bound else 200)
