"""Passwords (密码). The ledger says that one was changed, never what it is."""

from django.db import transaction

from mingcha.accounts.actions._sessions import end_sessions
from mingcha.kernel import ledger
from mingcha.orgs.models import Account, Post


@transaction.atomic
def change_password(account: Account, *, actor: Post | None, password: str, but: str = "") -> None:
    """Give the own account a new password (修改密码), which the form has found good; all other sessions end.

    Args:
        account: signed in, and asked for the old password.
        actor: the post it acts in, if any.
        password: the new one.
        but: the session that stays.
    """
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    end_sessions(account, but=but)
    ledger.enter("accounts.change_password", actor=actor, on=account)
