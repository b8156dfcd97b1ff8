"""Saved looks of lists on paper (台账样式): which columns in which order, how wide, under which heads, what totalled.

A mechanism says in its `apps.py` which of its lists have them, what columns may be chosen, and a look to begin with;
the office saves its own in their place. The newest version of a name counts; one taken out leaves the built-in.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext, gettext_noop

from mingcha.kernel.errors import BadValue, NotThere
from mingcha.kernel.models import SheetLayout
from mingcha.ui import columns as paths_

NUMBER = "#"
"""The path of the running number (序号)."""

A3, A4 = 8, 9
MOST_COLUMNS = 60
WIDTHS = (3, 80)


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """A column: field path, head ("" keeps the field's own), width in letters, the head above it, whether totalled.

    A totalled number is added up; of anything else the cells that are filled are counted.
    """

    path: str
    label: str = ""
    width: float = 14
    group: str = ""
    is_totalled: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """One look of a list.

    Attributes:
        key: of the kind of record. version: 0 of a built-in one. title: above the head; "" for none.
    """

    key: str
    name: str
    columns: tuple[LayoutColumn, ...]
    title: str = ""
    paper: int = A3
    is_landscape: bool = True
    version: int = 0


@dataclass(frozen=True, slots=True)
class _Kept:
    """A list that has looks: its table, the paths that may be chosen, the built-in looks by name."""

    model: type[Model]
    paths: Mapping[str, str]
    built_in: dict[str, Layout] = field(default_factory=dict)


_kinds: dict[str, _Kept] = {}


def register(key: str, model: type[Model], paths: Mapping[str, str], *built_in: Layout) -> None:
    """Let a list have saved looks; called from `apps.py`.

    Args:
        paths: what columns may be chosen -> head, in Chinese; "": the field's own.
    """
    _kinds[key] = _Kept(model, {NUMBER: gettext_noop("序号"), **paths}, {layout.name: layout for layout in built_in})


def kept_keys() -> list[str]:
    """Kinds of record whose lists have saved looks."""
    return sorted(_kinds)


def paths_of(key: str) -> tuple[str, ...]:
    """What columns may be chosen.

    Raises:
        NotThere: no such list.
    """
    if key not in _kinds:
        raise NotThere(gettext("台账样式：%(key)s") % {"key": key})
    return tuple(_kinds[key].paths)


def label_of(key: str, path: str) -> str:
    """The head a column has of itself."""
    kept = _kinds[key]
    return gettext(kept.paths[path] or paths_.label_of(kept.model, path))


def layouts_of(key: str) -> list[Layout]:
    """The looks in force, built-in ones first. One statement; none for a list that has none."""
    if key not in _kinds:
        return []
    found = dict(_kinds[key].built_in)
    for row in SheetLayout.objects.filter(key=key).order_by("name", "version"):
        if not row.is_taken_out:
            found[row.name] = from_row(row)
        elif row.name in _kinds[key].built_in:
            found[row.name] = _kinds[key].built_in[row.name]
        else:
            found.pop(row.name, None)
    return list(found.values())


def layout_named(key: str, name: str) -> Layout:
    """The look of a name. One statement.

    Raises:
        NotThere: none.
    """
    found = next((layout for layout in layouts_of(key) if layout.name == name), None)
    if found is None:
        raise NotThere(gettext("台账样式：%(key)s") % {"key": name})
    return found


def from_row(row: SheetLayout) -> Layout:
    """A saved look; columns that the list no longer has are left out."""
    known = set(paths_of(row.key))
    columns = tuple(LayoutColumn(**column) for column in row.columns if column["path"] in known)
    return Layout(row.key, row.name, columns, row.title, row.paper, row.is_landscape, row.version)


def as_kept(columns: Iterable[LayoutColumn]) -> list[dict[str, Any]]:
    """Columns as the table keeps them."""
    return [asdict(column) for column in columns]


def checked(layout: Layout) -> Layout:
    """A look that can be printed, its texts without idle spaces.

    Raises:
        BadValue: no name, no column or too many, an unknown one, one twice, a width or head that does not fit.
    """
    if not 0 < len(layout.name.strip()) <= 30 or "/" in layout.name:
        raise BadValue(gettext("样式名称须写明，不超过30字，不含 /"), field="name")
    if len(layout.title.strip()) > 60:
        raise BadValue(gettext("表题不超过60字"), field="title")
    if not 0 < len(layout.columns) <= MOST_COLUMNS:
        raise BadValue(gettext("须选 1 至 %(most)s 列") % {"most": MOST_COLUMNS}, field="columns")
    known, taken = set(paths_of(layout.key)), [column.path for column in layout.columns]
    if not set(taken) <= known or len(set(taken)) != len(taken):
        raise BadValue(gettext("列选得不对：有重复的，或不是这张表的列"), field="columns")
    for column in layout.columns:
        if not WIDTHS[0] <= column.width <= WIDTHS[1]:
            words = {"least": WIDTHS[0], "most": WIDTHS[1]}
            raise BadValue(gettext("列宽须在 %(least)s 至 %(most)s 之间") % words, field="columns")
        if len(column.label) > 30 or len(column.group) > 30:
            raise BadValue(gettext("表头不超过30字"), field="columns")
    plain = tuple(replace(one, label=one.label.strip(), group=one.group.strip()) for one in layout.columns)
    return replace(layout, name=layout.name.strip(), title=layout.title.strip(), columns=plain)


class Totals:
    """Rows on their way into a sheet, numbered and added up as they pass: the last line is of these rows alone."""

    def __init__(self, layout: Layout, rows: Iterable[list[Any]]) -> None:
        self._rows = rows
        self._columns = layout.columns
        self._sums: list[Any] = [0] * len(layout.columns)
        self.count = 0

    def rows(self) -> Iterator[list[Any]]:
        """The rows; a running number where the look has one."""
        numbered = [n for n, column in enumerate(self._columns) if column.path == NUMBER]
        totalled = [n for n, column in enumerate(self._columns) if column.is_totalled and column.path != NUMBER]
        for row in self._rows:
            self.count += 1
            for n in numbered:
                row[n] = self.count
            for n in totalled:
                self._sums[n] += _worth(row[n])
            yield row

    @property
    def line(self) -> Callable[[], list[Any]] | None:
        """What gives the last line; None where nothing is totalled."""
        return self._line if any(column.is_totalled for column in self._columns) else None

    def _line(self) -> list[Any]:
        cells = [self._sums[n] if column.is_totalled else "" for n, column in enumerate(self._columns)]
        said = gettext("合计 %(count)s 条") % {"count": self.count}
        place = next(
            (n for n, column in enumerate(self._columns) if column.path != NUMBER and not column.is_totalled), 0
        )
        cells[place] = said
        return cells


def _worth(value: Any) -> Any:
    """A number itself; of anything else, whether it is there."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return value
    return int(isinstance(value, date) or value not in {"", None})
