"""What allauth asks of the house (登录库的适配): counting failures, the ledger, nothing by e-mail, nobody signs up."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from mingcha.accounts import actions, rules
from mingcha.accounts.actions import _guard
from mingcha.kernel import clock
from mingcha.orgs.models import Account
from mingcha.orgs.queries import acting_post


class ExactNames(AuthenticationBackend):  # type: ignore[misc]
    """Finds accounts by the user name exactly as it is written."""

    def _authenticate_by_username(self, username: str, password: str) -> Account | None:
        found = Account.objects.filter(username=username).first()
        return cast("Account | None", self._check_password(found, password))


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
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
            _guard.give_back_try(user.username, user, self.get_client_ip(context.request))
        return is_right

    def login(self, request: HttpRequest, user: Account) -> None:
        """All stages are passed: a new session, noted and entered."""
        records = get_authentication_records(request, user)
        super().login(request, user)
        if request.session.session_key is None:
            request.session.save()
        methods = [str(record["method"]) for record in records]
        is_passwordless = any(record.get("passwordless") for record in records)
        visit = actions.Visit(
            session_key=str(request.session.session_key),
            address=self.get_client_ip(request),
            agent=self.get_http_user_agent(request),
            way=rules.way_of(methods, is_passwordless=is_passwordless),
        )
        actions.sign_in(user, actor=acting_post(user), visit=visit)


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
