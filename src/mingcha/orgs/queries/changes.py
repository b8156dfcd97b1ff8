"""What a change of a unit touches, and the order of the children of a unit (变更影响、规范顺序)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Value

from mingcha.kernel import clock
from mingcha.orgs.models import Post, Unit, UnitClosure
from mingcha.orgs.queries.units import posts_today
from mingcha.ui import records
from mingcha.ui.records import RecordKind


@dataclass(frozen=True, slots=True)
class Held:
    """Records of one kind that a unit has; `unfinished`: how many wait for somebody, None where they never do."""

    kind: RecordKind
    count: int
    unfinished: int | None


@dataclass(frozen=True, slots=True)
class Consequences:
    """What stays with a unit when it ends (变更影响)."""

    held: Sequence[Held]
    posts: int
    children: Sequence[Unit]


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in the order of a parent's children: who holds it, with those followed in the same place."""

    position: int
    units: Sequence[Unit]

    @property
    def unit(self) -> Unit:
        """The latest of them."""
        return self.units[-1]


def consequences(actor: Post, unit: Unit) -> Consequences:
    """What stays with a unit when it ends: records by kind, posts, and who stands directly below. Three statements."""
    parts = [_counted(kind, actor, unit) for kind in records.all_kinds() if kind.is_about_units]
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0] if parts else ()
    counted = {key: (count, unfinished) for key, count, unfinished in rows}
    held = [Held(kind, *_told(kind, *counted[kind.key])) for kind in records.all_kinds() if kind.key in counted]
    below = UnitClosure.objects.filter(ancestor=unit, depth=1).values("descendant")
    children = Unit.objects.visible_to(actor).valid_on(clock.today()).filter(pk__in=below).in_official_order()
    return Consequences([one for one in held if one.count], posts_today(unit), list(children))


def order_slots(parent: Unit, actor: Post) -> list[Slot]:
    """The places among a unit's children on the 块, in official order (下级排序). One statement."""
    children = Unit.objects.visible_to(actor).filter(territory_parent=parent).order_by("official_order", "valid_from")
    found: dict[int, list[Unit]] = {}
    for unit in children:
        found.setdefault(unit.official_order, []).append(unit)
    return [Slot(position, units) for position, units in enumerate(found.values(), start=1)]


def _counted(kind: RecordKind, actor: Post, unit: Unit) -> Any:
    rows = kind.rows(actor).filter(**{kind.unit_field: unit}).order_by()
    waiting = Count("pk", filter=kind.unfinished or Q(pk__in=()))
    return (
        rows.values(kind_=Value(kind.key))
        .annotate(count_=Count("pk"), unfinished_=waiting)
        .values_list("kind_", "count_", "unfinished_")
    )


def _told(kind: RecordKind, count: int, unfinished: int) -> tuple[int, int | None]:
    return count, unfinished if kind.unfinished is not None else None
