"""Opening, closing, unlocking accounts; one-time passwords (账号的开通、停用、解锁、重置)."""

import secrets
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext

from mingcha.accounts import access, queries
from mingcha.accounts.actions._sessions import end_sessions
from mingcha.accounts.models import Tries
from mingcha.kernel import ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.orgs import actions as orgs
from mingcha.orgs.models import Account, Post


@transaction.atomic
def open_account(name: str, username: str, *, actor: Post) -> tuple[Account, str]:
    """Register a person and open an account for him (开通账号); gives it with a one-time password, shown once.

    What he may do comes with the posts that the security administrator gives.

    Raises:
        Refused: not the system administrator.
        BadValue: no name; no user name, a used one, or one with blanks.
    """
    if not access.may_open_account(actor):
        raise Refused("accounts.open_account")
    if not name.strip():
        raise BadValue(gettext("须填写姓名"), field="name")
    if username != username.strip() or any(not sign.isprintable() or sign.isspace() for sign in username):
        raise BadValue(gettext("用户名不能有空格"), field="username")
    person = orgs.add_person(name.strip(), actor=actor)
    password = _one_time_password()
    account = orgs.add_account(person, actor=actor, username=username, password=password)
    Account.objects.filter(pk=account.pk).update(must_change_password=True)
    ledger.enter("accounts.open_account", actor=actor, on=account)
    return account, password


@transaction.atomic
def close_account(account: Account, *, actor: Post) -> None:
    """Nobody signs in with it any more, and who is signed in is out (停用账号).

    Raises:
        Refused: not the system administrator, or his own.
        NotInThisState: closed already.
    """
    if not access.may_keep_account(actor, account):
        raise Refused("accounts.close_account")
    if not Account.objects.filter(pk=account.pk, is_active=True).update(is_active=False):
        raise NotInThisState(account)
    end_sessions(account)
    ledger.enter("accounts.close_account", actor=actor, on=account)


@transaction.atomic
def reopen_account(account: Account, *, actor: Post) -> None:
    """Let it in again, with the password it had (启用账号).

    Raises:
        Refused; NotInThisState: open already.
    """
    if not access.may_keep_account(actor, account):
        raise Refused("accounts.reopen_account")
    if not Account.objects.filter(pk=account.pk, is_active=False).update(is_active=True):
        raise NotInThisState(account)
    ledger.enter("accounts.reopen_account", actor=actor, on=account)


@transaction.atomic
def reset_password(account: Account, *, actor: Post) -> str:
    """Give it a one-time password, shown once and changed at the first sign-in (重置密码); the second factor stays.

    Raises:
        Refused: not the system administrator, his own, or that of another administrator: who could reset it could
            act as him. Those are reset on the server, by `mingcha accounts reset`.
    """
    if not access.may_reset_password(actor, account, is_of_administrator=queries.is_of_administrator(account)):
        raise Refused("accounts.reset_password")
    password = _one_time_password()
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    end_sessions(account)
    ledger.enter("accounts.reset_password", actor=actor, on=account)
    return password


@transaction.atomic
def unlock_sign_in(tries: Tries, *, actor: Post) -> None:
    """Forget the failures of a user name or an address (解锁).

    Raises:
        Refused; NotInThisState: it is not locked any more.
    """
    if not access.may_unlock_sign_in(actor):
        raise Refused("accounts.unlock_sign_in")
    if not Tries.objects.filter(pk=tries.pk, locked_until__isnull=False).delete()[0]:
        raise NotInThisState(gettext("锁定"))
    on: Any = tries.account or ("accounts.tries", tries.pk)
    ledger.enter("accounts.unlock_sign_in", actor=actor, on=on, before=tries.kind)


@transaction.atomic
def clear_second_factors(account: Account, *, actor: Post) -> None:
    """Take away second factors that were lost (清除第二因素). Who resets passwords cannot do this.

    Raises:
        Refused: not the security administrator, or his own.
        NotInThisState: there is none.
    """
    if not access.may_clear_second_factors(actor, account):
        raise Refused("accounts.clear_second_factors")
    if not Authenticator.objects.filter(user=account).delete()[0]:
        raise NotInThisState(gettext("第二因素"))
    end_sessions(account)
    ledger.enter("accounts.clear_second_factors", actor=actor, on=account)


def _one_time_password() -> str:
    """Twelve random bytes; long enough for the rules of passwords."""
    return secrets.token_urlsafe(12)
