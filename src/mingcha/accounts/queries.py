"""Reads about signing in (登录的查询)."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet

from mingcha.accounts.models import SignIn, SignInQuerySet
from mingcha.kernel import clock
from mingcha.orgs.models import Account, Post


def open_sign_ins(account: Account) -> SignInQuerySet:
    """Where the account is signed in at present, the newest first (登录设备). One statement."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=clock.now())
    return SignIn.objects.visible_to(account).filter(Exists(alive)).order_by("-began_at", "-pk")


def second_factors(account: Account) -> QuerySet[Any]:
    """Authenticator app and passkeys of an account, the oldest first (第二因素); recovery codes are none."""
    held: QuerySet[Any] = Authenticator.objects.filter(user=account)
    return held.exclude(type=Authenticator.Type.RECOVERY_CODES).order_by("pk")


def recovery_codes_left(account: Account) -> int:
    """How many recovery codes are not used yet. One statement."""
    kept = Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(kept.wrap().get_unused_codes()) if kept else 0


def must_have_second_factor(account: Account) -> bool:
    """Whether a role the person holds today must have a second factor (`MINGCHA_SECOND_FACTOR`). One statement."""
    held = Post.objects.valid_on(clock.today()).filter(person=account.person_id)
    return bool(settings.SECOND_FACTOR_ROLES) and held.filter(role__in=settings.SECOND_FACTOR_ROLES).exists()
