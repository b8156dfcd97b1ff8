"""Where new units stand on both lines, and writing them in batches (单位入册)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext

from mingcha.kernel.errors import BadValue
from mingcha.orgs import rules
from mingcha.orgs.choices import Line
from mingcha.orgs.models import Unit, UnitClosure

CHUNK = 5000
"""Codes asked for in one statement, below the 32,766 values SQLite takes."""


@dataclass(slots=True)
class Placed:
    """A unit and what its children need to know of it.

    Attributes:
        above: per line the units above, nearest first, itself at the head.
        last_place: place of its last child so far.
        wave: 0 for units already stored, then one more than the parents': the order of writing.
    """

    unit: Unit
    above: dict[Line, list[Unit]]
    last_place: int = 0
    wave: int = 0


class Placing:
    """The rows of one batch, placed one after the other, each seeing those before it."""

    def __init__(self, rows: Sequence[rules.UnitRow]) -> None:
        codes = {code for row in rows for code in (row.code, row.territory_parent, row.system_parent)}
        self.known: defaultdict[str, list[Placed]] = defaultdict(list)
        for placed in _stored(sorted(codes)):
            self.known[placed.unit.code].append(placed)
        roots = Unit.objects.filter(territory_parent__isnull=True).aggregate(last=Max("official_order"))
        self.last_root = rules.place_of(roots["last"] or 0)

    def place(self, row: rules.UnitRow) -> Placed:
        """Give a row its parents and its order; raises BadValue where the row is wrong."""
        _check(row)
        for held in self.known[row.code]:
            if rules.overlap(row, held.unit):
                words = {"code": row.code, "name": held.unit.name}
                raise row.error(gettext("代码 %(code)s 已由%(name)s使用") % words, field="code")
        parents = {
            Line.TERRITORY: self._parent(row, row.territory_parent, field="territory_parent"),
            Line.SYSTEM: self._parent(row, row.system_parent, field="system_parent"),
        }
        unit = _unit(row, parents, self._order(row, parents[Line.TERRITORY]))
        placed = Placed(
            unit,
            above={line: [unit, *(parent.above[line] if parent else ())] for line, parent in parents.items()},
            wave=1 + max(parent.wave if parent else 0 for parent in parents.values()),
        )
        self.known[row.code].append(placed)
        return placed

    def _parent(self, row: rules.UnitRow, code: str, *, field: str) -> Placed | None:
        if not code:
            return None
        held = {id(placed.unit): placed for placed in self.known[code]}
        holder = rules.holder_on((placed.unit for placed in held.values()), row.valid_from)
        if holder is None:
            words = {"name": row.name, "code": code, "day": row.valid_from}
            text = gettext("%(name)s的上级代码 %(code)s 在 %(day)s 没有单位，上级须先登记")
            raise row.error(text % words, field=field)
        return held[id(holder)]

    def _order(self, row: rules.UnitRow, parent: Placed | None) -> int:
        last = parent.last_place if parent else self.last_root
        position = row.position or last + 1
        if parent:
            parent.last_place = max(last, position)
        else:
            self.last_root = max(last, position)
        depth = len(parent.above[Line.TERRITORY]) if parent else 0
        order = parent.unit.official_order if parent else None
        try:
            return rules.official_order_for(order, depth=depth, position=position)
        except BadValue as error:
            raise row.error(str(error), field=error.field) from error


def write_units(rows: Sequence[rules.UnitRow]) -> list[Unit]:
    """Write units and their closure rows, parents first; nothing where one row is wrong."""
    placing = Placing(rows)
    placed = [placing.place(row) for row in rows]
    waves: defaultdict[int, list[Unit]] = defaultdict(list)
    for one in placed:
        waves[one.wave].append(one.unit)
    for wave in sorted(waves):
        Unit.objects.bulk_create(waves[wave])
    UnitClosure.objects.bulk_create(_closure(placed))
    return [one.unit for one in placed]


def _check(row: rules.UnitRow) -> None:
    """Refuse a row that contradicts itself."""
    if not row.code.strip():
        raise row.error(gettext("缺少单位代码"), field="code")
    if not row.name.strip():
        raise row.error(gettext("单位 %(code)s 缺少名称") % {"code": row.code}, field="name")
    if row.valid_until is not None and row.valid_until < row.valid_from:
        words = {"name": row.name, "until": row.valid_until, "since": row.valid_from}
        raise row.error(gettext("%(name)s终止日期 %(until)s 早于设立日期 %(since)s") % words, field="valid_until")


def _closure(placed: Iterable[Placed]) -> list[UnitClosure]:
    return [
        UnitClosure(line=line, ancestor=ancestor, descendant=one.unit, depth=depth)
        for one in placed
        for line, above in one.above.items()
        for depth, ancestor in enumerate(above)
    ]


def _unit(row: rules.UnitRow, parents: dict[Line, Placed | None], order: int) -> Unit:
    territory, system = parents[Line.TERRITORY], parents[Line.SYSTEM]
    return Unit(
        code=row.code,
        name=row.name,
        short_name=row.short_name or row.name,
        level=row.level,
        kind=row.kind,
        category=row.category or "",
        territory_parent=territory.unit if territory else None,
        system_parent=system.unit if system else None,
        official_order=order,
        valid_from=row.valid_from,
        from_certainty=row.from_certainty,
        valid_until=row.valid_until,
        until_certainty=row.until_certainty,
        is_placeholder=row.is_placeholder,
        source_note=row.source_note,
    )


def _stored(codes: Sequence[str]) -> Iterable[Placed]:
    """Units that hold one of the codes on any day, with all above them."""
    for start in range(0, len(codes), CHUNK):
        held = Unit.objects.filter(code__in=codes[start : start + CHUNK])
        above: dict[int, dict[Line, list[Unit]]] = defaultdict(lambda: {line: [] for line in Line})
        closure = UnitClosure.objects.filter(descendant__in=held.values("pk")).select_related("ancestor")
        for row in closure.order_by("descendant", "line", "depth"):
            above[row.descendant_id][Line(row.line)].append(row.ancestor)
        children = Unit.objects.filter(territory_parent__in=held.values("pk"))
        last = dict(children.values_list("territory_parent").annotate(Max("official_order")))
        for unit in held:
            yield Placed(unit, above[unit.pk], last_place=rules.place_of(last.get(unit.pk, 0)))
