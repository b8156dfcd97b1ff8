"""Second factors (第二因素): codes of an authenticator app, passkeys, recovery codes. Kept in allauth's table.

The ledger says that one came or went, never a secret. The view has asked for the password.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.utils.translation import gettext

from mingcha.accounts import access, queries
from mingcha.kernel import ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.orgs.models import Account, Post

RECOVERY = Authenticator.Type.RECOVERY_CODES


@transaction.atomic
def add_totp(account: Account, *, actor: Post | None, secret: str) -> list[str]:
    """Have an authenticator app give codes (启用验证器). Gives new recovery codes, shown once; none if there are some.

    Raises:
        NotInThisState: there is one already.
    """
    if Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists():
        raise NotInThisState(gettext("验证器"))
    TOTP.activate(account, secret)
    ledger.enter("accounts.add_totp", actor=actor, on=account)
    return _first_codes(account)


@transaction.atomic
def add_passkey(account: Account, *, actor: Post | None, name: str, credential: dict[str, Any]) -> list[str]:
    """Add a passkey that the browser made and the form has verified (添加通行密钥). Recovery codes as above."""
    WebAuthn.add(account, name, credential)
    ledger.enter("accounts.add_passkey", actor=actor, on=account, after=name)
    return _first_codes(account)


@transaction.atomic
def remove_factor(factor: Any, *, actor: Post | None, account: Account) -> None:
    """Take a second factor away (停用第二因素); with the last of them the recovery codes go.

    Raises:
        Refused: somebody else's.
        BadValue: the last one, where the roles of the account must have one.
        NotInThisState: it is gone already.
    """
    if not access.may_remove_factor(account, factor):
        raise Refused("accounts.remove_factor")
    others = Authenticator.objects.filter(user=account).exclude(pk=factor.pk).exclude(type=RECOVERY)
    is_last = not others.exists()
    if is_last and queries.must_have_second_factor(account):
        raise BadValue(gettext("您的岗位必须有第二因素：请先添加另一个。"), field="password")
    if not Authenticator.objects.filter(pk=factor.pk).exclude(type=RECOVERY).delete()[0]:
        raise NotInThisState(gettext("第二因素"))
    if is_last:
        Authenticator.objects.filter(user=account).delete()
    ledger.enter("accounts.remove_factor", actor=actor, on=account, before=factor.type)


@transaction.atomic
def renew_recovery_codes(account: Account, *, actor: Post | None) -> list[str]:
    """Ten new recovery codes, shown once; the old ones are void (更换恢复码).

    Raises:
        NotInThisState: no second factor to recover.
    """
    if not queries.second_factors(account).exists():
        raise NotInThisState(gettext("恢复码"))
    Authenticator.objects.filter(user=account, type=RECOVERY).delete()
    ledger.enter("accounts.renew_recovery_codes", actor=actor, on=account)
    return _first_codes(account)


def _first_codes(account: Account) -> list[str]:
    """Recovery codes for an account that has none yet."""
    if Authenticator.objects.filter(user=account, type=RECOVERY).exists():
        return []
    return list(RecoveryCodes.activate(account).get_unused_codes())
