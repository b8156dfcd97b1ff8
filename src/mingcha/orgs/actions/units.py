"""Adding, closing and succession of units (单位的登记、终止、沿革)."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.orgs import access, rules
from mingcha.orgs.actions._ending import end_before, end_unit
from mingcha.orgs.actions._placing import write_units
from mingcha.orgs.choices import Certainty, SuccessionKind
from mingcha.orgs.models import Post, Succession, Unit


@transaction.atomic
def add_unit(row: rules.UnitRow, *, actor: Post) -> Unit:
    """Add one unit with its place on both lines (登记单位).

    Raises:
        BadValue: no code or name, an end before the start, an unknown parent, a code held by another unit.
    """
    if not access.may_add_unit(actor):
        raise Refused("orgs.add_unit")
    [unit] = write_units([row])
    ledger.enter("orgs.add_unit", actor=actor, on=unit, after=unit.code)
    return unit


@transaction.atomic
def add_units(rows: Iterable[rules.UnitRow], *, actor: Post) -> list[Unit]:
    """Add many units, parents before their children (批量登记单位): all or none, one ledger entry.

    Costs some ten statements however many rows there are.

    Raises:
        BadValue: as `add_unit`; a `BadFile` naming file and line where the row was read from one.
    """
    if not access.may_add_unit(actor):
        raise Refused("orgs.add_units")
    given = list(rows)
    units = write_units(given)
    ledger.enter("orgs.add_units", actor=actor, on=("orgs.unit", None), rows=len(units), digest=_digest(given))
    return units


def _digest(rows: Sequence[rules.UnitRow]) -> str:
    """SHA-256 of what the rows say, wherever they were read from."""
    said = [{key: value for key, value in asdict(row).items() if key not in {"file", "line"}} for row in rows]
    return hashlib.sha256(ledger.canonical(said).encode()).hexdigest()


@transaction.atomic
def close_unit(
    unit: Unit, *, actor: Post, happened_on: date | None = None, certainty: Certainty = Certainty.DAY
) -> None:
    """End a unit (终止单位); `happened_on` is the last day it counts.

    Raises:
        BadValue: a day to come, or before the unit began.
        NotInThisState: it has ended already.
    """
    if not access.may_add_unit(actor):
        raise Refused("orgs.close_unit")
    end_unit(unit, clock.happened(happened_on), certainty)
    ledger.enter("orgs.close_unit", actor=actor, on=unit, after=str(unit.valid_until))


@transaction.atomic
def succeed_unit(
    unit: Unit,
    *,
    actor: Post,
    successor: Unit,
    kind: SuccessionKind,
    happened_on: date,
    certainty: Certainty = Certainty.DAY,
) -> Succession:
    """Let one unit follow another (记录单位沿革); `happened_on` is the successor's first day.

    A merger is one call per predecessor, a split one per successor. The predecessor, if still open, ends
    the day before.

    Raises:
        BadValue: a day to come, a successor that begins later, or a unit following itself.
        NotInThisState: the predecessor ended on another day, or this succession is already recorded.
    """
    if not access.may_add_unit(actor):
        raise Refused("orgs.succeed_unit")
    if successor.pk == unit.pk or successor.valid_from > clock.happened(happened_on):
        words = {"name": successor.name, "day": happened_on}
        raise BadValue(gettext("%(name)s在 %(day)s 尚未设立，或与原单位是同一单位") % words, field="successor")
    end_before(unit, happened_on, certainty)
    succession, is_new = Succession.objects.get_or_create(
        predecessor=unit,
        successor=successor,
        defaults={"kind": kind, "happened_on": happened_on, "certainty": certainty},
    )
    if not is_new:
        raise NotInThisState(unit)
    ledger.enter("orgs.succeed_unit", actor=actor, on=unit, after={"kind": kind, "successor": successor.pk})
    return succession
