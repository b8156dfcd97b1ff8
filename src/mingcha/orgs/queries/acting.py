"""In which posts a person may act (岗位和代办)."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from mingcha.kernel import clock
from mingcha.kernel.kept import Statement
from mingcha.orgs.access import ADMINISTRATORS
from mingcha.orgs.choices import PostRole
from mingcha.orgs.models import Account, Delegation, Person, Post, Unit

MOST_POSTS = 30
OF_POST, OF_UNIT = (
    [column.attname for column in model._meta.concrete_fields if column.name != "recorded_at"]  # noqa: SLF001
    for model in (Post, Unit)
)
"""Columns of a post and its unit, without the instants they were recorded at."""


def acting_posts(account: Account) -> list[Post]:
    """The posts a person may act in today, the own ones first in the order they were given (当前岗位). One statement.

    A post acted in for somebody else is marked `is_deputised`. Nobody acts for others without a valid post of his own
    in the same unit, nor who administers: what held when the delegation was made must hold today.
    """
    statement = _held(account.person_id, clock.today(), connection.vendor)
    posts = [_post(row) for row in statement.rows()]
    for post in posts:
        post.is_deputised = post.person_id != account.person_id
    held = [post for post in posts if not post.is_deputised]
    if any(post.role in ADMINISTRATORS for post in held):
        return held
    units = {post.unit_id for post in held}
    return held + [post for post in posts if post.is_deputised and post.unit_id in units]


@lru_cache(maxsize=4000)
def _held(person_id: int, day: date, vendor: str) -> Statement:
    """The statement that every page begins with, put together once for a person and a day."""
    lent = Delegation.objects.valid_on(day).filter(person=person_id)
    own = Post.objects.filter(person=person_id)
    either = own.values("pk").union(lent.values("post"))  # by their indexes; an OR reads every post
    found = Post.objects.valid_on(day).filter(pk__in=either).order_by("valid_from", "id")
    return Statement.of(found.values_list(*OF_POST, *(f"unit__{name}" for name in OF_UNIT))[:MOST_POSTS])


def _post(row: tuple[Any, ...]) -> Post:
    """A post with its unit."""
    post = Post.from_db(connection.alias, OF_POST, row[: len(OF_POST)])
    if post.unit_id is not None:
        post.unit = Unit.from_db(connection.alias, OF_UNIT, row[len(OF_POST) :])
    return post


def acting_post(account: Account) -> Post | None:
    """The post a signed-in person acts in unless he chose another: of several the first given. One statement.

    None without a valid one: it ends the day the post ends or its unit is closed, whatever session is still open.
    """
    return next(iter(acting_posts(account)), None)


def chosen_post(posts: Sequence[Post], pk: int | None) -> Post | None:
    """The chosen one of the posts a person may act in, else the first; None where there is none."""
    return next((post for post in posts if post.pk == pk), next(iter(posts), None))


def delegations(actor: Post) -> QuerySet[Delegation]:
    """Delegations the actor may see, the newest first (代办)."""
    visible = Delegation.objects.visible_to(actor).select_related("post__unit", "person", "made_by__unit")
    return visible.order_by("-valid_until", "-pk")


def posts_to_delegate(actor: Post) -> QuerySet[Post]:
    """Posts the actor may let somebody else act in: the own one; of a head, all of the unit."""
    held = Post.objects.valid_on(clock.today()).filter(unit=actor.unit_id, person__isnull=False)
    held = held.exclude(role__in=(*ADMINISTRATORS, PostRole.SYSTEM)).select_related("unit", "person")
    is_head = actor.is_head or actor.is_office_head
    return (held if is_head else held.filter(pk=actor.pk)).order_by("valid_from", "id")


def possible_deputies(actor: Post) -> QuerySet[Person]:
    """Who may act for somebody of the actor's unit: people in a post there, with an open account; no administrator."""
    held = Post.objects.valid_on(clock.today())
    here = held.filter(person=OuterRef("pk"), unit=actor.unit_id)
    administers = held.filter(person=OuterRef("pk"), role__in=ADMINISTRATORS)
    open_account = Account.objects.filter(person=OuterRef("pk"), is_active=True)
    return Person.objects.filter(Exists(here), ~Exists(administers), Exists(open_account)).order_by("name", "pk")
