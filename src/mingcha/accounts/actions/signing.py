"""Signing in and out (登录、退出)."""

from dataclasses import dataclass

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext

from mingcha.accounts import access
from mingcha.accounts.actions import _guard
from mingcha.accounts.actions._sessions import end_sessions
from mingcha.accounts.choices import Way
from mingcha.accounts.models import SignIn
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import NotInThisState, Refused
from mingcha.kernel.models import Outcome
from mingcha.orgs.models import Account, Post


@dataclass(frozen=True)
class Visit:
    """From where somebody comes (来访).

    Attributes:
        session_key: of the session it became.
        agent: what the browser says of itself.
        tries: how many counted tries it took to come in, which are given back.
    """

    session_key: str
    address: str
    agent: str
    way: Way
    tries: int = 1


@transaction.atomic
def sign_in(account: Account, *, actor: Post | None, visit: Visit) -> SignIn:
    """Note that somebody has shown who he is (登录); `actor` is the post he will act in, None without a valid one."""
    _guard.give_back_tries(account, visit.address, visit.tries)
    gone = SignIn.objects.filter(account=account)
    alive = Session.objects.filter(expire_date__gt=clock.now()).values("session_key")
    gone.exclude(session_key__in=alive).delete()
    made = SignIn.objects.create(
        account=account,
        session_key=visit.session_key,
        address=visit.address,
        agent=visit.agent[:300],
        way=visit.way,
    )
    ledger.enter("accounts.sign_in", actor=actor, on=account, after={"address": visit.address, "way": visit.way})
    return made


@transaction.atomic
def fail_sign_in(username: str, *, actor: Post | None, account: Account | None, address: str) -> None:
    """Note a failure (登录失败), and what it locked. A name that is nobody's is not kept: it may be a password."""
    locked = _guard.locked_now(username, account, address)
    after = {"address": address, "locked": [tries.kind for tries in locked]}
    until = max((tries.locked_until for tries in locked if tries.locked_until), default=None)
    reason = gettext("锁定至%(until)s") % {"until": clock.in_china(until)} if until else ""
    ledger.enter("accounts.fail_sign_in", actor=actor, on=account, after=after, reason=reason, outcome=Outcome.FAILED)


@transaction.atomic
def sign_out(account: Account, *, actor: Post | None, session_key: str) -> None:
    """End the own session (退出)."""
    SignIn.objects.filter(account=account, session_key=session_key).delete()
    ledger.enter("accounts.sign_out", actor=actor, on=account)


@transaction.atomic
def end_sign_in(sign_in: SignIn, *, actor: Post | None, account: Account) -> None:
    """Sign out one of the own devices from afar (结束登录).

    Raises:
        Refused: somebody else's.
        NotInThisState: it has ended already.
    """
    if not access.may_end_sign_in(account, sign_in):
        raise Refused("accounts.end_sign_in")
    if not SignIn.objects.filter(pk=sign_in.pk).delete()[0]:
        raise NotInThisState(sign_in)
    Session.objects.filter(session_key=sign_in.session_key).delete()
    ledger.enter("accounts.end_sign_in", actor=actor, on=account, before={"address": sign_in.address})


@transaction.atomic
def end_other_sign_ins(account: Account, *, actor: Post | None, but: str) -> int:
    """Sign out everywhere else (退出其他设备); `but`: the session that stays. How many there were."""
    count = end_sessions(account, but=but)
    ledger.enter("accounts.end_other_sign_ins", actor=actor, on=account, rows=count)
    return count
