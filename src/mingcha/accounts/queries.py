"""Reads about signing in (登录的查询)."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, F, OuterRef, QuerySet

from mingcha.accounts import access
from mingcha.accounts.choices import Counted
from mingcha.accounts.models import SignIn, SignInQuerySet, Tries
from mingcha.kernel import clock
from mingcha.orgs.models import Account, Post
from mingcha.orgs.queries import ADMINISTRATORS


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


def is_of_administrator(account: Account) -> bool:
    """Whether the person administers today. One statement."""
    held = Post.objects.valid_on(clock.today()).filter(person=account.person_id)
    return held.filter(role__in=ADMINISTRATORS).exists()


def accounts(actor: Post) -> QuerySet[Account]:
    """Accounts for who keeps them, by user name (账号). One statement."""
    return Account.objects.visible_to(actor).select_related("person").order_by("username", "pk")


def posts(actor: Post) -> QuerySet[Post]:
    """Posts of all units for who gives them, in the order of the units (岗位)."""
    visible = Post.objects.visible_to(actor).select_related("unit", "person")
    return visible.order_by("unit__official_order", "unit_id", "valid_from", "pk")


def posts_of(account: Account) -> QuerySet[Post]:
    """The posts of an account's person, those held first, then the newest (本人岗位)."""
    held = Post.objects.filter(person=account.person_id).select_related("unit")
    return held.order_by(F("valid_until").asc(nulls_first=True), "-valid_from", "-pk")


def locks(actor: Post) -> QuerySet[Tries]:
    """User names and addresses locked at present, for who unlocks them; a name that is nobody's is not among them."""
    if not access.may_read_accounts(actor):
        return Tries.objects.none()
    locked = Tries.objects.filter(locked_until__gt=clock.now()).select_related("account")
    return locked.exclude(kind=Counted.NAME, account__isnull=True).order_by("-locked_until", "pk")
