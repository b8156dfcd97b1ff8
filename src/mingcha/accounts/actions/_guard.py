"""Counting failures, before the work of checking starts (登录失败计数)."""

from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.crypto import salted_hmac

from mingcha.accounts import rules
from mingcha.accounts.choices import Counted
from mingcha.accounts.models import Tries
from mingcha.kernel import clock
from mingcha.orgs.models import Account

CODES_LAST = timedelta(minutes=2)
"""No code of an app holds as long as this."""
FORGOTTEN_AFTER = rules.WINDOW + rules.LOCK


def key_of(username: str, account: Account | None) -> str:
    """Under what failures of a user name are counted; a name that is nobody's is kept as an HMAC."""
    if account is not None:
        return f"#{account.pk}"
    return salted_hmac("mingcha.accounts.tries", username.strip(), algorithm="sha256").hexdigest()


@transaction.atomic
def take_try(username: str, account: Account | None, address: str) -> datetime | None:
    """Count one more try by this name from this address; the instant until which it may not be made, else None.

    Two locked rows, the name's first, so that tries at once wait for each other.
    """
    now = clock.now()
    rows = [
        _locked_row(Counted.NAME, key_of(username, account), account),
        _locked_row(Counted.ADDRESS, address, None),
    ]
    waits = [row.locked_until for row in rows if row.locked_until and rules.is_locked(row.tally, now=now)]
    if waits:
        return max(waits)
    for row in rows:
        _keep(row, rules.next_tally(Counted(row.kind), row.tally if row.count else None, now=now))
    return None


@transaction.atomic
def give_back_tries(account: Account, address: str, tries: int) -> None:
    """They were right: the name starts anew, the address gets them back; what is long over is forgotten."""
    Tries.objects.filter(kind=Counted.NAME, key=key_of(account.username, account)).delete()
    row = _locked_row(Counted.ADDRESS, address, None)
    count = max(0, row.count - tries)
    is_locked = count >= rules.MOST_TRIES[Counted.ADDRESS]
    _keep(row, rules.Tally(count, row.began_at, row.locked_until if is_locked else None))
    Tries.objects.filter(began_at__lt=clock.now() - FORGOTTEN_AFTER).delete()


def locked_now(username: str, account: Account | None, address: str) -> list[Tries]:
    """Which of the two a failure has locked."""
    rows = Tries.objects.filter(kind=Counted.NAME, key=key_of(username, account)) | Tries.objects.filter(
        kind=Counted.ADDRESS, key=address
    )
    return list(rows.filter(locked_until__gt=clock.now()).order_by("kind"))


def _locked_row(kind: Counted, key: str, account: Account | None) -> Tries:
    found = Tries.objects.select_for_update().filter(kind=kind, key=key).first()
    if found is not None:
        return found
    made, _ = Tries.objects.get_or_create(kind=kind, key=key, defaults={"account": account, "began_at": clock.now()})
    return Tries.objects.select_for_update().get(pk=made.pk)


def _keep(row: Tries, tally: rules.Tally) -> None:
    row.count, row.began_at, row.locked_until = tally.count, tally.began_at, tally.locked_until
    row.save(update_fields=["count", "began_at", "locked_until"])


@transaction.atomic
def is_first_use(factor: Any, code: str) -> bool:
    """Whether an app's code has not been taken before, in any process; a recovery code keeps its own book."""
    if factor.type != Authenticator.Type.TOTP:
        return True
    kept = Authenticator.objects.select_for_update().get(pk=factor.pk)
    used = salted_hmac("mingcha.accounts.code", code.strip(), algorithm="sha256").hexdigest()
    since = (clock.now() - CODES_LAST).timestamp()
    held = {digest: at for digest, at in kept.data.get("used", {}).items() if at > since}
    if used in held:
        return False
    kept.data["used"] = held | {used: clock.now().timestamp()}
    kept.save(update_fields=["data"])
    return True
