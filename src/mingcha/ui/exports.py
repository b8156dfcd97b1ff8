"""Lists as files (列表导出): what the reader sees with these filters in this order, all of it, as a stream.

`?export=xlsx` or `?export=csv` on the address of any list, with `&layout=` in one of its saved looks. An export is an
act: it is entered in the ledger with the address and the number of rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import django_tables2 as tables
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from mingcha.kernel import clock, ledger
from mingcha.kernel.workbooks import plain, writer
from mingcha.kernel.workbooks.writer import Heading, Page, Sheet
from mingcha.ui import columns, layouts, values
from mingcha.ui.layouts import Layout, Totals
from mingcha.ui.records import RecordKind

FORMATS = ("xlsx", "csv")
FETCHED = 2000
"""Rows asked of the database at a time."""


def format_asked(request: HttpRequest) -> str:
    """`xlsx` or `csv` where the address asks for a file, "" where it does not."""
    asked = request.GET.get("export", "")
    return asked if asked in FORMATS else ""


def plain_value(record: Model, path: str) -> Any:
    """A value as a cell holds it: days and numbers as such, a choice by its label, a record by its text."""
    if path == layouts.NUMBER:
        return None
    value = values.value_at(record, path)
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    if isinstance(value, Model):
        return str(value)
    return "" if value == values.NOTHING else value


def rows_of(records: Iterable[Model], paths: Sequence[str]) -> Iterator[list[Any]]:
    """The cells of records, fetched in handfuls where they come from the database."""
    found = records.iterator(chunk_size=FETCHED) if isinstance(records, QuerySet) else records
    for record in found:
        yield [plain_value(record, path) for path in paths]


def exported(request: HttpRequest, *, table: tables.Table, kind: RecordKind) -> StreamingHttpResponse:
    """The whole list as a file; columns that are for the page alone (a box to tick) have no `path` and are left out."""
    if name := request.GET.get("layout"):
        return _laid_out(request, layouts.layout_named(kind.key, name), table=table, kind=kind)
    shown = [column for column in table.columns if getattr(column.column, "path", "")]
    heads = [str(column.header) for column in shown]
    label = gettext(kind.label)
    _enter(request, kind, table.data.data.order_by().count())
    rows = rows_of(table.data.data, [column.column.path for column in shown])
    if format_asked(request) == "csv":
        return streamed(plain.csv_lines(heads, rows), name=f"{label}{_stamp()}.csv", media_type=plain.MEDIA_TYPE)
    sheet = Sheet(label, [Heading(head, width_of(head)) for head in heads], rows)
    return streamed(writer.xlsx([sheet]), name=f"{label}{_stamp()}.xlsx", media_type=writer.MEDIA_TYPE)


def _laid_out(request: HttpRequest, layout: Layout, *, table: tables.Table, kind: RecordKind) -> StreamingHttpResponse:
    """The whole list in a saved look; its last line is of the rows above it."""
    found = table.data.data
    _enter(request, kind, found.order_by().count())
    paths = [column.path for column in layout.columns]
    along = columns.foreign_keys(kind.model, [path for path in paths if path != layouts.NUMBER])
    passing = Totals(layout, rows_of(found.select_related(*along) if along else found, paths))
    heads = [column.label or layouts.label_of(kind.key, column.path) for column in layout.columns]
    name = f"{layout.title or gettext(kind.label)}_{layout.name}{_stamp()}"
    if format_asked(request) == "csv":
        return streamed(plain.csv_lines(heads, passing.rows()), name=f"{name}.csv", media_type=plain.MEDIA_TYPE)
    headings = [Heading(head, one.width, one.group) for head, one in zip(heads, layout.columns, strict=True)]
    page = Page(layout.paper, is_landscape=layout.is_landscape)
    sheet = Sheet(
        layout.title or gettext(kind.label),
        headings,
        passing.rows(),
        title=layout.title,
        totals=passing.line,
        is_fitted=True,
        page=page,
    )
    return streamed(writer.xlsx([sheet]), name=f"{name}.xlsx", media_type=writer.MEDIA_TYPE)


def width_of(head: str) -> float:
    """A width that suits most values under a head, in letters; a Chinese character takes two."""
    return max(12, 2 * len(head) + 6)


def streamed(pieces: Iterable[bytes], *, name: str, media_type: str) -> StreamingHttpResponse:
    """A file to be kept, sent as it is made."""
    response = StreamingHttpResponse(pieces, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _stamp() -> str:
    return clock.today().strftime("%Y%m%d")


@transaction.atomic
def _enter(request: HttpRequest, kind: RecordKind, rows: int) -> None:
    actor, address = getattr(request, "actor", None), request.get_full_path()[:500]
    ledger.enter("ui.export_list", actor=actor, on=(kind.key, None), after={"address": address}, rows=rows)
