"""Reads about signing in (登录的查询)."""

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef

from mingcha.accounts.models import SignIn, SignInQuerySet
from mingcha.kernel import clock
from mingcha.orgs.models import Account


def open_sign_ins(account: Account) -> SignInQuerySet:
    """Where the account is signed in at present, the newest first (登录设备). One statement."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=clock.now())
    return SignIn.objects.visible_to(account).filter(Exists(alive)).order_by("-began_at", "-pk")
