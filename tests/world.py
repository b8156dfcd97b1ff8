"""A world of two units for the leak test (两个单位的世界): every table has a row of A and a row of B.

Rows are made from the tables themselves, so a new table is in the world from the day it is there. Every text column of
a row of B holds B's mark. Where a table's constraints want more than a column by itself says, give values in `VALUES`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from mingcha.campaigns.models import Campaign
from mingcha.kernel import clock, ledger
from mingcha.orgs.models import Account, Person, Post, Unit
from mingcha.orgs.tests.factories import a_unit, an_account

WORD = "qzx"
"""Stands in every text of both sides: a search for it finds what the searcher may see."""
DAY = date(2018, 3, 5)

EXEMPT = {
    "kernel.CalendarDay": "the calendar is everybody's",
    "kernel.CalendarYear": "the calendar is everybody's",
    "kernel.LedgerDetail": "written through ledger.enter, see Side.enter",
    "kernel.LedgerEntry": "written through ledger.enter, see Side.enter",
    "kernel.LedgerHead": "one row, no text",
    "kernel.LoadedFolder": "one row for a demo load",
    "kernel.NumberSeries": "counts only",
    "kernel.NumberTaken": "counts only",
    "accounts.SignIn": "of one account alone: accounts/tests/test_signing.py",
    "accounts.Tries": "of one account alone: accounts/tests/test_signing.py",
    "orgs.Account": "made with the side",
    "orgs.Post": "made with the side",
    "orgs.Unit": "made with the side",
    "orgs.UnitClosure": "made with the side",
    "orgs.Succession": "two units, made by nobody here",
    "orgs.ApiToken": "made where the interface is walked",
}
OPEN = {
    "mobilisation.Instruction": "an instruction is for everybody in the campaign (mobilisation.access)",
    "orgs.LeadingGroup": "who leads is known to all who report (orgs.access.leading_groups_visible_to)",
    "orgs.LeadingGroupMember": "who leads is known to all who report",
    "orgs.Responsibility": "who answers for a unit is known to all (orgs.access.responsibilities_visible_to)",
}
"""Tables whose rows every post may read by rule: their texts carry the unit's name; made at the start."""
SHARED = {"campaigns.Campaign"}
"""Tables of the campaign as a whole, besides those that point to no unit, post or record of a side."""

Values = dict[str, Callable[["Side"], Any]]
VALUES: dict[str, Values] = {
    "assignments.Chase": {"channel": lambda _: "PHONE"},
    "assignments.Directive": {
        "handed_on_from": lambda side: side.row("assignments.Task"),
        "state": lambda _: "ISSUED",
        "number": lambda side: side.number,
    },
    "assignments.Task": {"directive": lambda side: side.world.directive(), "plan_task": lambda _: None},
    "assignments.Value": {"field": lambda side: side.row("assignments.Field")},
    "bulletins.Bulletin": {"state": lambda _: "DRAFT", "number": lambda _: None, "frozen": lambda _: None},
    "documents.IssuedDocument": {"number": lambda side: side.number},
    "leads.Lead": {"result": lambda _: "", "transferred_on": lambda _: DAY, "returned_on": lambda _: DAY},
    "mobilisation.AgendaPoint": {"quantity": lambda _: 1},
    "notices.Message": {"channel": lambda _: "IN_APP"},
    "orgs.Delegation": {"valid_from": lambda _: DAY, "ended_at": lambda _: None},
    "papers.Paper": {
        "kind": lambda _: "assignments.supervision",
        "object_kind": lambda _: "assignments.task",
        "object_id": lambda side: side.row("assignments.Task").pk,
    },
    "papers.PaperTemplate": {"kind": lambda _: "assignments.supervision", "retired_at": lambda _: clock.now()},
    "campaigns.Programme": {"scope": lambda _: "LOCAL"},
}


def tables() -> Iterator[type[models.Model]]:
    """Every table of the house, and every proxy that shows part of one."""
    for model in apps.get_models():
        if model.__module__.startswith("mingcha.") and model._meta.managed:
            yield model


@dataclass
class Side:
    """One unit with its people and its rows.

    Attributes:
        mark: stands in every text of its rows; `name` is in its unit's name, which some pages may show.
    """

    world: "World"
    mark: str
    name: str
    number: int
    is_marked: bool = True
    rows: dict[str, models.Model] = field(default_factory=dict)
    unit: Unit = field(init=False)
    clerk: Post = field(init=False)
    head: Post = field(init=False)
    _building: list[str] = field(default_factory=list)

    def people(self, unit: Unit) -> None:
        """A clerk and a head, who can sign in."""
        self.unit = unit
        self.clerk, self.head = (self._post(role) for role in ("CLERK", "HEAD"))

    def _post(self, role: str) -> Post:
        person = Person.objects.create(name=self.text("person", 50))
        post = Post.objects.create(
            unit=self.unit, person=person, title=self.text(role, 50), role=role, valid_from=date(2010, 1, 1)
        )
        an_account(post)
        return post

    def account(self, post: Post) -> Account:
        """The account of one of its people."""
        return Account.objects.get(person=post.person)

    def text(self, column: str, longest: int | None) -> str:
        """A text with the word, the mark, and the column it stands in; "" where they have no room."""
        if longest is not None and longest < len(WORD + self.mark):
            return ""
        return f"{WORD}{self.mark}-{column}"[:longest].rstrip("-")

    def row(self, label: str) -> models.Model:
        """The side's row of a table, made when it is first asked for."""
        model = apps.get_model(label)
        if is_shared(model):
            return self.world.shared(model)
        if label not in self.rows:
            if label in self._building:
                raise AssertionError(f"{label}: tables point in a circle ({self._building}); break it in VALUES")
            self._building.append(label)
            self.rows[label] = _made(model, self)
            self._building.pop()
        return self.rows[label]

    def enter(self) -> None:
        """An act of the side in the ledger, whose reason has the mark."""
        with transaction.atomic():
            ledger.enter("plans.close_round", actor=self.clerk, on=self.unit, reason=self.text("ledger", 500))


class World:
    """A campaign with its office, cities A and B, a department; at first only A has records that are not open."""

    def __init__(self) -> None:
        self._shared: dict[str, models.Model] = {}
        self.province = a_unit("某省", level="PROVINCE", code="990000")
        office = a_unit("某省整顿办", level="PROVINCE", kind="OTHER", code="990000-A01", parent=self.province)
        self.campaign = Campaign.objects.create(name="整顿", short_name="整顿", office=office, began_on=DAY)
        self._shared["campaigns.Campaign"] = self.campaign
        self.office = Side(self, "office0", "office0", 9, is_marked=False)
        self.office.unit = office
        self.officer = self.office._post("OFFICE")
        self.a = self._side("aw7f3k", 1, level="PREFECTURE", kind="TERRITORY")
        self.b = self._side("bv9m2q", 2, level="PREFECTURE", kind="TERRITORY")
        self.department = self._side("dh4t8x", 3, level="PROVINCE", kind="DEPARTMENT")
        self.others = [self.b, self.department]
        self.fill(self.a)

    def _side(self, mark: str, number: int, **given: Any) -> Side:
        side = Side(self, mark, f"n{mark}", number)
        side.people(a_unit(f"{side.name}市", code=f"99{side.name}", parent=self.province, **given))
        for label in OPEN:
            side.row(label)
        return side

    def fill(self, side: Side) -> None:
        """A row of every table for a side."""
        for model in tables():
            if model._meta.label not in EXEMPT:
                side.row(model._meta.label)
        side.enter()

    def fill_others(self) -> None:
        """City B and the department get their records, none of which anybody of A may find."""
        for side in self.others:
            self.fill(side)

    def shared(self, model: type[models.Model]) -> models.Model:
        """The one row of a table of the campaign as a whole."""
        label = model._meta.label
        if label not in self._shared:
            self._shared[label] = _made(model, self.office)
        return self._shared[label]

    def directive(self) -> models.Model:
        """A directive of the office, known to all who work in the campaign."""
        if "office's" not in self._shared:
            model = apps.get_model("assignments.Directive")
            given = {"state": "ISSUED", "number": 1, "handed_on_from": None, "unit": self.office.unit}
            self._shared["office's"] = _made(model, self.office, **given)
        return self._shared["office's"]


def is_shared(model: type[models.Model]) -> bool:
    """Whether a table is of the campaign as a whole: it points to nobody's unit, post or record."""
    label = model._meta.label
    if label in SHARED or label in ("orgs.Unit", "orgs.Post", "orgs.Person", "kernel.StoredFile"):
        return label in SHARED
    return all(
        target is model or is_shared(target) or target._meta.app_label not in OURS for target in _targets(model)
    ) and not any(target in (Unit, Post, Person) for target in _targets(model))


OURS = {config.label for config in apps.get_app_configs() if config.name.startswith("mingcha.")}


def _targets(model: type[models.Model]) -> list[type[models.Model]]:
    keys = [column for column in model._meta.concrete_fields if isinstance(column, models.ForeignKey)]
    return [column.related_model for column in keys if isinstance(column.related_model, type)]


def _made(model: type[models.Model], side: Side, **given: Any) -> models.Model:
    values = {name: value(side) for name, value in VALUES.get(model._meta.label, {}).items() if name not in given}
    given = given | values
    for column in model._meta.concrete_fields:
        if column.name not in given and not column.primary_key:
            given |= _value(model, column, side)
    try:
        with transaction.atomic():
            made: models.Model = model._base_manager.create(**given)
    except (IntegrityError, TypeError, ValueError) as error:
        raise AssertionError(f"{model._meta.label}: {error}; give it VALUES in tests/world.py") from error
    return made


def _value(model: type[models.Model], column: "models.Field[Any, Any]", side: Side) -> dict[str, Any]:
    """What one column of a row holds; {} for its default."""
    if isinstance(column, models.ForeignKey):
        return _pointed(model, column, side)
    if isinstance(column, models.CharField | models.TextField):
        is_free = not column.choices and column.editable and side.is_marked
        text = side.text(f"{model.__name__}.{column.name}", column.max_length) if is_free else ""
        text = text.replace(side.mark, side.name)[: column.max_length] if model._meta.label in OPEN else text
        return {column.name: text} if text else _least(column, side)
    return {} if column.null or column.has_default() else _least(column, side)


def _pointed(model: type[models.Model], column: Any, side: Side) -> dict[str, Any]:
    target = column.related_model
    known = {Unit: side.unit, Post: getattr(side, "clerk", None), Campaign: side.world.campaign}
    if target in known:
        return {column.name: known[target]} if target is not Post or not column.null else {column.name: None}
    if target is Person:
        return {column.name: side.clerk.person}
    if column.null or target is model or target._meta.app_label not in OURS:
        return {}
    return {column.name: side.row(target._meta.label)}


def _least(column: "models.Field[Any, Any]", side: Side) -> dict[str, Any]:
    """The least a column takes; whole numbers differ from side to side."""
    if column.has_default() or (column.blank and not column.choices):
        return {}
    if column.choices:
        return {column.name: next(value for value, _ in column.flatchoices if value)}
    plain: list[tuple[type, Any]] = [
        (models.DateTimeField, clock.now()),
        (models.DateField, DAY),
        (models.TimeField, time(8, 0)),
        (models.BooleanField, False),
        (models.CharField, "x"),
        (models.TextField, "x"),
        (models.IntegerField, side.number),
    ]
    return {column.name: next((value for kind, value in plain if isinstance(column, kind)), 1)}
