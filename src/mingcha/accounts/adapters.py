"""What allauth asks of the house (登录库的适配): counting failures, the ledger, nothing by e-mail, nobody signs up."""

import base64
import hashlib
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy

from mingcha.accounts import actions, queries, rules
from mingcha.accounts.actions import _guard
from mingcha.accounts.gate import SECOND_FACTOR_DUE
from mingcha.kernel import clock, ledger
from mingcha.orgs.acting import session_of
from mingcha.orgs.models import Account
from mingcha.orgs.queries import acting_post


class LongEnough(MinimumLengthValidator):
    """The library's rule; its own words for it are not translated in the version we have."""

    def get_error_message(self) -> str:
        """What is wrong, in the reader's language."""
        return gettext("密码太短，至少%(least)d个字符。") % {"least": self.min_length}


CLOSED = gettext_lazy("这个账号已停用，请与领导小组办公室联系。")
CODES = ("totp", "recovery_codes")


class ExactNames(AuthenticationBackend):  # type: ignore[misc]  # the library has no types
    """Finds accounts by the user name exactly as it is written."""

    def _authenticate_by_username(self, username: str, password: str) -> Account | None:
        found = Account.objects.filter(username=username).first()
        return cast("Account | None", self._check_password(found, password))


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Signing in by user name and password."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("用户名或密码不对。两者都区分大小写。"),
        "incorrect_password": gettext_lazy("密码不对。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by the system administrator alone."""
        return False

    def add_message(self, request: HttpRequest, level: int, *args: Any, **words: Any) -> None:
        """Only what is said in so many words; the library's own templates of messages are not ours."""
        if words.get("message"):
            super().add_message(request, level, **words)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address; "" where the server is not told any (a local socket without a proxy)."""
        try:
            return str(super().get_client_ip(request))
        except PermissionDenied:
            return ""

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:
        """Back to the sign-in page, which says so."""
        messages.error(request, CLOSED)
        return redirect("account_login")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at.

        Raises:
            ValidationError: the name or the address is locked; says for how long.
        """
        username = str(credentials.get("username", ""))
        held = Account.objects.filter(username=username).first()
        take_try(username, held, self.get_client_ip(request))

    def _rollback_login_failed_rl_usage(self) -> None:
        """The try is given back when the whole sign-in is done, see `sign_in`."""

    def count_try(self, account: Account, address: str) -> None:
        """Count a try at a code of the second step, as one at the password."""
        take_try(account.username, account, address)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Enter it in the ledger."""
        username = str(credentials.get("username", ""))
        held = Account.objects.filter(username=username).first()
        address = self.get_client_ip(request)
        actions.fail_sign_in(username, actor=acting_post(held) if held else None, account=held, address=address)

    def reauthenticate(self, user: Account, password: str) -> bool:
        """Whether it is the account's password; counted as at signing in."""
        is_right = bool(super().reauthenticate(user, password))
        if is_right:
            _guard.give_back_tries(user, self.get_client_ip(context.request), 1)
        return is_right

    def login(self, request: HttpRequest, user: Account) -> None:
        """All stages are passed: a new session, noted and entered."""
        records = get_authentication_records(request, user)
        super().login(request, user)
        if request.session.session_key is None:
            request.session.save()
        methods = [str(record["method"]) for record in records]
        is_passwordless = any(record.get("passwordless") for record in records)
        tries = sum(record["method"] == "password" or record.get("type") in CODES for record in records)
        visit = actions.Visit(
            session_key=str(request.session.session_key),
            address=self.get_client_ip(request),
            agent=self.get_http_user_agent(request),
            way=rules.way_of(methods, is_passwordless=is_passwordless),
            tries=tries,
        )
        actor = acting_post(user)
        with ledger.in_session(session_of(user, actor)):
            actions.sign_in(user, actor=actor, visit=visit)
        if queries.must_have_second_factor(user) and not queries.second_factors(user).exists():
            request.session[SECOND_FACTOR_DUE] = True


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    """Second factors: secrets are encrypted in the database, under a key of the site's own."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("验证码不对，或者已经用过。"),
    }

    def get_totp_issuer(self) -> str:
        """What the app shows above the code."""
        return gettext("明查")

    def encrypt(self, text: str) -> str:
        """Under a key that the database and its backups do not hold."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` made."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """A passkey holds for the site's host name."""
        return {"id": context.request.get_host().partition(":")[0], "name": gettext("明查")}


def _cipher() -> Fernet:
    digest = hashlib.sha256(b"mingcha.accounts.factors" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def take_try(username: str, account: Account | None, address: str) -> None:
    """Count one try.

    Raises:
        ValidationError: locked; says for how long.
    """
    until = _guard.take_try(username, account, address)
    if until is not None:
        minutes = rules.minutes_left(until, now=clock.now())
        raise ValidationError(
            gettext("失败次数太多，已锁定：请%(minutes)s分钟后再试，或请系统管理员解锁。") % {"minutes": minutes},
            code="locked",
        )
