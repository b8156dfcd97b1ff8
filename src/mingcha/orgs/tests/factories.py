"""Rows for tests: units, posts, accounts (单位、岗位、账号)."""

from datetime import date
from itertools import count
from typing import Any

from mingcha.orgs.actions._placing import write_units
from mingcha.orgs.choices import Category, Certainty, Level, PostRole, UnitKind
from mingcha.orgs.models import Account, Contact, Person, Post, Responsibility, Unit
from mingcha.orgs.rules import UnitRow

_numbers = count(1)
PASSWORD = "correct horse battery"


def a_row(name: str = "甲市", **given: Any) -> UnitRow:
    """A row to add: a prefecture of its own code, there since nobody knows when."""
    plain: dict[str, Any] = {
        "code": f"T{next(_numbers):05}",
        "level": Level.PREFECTURE,
        "kind": UnitKind.TERRITORY,
        "valid_from": date(2010, 1, 1),
        "from_certainty": Certainty.UNKNOWN,
    }
    return UnitRow(name=name, **{**plain, **given})


def a_unit(
    name: str = "甲市",
    *,
    code: str | None = None,
    level: str = "PREFECTURE",
    kind: str = "TERRITORY",
    category: str = "",
    parent: Unit | None = None,
    system_parent: Unit | None = None,
    **given: Any,
) -> Unit:
    """A unit with its closure, as the registry writes it, without a ledger entry. Other fields as in `UnitRow`."""
    row = a_row(
        name,
        code=code or f"T{next(_numbers):05}",
        level=Level(level),
        kind=UnitKind(kind),
        category=Category(category) if category else None,
        territory_parent=parent.code if parent else "",
        system_parent=system_parent.code if system_parent else "",
        **given,
    )
    [unit] = write_units([row])
    return unit


def a_post(unit: Unit | None = None, *, role: str = "OFFICE", person: Person | None = None) -> Post:
    """A post held by a person, in a unit of its own unless one is given; there since 2010."""
    return Post.objects.create(
        unit=unit or a_unit("省整顿办", kind="OTHER", level="PROVINCE"),
        person=person or Person.objects.create(),
        title=PostRole(role).label,
        role=role,
        valid_from=date(2010, 1, 1),
    )


def an_account(post: Post) -> Account:
    """An account of the person in the post, with `PASSWORD`."""
    assert post.person is not None
    return Account.objects.create_user(username=f"user{next(_numbers)}", password=PASSWORD, person=post.person)


def a_system_post(name: str = "system") -> Post:
    """A built-in post, put back where a flushed database has lost it."""
    return Post.objects.get_or_create(
        system_name=name, defaults={"role": PostRole.SYSTEM, "title": name, "valid_from": date(2000, 1, 1)}
    )[0]


def a_contact(unit: Unit, kind: str = "LIAISON", **given: Any) -> Contact:
    """Whom to turn to in a unit, since 2010, under a number nobody has."""
    plain: dict[str, Any] = {"name": "甲某", "mobile": "10000000001", "valid_from": date(2010, 1, 1)}
    contact: Contact = Contact.objects.create(unit=unit, kind=kind, **{**plain, **given})
    return contact


def a_responsibility(unit: Unit, **given: Any) -> Responsibility:
    """Who answers for a unit, since 2010, without a ledger entry."""
    plain: dict[str, Any] = {"kind": "FIRST", "title": "党委书记", "valid_from": date(2010, 1, 1)}
    made: Responsibility = Responsibility.objects.create(unit=unit, **{**plain, **given})
    return made
