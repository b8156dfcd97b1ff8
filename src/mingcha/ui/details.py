"""Pages of one record (详情页): label and value rows, related records, links to verbs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from mingcha.kernel.records import Record
from mingcha.ui import columns, lists, navigation, values
from mingcha.ui.records import RecordKind


@dataclass(frozen=True)
class Related:
    """Records shown below the record (相关记录): a title, rows the reader may see, and the columns to show."""

    title: str
    queryset: QuerySet[Any]
    columns: Sequence[str]

    def table(self) -> tables.Table:
        """The rows as an unsorted table; one statement."""
        kind = lists.table_for(self.queryset.model, self.columns)
        rows = self.queryset.select_related(*kind.fetch_along) if kind.fetch_along else self.queryset
        return kind(rows, orderable=False)


@dataclass(frozen=True)
class Link:
    """A button at the head of the page, leading to the form of a verb."""

    label: str
    url: str
    is_primary: bool = True


@dataclass(frozen=True)
class Row:
    """One label and its value, ready to be written."""

    label: str
    value: str


@dataclass(frozen=True)
class Standing:
    """Whether the record still holds (效力): what it corrects, what corrected it. At most two statements."""

    record: Record
    predecessor: Model | None
    successor: Model | None

    @classmethod
    def of(cls, record: Record) -> "Standing":
        """Look for its neighbours in the chain of corrections."""
        return cls(record, record.succeeds, getattr(record, "succeeded_by", None))


def record_detail(
    request: HttpRequest,
    record: Model,
    *,
    kind: RecordKind,
    fields: Sequence[str | tuple[str, Any]],
    related: Sequence[Related] = (),
    links: Sequence[Link] = (),
) -> HttpResponse:
    """The page of one record.

    Args:
        request: the page's request.
        record: fetched through `visible_to`, with the foreign keys among `fields` fetched along.
        kind: gives title and the way back to the list.
        fields: field paths, labelled by `verbose_name`, or (label, value) pairs.
        related: one statement each.
        links: what the reader may do next; leave out what he may not.

    A voided row says so at the head, with the reason and its successor; so does a corrected, and a reconstructed one.
    """
    return render(
        request,
        "ui/detail.html",
        {
            "kind": kind,
            "record": record,
            "back_url": navigation.list_url(kind),
            "title": _title(record, kind),
            "rows": [_row(record, field) for field in fields],
            "related": related,
            "links": links,
            "standing": Standing.of(record) if isinstance(record, Record) else None,
        },
    )


def _title(record: Model, kind: RecordKind) -> str:
    """The headline, translated where it is a label, after the unit it is about unless it names it."""
    headline = kind.headline_of(record)
    headline = gettext(headline) if headline else ""
    unit = str(values.value_at(record, kind.unit_field)) if kind.is_about_units else ""
    return headline if not unit or unit in headline else f"{unit} · {headline}"


def _row(record: Model, field: str | tuple[str, Any]) -> Row:
    if isinstance(field, tuple):
        return Row(field[0], values.shown(field[1]))
    return Row(columns.label_of(type(record), field), values.shown(values.value_at(record, field)))
