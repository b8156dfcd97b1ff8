"""The registry of sheets (登记的表格): what is taken in and given out as a table, by commands and by pages.

A mechanism enters the sheets that it takes in, in `apps.py`; every kind of record is given out without being entered.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Field, ForeignKey, JSONField, Model, QuerySet, UUIDField
from django.utils.translation import gettext

from mingcha.kernel.errors import NotThere
from mingcha.kernel.records import Record
from mingcha.kernel.workbooks.columns import Column
from mingcha.kernel.workbooks.intake import Intake
from mingcha.ui import columns as paths_
from mingcha.ui import exports, records

UNIT_PATHS = ("unit__code", "unit")
_INSIDE = {*(column.name for column in Record._meta.fields), "initials", "official_order", "recorded_at"}  # noqa: SLF001  documented interface


@dataclass(frozen=True)
class SheetKind:
    """A table that is taken in, and given out in the same columns (导入导出的表).

    Attributes:
        key: as the command names it, `problems`.
        label: Chinese name.
        model: the records it shows, a model class whose `objects` has `visible_to(actor)`.
        columns: what is read, for a post: what it may look up differs.
        paths: column name -> field path, for giving out; columns without one are left out.
        take: writes the rows through the actions.
        says: what importing does, in a sentence.
        needs_campaign: whether rows belong to a campaign.
    """

    key: str
    label: str
    model: Any
    columns: Callable[[Any], Sequence[Column]]
    take: Callable[[Intake], None]
    says: str
    paths: Mapping[str, str] = field(default_factory=dict)
    needs_campaign: bool = True


@dataclass(frozen=True)
class Given:
    """A table to be given out: name, heads, field paths, and the rows a post may see."""

    name: str
    heads: Sequence[str]
    paths: Sequence[str]
    rows: QuerySet[Any]

    def cells(self) -> Iterator[list[Any]]:
        """The rows, fetched in handfuls."""
        return exports.rows_of(self.rows, self.paths)


_kinds: dict[str, SheetKind] = {}


def register(*kinds: SheetKind) -> None:
    """Enter sheets; called from `apps.py`.

    Raises:
        ValueError: the key is taken.
    """
    for kind in kinds:
        if kind.key in _kinds:
            raise ValueError(f"sheet kind {kind.key} is already registered")
        _kinds[kind.key] = kind


def all_kinds() -> list[SheetKind]:
    """Every sheet that is taken in, by key."""
    return [_kinds[key] for key in sorted(_kinds)]


def kind_by_key(key: str) -> SheetKind:
    """The sheet of a key.

    Raises:
        NotThere: none; names what there is.
    """
    if key not in _kinds:
        words = {"key": key, "known": "、".join(sorted(_kinds))}
        raise NotThere(gettext("可导入的表“%(key)s”，现有：%(known)s") % words)
    return _kinds[key]


def given_keys() -> list[str]:
    """What can be given out: sheets, then kinds of record."""
    return [*sorted(_kinds), *sorted(kind.key for kind in records.all_kinds())]


def given(key: str, actor: Any) -> Given:
    """A table to be given out, by the key of a sheet or of a kind of record; its rows are those the post may see.

    Raises:
        NotThere: no such table; names what there is.
    """
    if key in _kinds:
        kind = _kinds[key]
        shown = [column for column in kind.columns(actor) if column.name in kind.paths]
        heads, paths = [column.label for column in shown], [kind.paths[column.name] for column in shown]
        record = records.kind_of(kind.model) or records.RecordKind(key, kind.model, kind.label, headline="pk")
        return Given(kind.label, heads, paths, _rows(record, actor, paths))
    found = next((kind for kind in records.all_kinds() if kind.key == key), None)
    if found is None:
        raise NotThere(gettext("可导出的表“%(key)s”，现有：%(known)s") % {"key": key, "known": "、".join(given_keys())})
    paths = sheet_paths(found)
    heads = [label_of(found.model, path) for path in paths]
    return Given(gettext(found.label), heads, paths, _rows(found, actor, paths))


def sheet_paths(kind: records.RecordKind) -> list[str]:
    """What a sheet of a kind of record may show: what the kind says, else the unit and the record's own plain columns.

    Other records it points to are left out unless the kind says otherwise: who sees one need not see the other.
    """
    if kind.sheet_columns:
        return list(kind.sheet_columns)
    own = [column.name for column in kind.model._meta.concrete_fields if _is_plain(column)]  # noqa: SLF001  documented interface
    unit = UNIT_PATHS if kind.is_about_units and kind.unit_field == "unit" else ()
    return [*unit, *own]


def _is_plain(column: "Field[Any, Any]") -> bool:
    is_inside = column.primary_key or column.name in _INSIDE or not column.editable
    return not is_inside and not isinstance(column, ForeignKey | JSONField | UUIDField)


def label_of(model: type[Model], path: str) -> str:
    """The head of a column: the field's label, after the unit's where it is a unit's code."""
    label = gettext(paths_.label_of(model, path))
    return gettext("%(unit)s代码") % {"unit": gettext("单位")} if path == "unit__code" else label


def _rows(kind: records.RecordKind, actor: Any, paths: Sequence[str]) -> QuerySet[Any]:
    """The rows a post may see, units in official order, then by date, then as they came."""
    along = paths_.foreign_keys(kind.model, paths)
    order = ["unit__official_order"] if "unit__code" in paths or "unit" in paths else []
    if not order:
        order = paths_.natural_order(kind.model)[:-1]
    if kind.date_field and paths_.field_at(kind.model, kind.date_field):
        order.append(kind.date_field)
    return kind.rows(actor).select_related(*along).order_by(*order, "pk")
