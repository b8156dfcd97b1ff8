"""Sessions that are ended from elsewhere (结束登录); only for the actions of this room."""

from django.contrib.sessions.models import Session

from mingcha.accounts.models import SignIn
from mingcha.orgs.models import Account


def end_sessions(account: Account, *, but: str = "") -> int:
    """Sign the account out everywhere; `but`: the session that stays. How many there were."""
    held = SignIn.objects.filter(account=account).exclude(session_key=but)
    Session.objects.filter(session_key__in=list(held.values_list("session_key", flat=True))).delete()
    return held.delete()[0]
