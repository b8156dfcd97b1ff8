"""Who answers for a unit on a day, on both lines (责任链)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext

from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue
from mingcha.orgs import rules
from mingcha.orgs.choices import Line, ResponsibilityKind
from mingcha.orgs.models import Post, Responsibility, Succession, Unit, UnitClosure
from mingcha.orgs.models.responsibilities import ResponsibilityQuerySet
from mingcha.orgs.queries.contacts import UnitContacts, contacts_seen_by

MOST_NAMED = 5
"""Units named where a name typed means several."""

LONGEST_WORD = 200
MOST_LOOKED_AT = 200
"""Units fetched to find what a word means."""


@dataclass(frozen=True, slots=True)
class Link:
    """One unit of a chain with who answers for it (责任链的一环).

    Attributes:
        depth: steps above the unit asked for, 0 for itself.
        successor: who followed it, where it had ended by that day.
    """

    unit: Unit
    depth: int
    contacts: UnitContacts
    responsibilities: Sequence[Responsibility]
    successor: Unit | None


@dataclass(frozen=True, slots=True)
class Chain:
    """A unit and all above it on one line, the unit first (一条线上的责任链)."""

    line: Line
    links: Sequence[Link]


def responsibilities(actor: Post) -> ResponsibilityQuerySet:
    """Current responsibilities the post may see, in the order of their units (责任). One statement."""
    found: ResponsibilityQuerySet = Responsibility.objects.current().visible_to(actor).select_related("unit")
    return found.order_by("unit__official_order", "kind", "valid_from", "pk")


def answerable_for(unit: Unit, actor: Post, on: date | None = None) -> list[Chain]:
    """Who answers for a unit on a day (today), up the 块 and up the 条, as far as the actor may see.

    Four statements, however long the chains. A line on which nobody stands above is left out, but never both.
    """
    day = on or clock.today()
    above = _above([unit.pk])[unit.pk]
    units = {row.ancestor_id: row.ancestor for rows in above.values() for row in rows}
    contacts = contacts_seen_by(actor, units, day)
    duties = _duties(actor, units, day)
    followed = _followed([unit for unit in units.values() if not rules.is_valid_on(unit, day)])

    def link(row: UnitClosure) -> Link:
        one = row.ancestor_id
        return Link(row.ancestor, row.depth, contacts[one], duties.get(one, []), followed.get(one))

    chains = [Chain(line, [link(row) for row in rows]) for line, rows in above.items()]
    return [chain for chain in chains if len(chain.links) > 1] or chains[:1]


def nearest_common_superior(one: Unit, other: Unit) -> dict[Line | None, Unit | None]:
    """The nearest superior two units share, by line, and over both lines under None (最近共同上级). One statement."""
    found = _above([one.pk, other.pk])
    units = {row.ancestor_id: row.ancestor for lines in found.values() for rows in lines.values() for row in rows}
    shared: dict[Line | None, Unit | None] = {}
    for line in (*Line, None):
        steps = [_steps(found[unit.pk], line) for unit in (one, other)]
        nearest = rules.nearest_common(steps[0], steps[1])
        shared[line] = units[nearest] if nearest is not None else None
    return shared


def unit_named(actor: Post, text: str, on: date | None = None, *, field: str = "unit") -> Unit:
    """The unit that a code or name typed means on a day (today), of those the actor may see. One statement.

    Code, name or short name as a whole, else a part of the name that only one unit has.

    Raises:
        BadValue: nobody on that day, or several, which are named.
    """
    word, day = text.strip().replace("\0", "")[:LONGEST_WORD], on or clock.today()
    like = Q(code=word) | Q(short_name=word) | Q(name__icontains=word)
    found = list(Unit.objects.visible_to(actor).filter(like).in_official_order()[:MOST_LOOKED_AT]) if word else []
    holder = rules.holder_on([unit for unit in found if unit.code == word], day)
    if holder is not None:
        return holder
    standing = [unit for unit in found if rules.may_exist_on(unit, day)]
    exact = [unit for unit in standing if word in (unit.name, unit.short_name)]
    best = [unit for unit in exact if rules.is_valid_on(unit, day)] or exact or standing
    if len(best) == 1:
        return best[0]
    if not best:
        raise BadValue(gettext("%(day)s没有这个单位：%(text)s") % {"day": day, "text": word}, field=field)
    names = "、".join(f"{unit.name}（{unit.code}）" for unit in best[:MOST_NAMED])
    raise BadValue(
        gettext("“%(text)s”对应多个单位，请填代码：%(names)s 等") % {"text": word, "names": names}, field=field
    )


def _above(unit_ids: Iterable[int]) -> dict[int, dict[Line, list[UnitClosure]]]:
    """Unit id -> line -> rows of all above, itself first."""
    wanted = list(unit_ids)
    found: dict[int, dict[Line, list[UnitClosure]]] = {unit: {line: [] for line in Line} for unit in wanted}
    rows = UnitClosure.objects.filter(descendant__in=wanted).select_related("ancestor")
    for row in rows.order_by("depth", "ancestor"):
        found[row.descendant_id][Line(row.line)].append(row)
    return found


def _steps(above: Mapping[Line, Sequence[UnitClosure]], line: Line | None) -> dict[int, int]:
    """Superior -> steps, on one line or on the shorter of both."""
    steps: dict[int, int] = {}
    for row in [row for one in ([line] if line else Line) for row in above[one]]:
        steps[row.ancestor_id] = min(row.depth, steps.get(row.ancestor_id, row.depth))
    return steps


def _duties(actor: Post, unit_ids: Iterable[int], day: date) -> dict[int, list[Responsibility]]:
    """Unit id -> who answers for it on a day, the first in responsibility first."""
    rows = Responsibility.objects.visible_to(actor).valid_on(day).filter(unit__in=list(unit_ids))
    order = list(ResponsibilityKind)
    found: dict[int, list[Responsibility]] = {}
    for row in sorted(rows.order_by("valid_from", "pk"), key=lambda row: order.index(ResponsibilityKind(row.kind))):
        found.setdefault(row.unit_id, []).append(row)
    return found


def _followed(ended: Sequence[Unit]) -> dict[int, Unit]:
    """Unit id -> who followed it; no statement where nobody has ended."""
    if not ended:
        return {}
    rows = Succession.objects.filter(predecessor__in=ended).select_related("successor").order_by("-happened_on", "-pk")
    return {row.predecessor_id: row.successor for row in rows}
