"""Counting failures, before the work of checking starts (登录失败计数)."""

from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from mingcha.accounts import rules
from mingcha.accounts.choices import Counted
from mingcha.accounts.models import Tries
from mingcha.kernel import clock
from mingcha.orgs.models import Account

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
def give_back_try(username: str, account: Account, address: str) -> None:
    """The try was right: the name starts anew, the address gets this one back; what is long over is forgotten."""
    Tries.objects.filter(kind=Counted.NAME, key=key_of(username, account)).delete()
    row = _locked_row(Counted.ADDRESS, address, None)
    count = max(0, row.count - 1)
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
