"""Changes of units in one step each: renaming, merging, splitting, and the official order (更名、合并、拆分、排序)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import BigIntegerField, Case, F, Q, Value, When
from django.utils.translation import gettext

from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.orgs import access, rules
from mingcha.orgs.actions._ending import end_before
from mingcha.orgs.actions._placing import write_units
from mingcha.orgs.choices import Category, Certainty, Level, Line, SuccessionKind, UnitKind
from mingcha.orgs.models import Post, Succession, Unit, UnitClosure


@dataclass(frozen=True, slots=True)
class NewUnit:
    """What a unit that follows another is called (新单位); all else it takes from the one before."""

    code: str
    name: str
    short_name: str = ""


@transaction.atomic
def rename_unit(
    unit: Unit,
    *,
    actor: Post,
    new: NewUnit,
    kind: SuccessionKind,
    happened_on: date,
    certainty: Certainty = Certainty.DAY,
) -> Unit:
    """Give a unit another name or rank from a day on (更名、升格): the old one ends, a new one takes its place.

    Raises:
        BadValue: a day to come or before the unit began, no name, or a code held by another unit.
        NotInThisState: it has ended already.
    """
    if not access.may_add_unit(actor):
        raise Refused("orgs.rename_unit")
    [made] = _follow([unit], [new], kind, clock.happened(happened_on), certainty)
    ledger.enter("orgs.rename_unit", actor=actor, on=unit, after={"kind": kind, "successor": made.pk})
    return made


@transaction.atomic
def merge_units(units: Sequence[Unit], *, actor: Post, successor: Unit | NewUnit, happened_on: date) -> Unit:
    """Merge units into a new one, in the place of the first, or into one that is there (合并).

    Raises:
        BadValue: fewer than two, none to a unit that is there; one that follows itself; else as `rename_unit`.
        NotInThisState: one of them has ended already.
    """
    if not access.may_add_unit(actor):
        raise Refused("orgs.merge_units")
    day = clock.happened(happened_on)
    if isinstance(successor, Unit):
        _check_there(units, successor, day)
        made = successor
        _end_all(units, day, Certainty.DAY)
        _tie(units, [made], SuccessionKind.MERGED, day, Certainty.DAY)
    else:
        if len(units) < 2:
            raise BadValue(gettext("合并成新单位，至少要两个单位"), field="others")
        [made] = _follow(units, [successor], SuccessionKind.MERGED, day, Certainty.DAY)
    ledger.enter(
        "orgs.merge_units", actor=actor, on=made, before=[unit.pk for unit in units], after=made.pk, rows=len(units)
    )
    return made


@transaction.atomic
def split_unit(unit: Unit, *, actor: Post, parts: Sequence[NewUnit], happened_on: date) -> list[Unit]:
    """Split a unit into new ones (拆分): the first takes its place, the others come last among its parent's children.

    Raises:
        BadValue: fewer than two parts; else as `rename_unit`.
        NotInThisState: it has ended already.
    """
    if not access.may_add_unit(actor):
        raise Refused("orgs.split_unit")
    if len(parts) < 2:
        raise BadValue(gettext("拆分至少要有两个新单位"), field="parts")
    made = _follow([unit], parts, SuccessionKind.SPLIT, clock.happened(happened_on), Certainty.DAY)
    ledger.enter("orgs.split_unit", actor=actor, on=unit, after=[one.pk for one in made], rows=len(made))
    return made


@transaction.atomic
def place_unit(unit: Unit, *, actor: Post, position: int) -> None:
    """Put a unit elsewhere among the children of its parent (调整规范顺序); all below it move along. One update.

    A unit and those it followed in the same place move together. `position` counts from 1.

    Raises:
        BadValue: there is no such position.
    """
    if not access.may_add_unit(actor):
        raise Refused("orgs.place_unit")
    siblings = Unit.objects.filter(territory_parent=unit.territory_parent_id).select_for_update().in_official_order()
    orders = sorted({one.official_order for one in siblings})
    if not 1 <= position <= len(orders):
        raise BadValue(gettext("位次须在 1 至 %(most)s 之间") % {"most": len(orders)}, field="position")
    at = orders.index(Unit.objects.values_list("official_order", flat=True).get(pk=unit.pk))
    places = rules.moved_places([rules.place_of(order) for order in orders], at=at, to=position - 1)
    if places:
        _shift(unit, places)
    ledger.enter("orgs.place_unit", actor=actor, on=unit, before=at + 1, after=position)


def _follow(
    units: Sequence[Unit], news: Sequence[NewUnit], kind: SuccessionKind, day: date, certainty: Certainty
) -> list[Unit]:
    """End units and put new ones in the place of the first."""
    _end_all(units, day, certainty)
    rows = [
        _row(units[0], new, day, certainty, place=rules.place_of(units[0].official_order) if not number else None)
        for number, new in enumerate(news)
    ]
    made = write_units(rows)
    _tie(units, made, kind, day, certainty)
    return made


def _end_all(units: Sequence[Unit], day: date, certainty: Certainty) -> None:
    for unit in units:
        if unit.valid_until is not None:
            raise NotInThisState(unit)
        end_before(unit, day, certainty)


def _tie(units: Sequence[Unit], made: Sequence[Unit], kind: SuccessionKind, day: date, certainty: Certainty) -> None:
    Succession.objects.bulk_create(
        Succession(predecessor=unit, successor=one, kind=kind, happened_on=day, certainty=certainty)
        for unit in units
        for one in made
    )


def _row(old: Unit, new: NewUnit, day: date, certainty: Certainty, *, place: int | None) -> rules.UnitRow:
    return rules.UnitRow(
        code=new.code,
        name=new.name,
        short_name=new.short_name,
        level=Level(old.level),
        kind=UnitKind(old.kind),
        category=Category(old.category) if old.category else None,
        territory_parent=old.territory_parent.code if old.territory_parent else "",
        system_parent=old.system_parent.code if old.system_parent else "",
        position=place,
        valid_from=day,
        from_certainty=certainty,
    )


def _check_there(units: Sequence[Unit], successor: Unit, day: date) -> None:
    """Whether units may be merged into one that is there."""
    if not units or any(unit.pk == successor.pk for unit in units) or not rules.is_valid_on(successor, day):
        words = {"name": successor.name, "day": day}
        raise BadValue(gettext("%(name)s在 %(day)s 尚未设立，或与原单位是同一单位") % words, field="successor")


def _shift(unit: Unit, places: dict[int, int]) -> None:
    """Write the new order of all children that change places, and of all below them."""
    depth = UnitClosure.objects.filter(descendant=unit, line=Line.TERRITORY).count() - 1
    parent_order = unit.territory_parent.official_order if unit.territory_parent else 0
    shifts = rules.shifts_for(places, parent_order=parent_order, depth=depth)
    moves = [When(official_order__range=(shift.low, shift.high), then=Value(shift.by)) for shift in shifts]
    moving = Q(official_order__range=(min(s.low for s in shifts), max(s.high for s in shifts)))
    by = Case(*moves, default=Value(0), output_field=BigIntegerField())
    Unit.objects.filter(moving).update(official_order=F("official_order") + by)
