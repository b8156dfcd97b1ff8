"""List pages (列表页): filter form, sortable columns, paging, count, empty state; partial when htmx asks.

A list page costs a constant number of statements: one for the count, one for the rows, one per filter with choices from
a table. A mechanism's view is::

    @staff_page
    def round_list(request: StaffRequest) -> HttpResponse:
        return lists.record_list(
            request,
            queryset=queries.latest_rounds(request.actor),
            table=lists.table_for(ReviewRound, ["unit", "number", "verdict", "closed_on"]),
            filterset=lists.filterset_for(ReviewRound, ["unit", "verdict", "closed_on"], search=["unit__name"]),
            kind=kind_of(ReviewRound),
        )
"""

from collections.abc import Sequence
from typing import Any, ClassVar, cast

import django_tables2 as tables
from django.core.paginator import Page, Paginator
from django.db.models import ForeignKey, IntegerField, Model, QuerySet
from django.forms.utils import flatatt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy
from django_filters import FilterSet
from django_tables2.data import TableData

from mingcha.ui import columns, exports, layouts, records, values
from mingcha.ui.filters import filterset_for
from mingcha.ui.records import RecordKind

__all__ = ["PAGE_SIZE", "RecordTable", "filterset_for", "record_list", "table_for"]

PAGE_SIZE = 25
LONG = 1_000
"""Rows from which a page is fetched in two steps."""

MOST_ROWS = 10_000
"""Rows that are counted and paged through; who has more finds them by a filter or takes the whole as a sheet."""


class CappedPaginator(Paginator[Any]):
    """Pages of the first `MOST_ROWS` rows: counting further would cost a large table more than it tells."""

    @cached_property
    def count(self) -> int:
        """How many rows there are, up to the limit. One statement, which reads no more than that."""
        rows: Any = self.object_list  # of the library: rows of a table over the records
        counted: int = rows.data.data.order_by()[:MOST_ROWS].count()
        return counted

    @property
    def is_capped(self) -> bool:
        """Whether there may be more than were counted."""
        return self.count >= MOST_ROWS

    def page(self, number: int | str) -> Page[Any]:
        """One page; of a long list its keys first, so that nothing is fetched along for rows that are not shown.

        One statement, two for a long list.
        """
        if self.count <= LONG:
            return super().page(number)
        number = self.validate_number(number)
        rows: Any = self.object_list
        ordered = rows.data.data
        keys = ordered.values_list("pk", flat=True)[(number - 1) * self.per_page : number * self.per_page]
        shown = TableData.from_data(list(ordered.filter(pk__in=list(keys))))
        return Page(type(rows)(shown, rows.table), number, self)


class RecordTable(tables.Table):  # type: ignore[misc]  # the library has no types
    """A table in the house's look; `fetch_along` names the foreign keys its columns walk."""

    fetch_along: ClassVar[Sequence[str]] = ()

    class Meta:
        template_name = "ui/_table.html"
        attrs: ClassVar = {"class": "table table-vcenter card-table table-mobile-md"}

    def body(self) -> SafeString:
        """The rows of this page; a template takes five times as long over as many cells."""
        heads = [(column, flatatt(column.attrs["td"]), str(escape(column.header))) for column in self.columns]
        lines = ("\n".join(_cell(row, *head) for head in heads) for row in self.paginated_rows)
        return mark_safe("".join(f"<tr>{line}</tr>\n" for line in lines))  # noqa: S308  every part is escaped


def _cell(row: Any, column: Any, attributes: str, label: str) -> str:
    """One cell; what the library's own columns hold is asked of the library."""
    own = column.column
    text = own.render(row.record) if isinstance(own, Cell) else row.get_cell(column.name)
    empty = " data-empty" if text == values.NOTHING else ""
    return f'<td{attributes} data-label="{label}"{empty}>{conditional_escape(text)}</td>'


class Cell(tables.Column):  # type: ignore[misc]
    """A column of a record: value as `ui.values` writes it; sorting ends in the key, so paging is stable."""

    def __init__(self, model: type[Model], path: str, *, is_first: bool) -> None:
        self.path = path
        self.is_first = is_first
        found = columns.field_at(model, path)
        is_number = isinstance(found, IntegerField) and not found.choices and not is_first
        super().__init__(
            verbose_name=gettext_lazy(columns.label_of(model, path)),
            accessor=path,
            orderable=None if found else False,
            order_by=(*_sort_paths(found, path), "pk"),
            empty_values=(),
            attrs={"td": {"class": "text-md-end"}, "th": {"class": "text-md-end"}} if is_number else {},
        )

    def render(self, record: Model) -> str:
        """Write the value; the first column leads to the record's own page."""
        value = values.value_at(record, self.path)
        url = records.url_of(record) if self.is_first else ""
        if not url:
            return values.shown(value)
        text = str(value) if isinstance(value, Model) else values.shown(value)
        return format_html('<a href="{}">{}</a>', url, text)


def _sort_paths(found: Any, path: str) -> list[str]:
    """Records sort in their natural order (units: official order), everything else by value."""
    return columns.natural_order(found.related_model, f"{path}__") if isinstance(found, ForeignKey) else [path]


def table_for(model: type[Model], paths: Sequence[str]) -> type[RecordTable]:
    """A table class of these field paths, labelled by `verbose_name`; the first column links to the record.

    A path may walk foreign keys (`round__unit`); what it walks is fetched along.
    """
    cells = {path: Cell(model, path, is_first=path == paths[0]) for path in paths}
    along = columns.foreign_keys(model, paths)
    return type(f"{model.__name__}Table", (RecordTable,), {**cells, "fetch_along": along, "Meta": RecordTable.Meta})


def record_list(
    request: HttpRequest,
    *,
    queryset: QuerySet[Any],
    table: type[tables.Table],
    filterset: type[FilterSet],
    kind: RecordKind,
    above: str = "",
) -> HttpResponse:
    """A list page, or only its rows when htmx asks (`HX-Request`), or the whole list as a file (`?export=xlsx`).

    Args:
        request: GET; filters, `sort` and `page` are read from the address, so every state has its own.
        queryset: what the reader may see (`visible_to`), in a stable order.
        table: from `table_for`, or an own class.
        filterset: from `filterset_for`, or an own class.
        kind: gives the title.
        above: a rendered fragment that stands above the filters.

    An unreadable filter (a date that is none) gives 422, says which, and shows no rows.
    """
    chosen = filterset(request.GET, queryset=queryset, request=request)
    is_valid = chosen.is_valid()
    rows = chosen.qs if is_valid else queryset.none()
    along = getattr(table, "fetch_along", ())
    shown = table(rows.select_related(*along) if along else rows)
    tables.RequestConfig(request, paginate=False).configure(shown)
    if is_valid and exports.format_asked(request):
        return cast("HttpResponse", exports.exported(request, table=shown, kind=kind))
    shown.paginator = CappedPaginator(shown.rows, PAGE_SIZE)  # how long a page is, is not the reader's to say
    shown.page = shown.paginator.get_page(request.GET.get("page"))
    is_partial = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    response = render(
        request,
        "ui/_records.html" if is_partial else "ui/list.html",
        {
            "kind": kind,
            "above": above,
            "filter": chosen,
            "table": shown,
            "layouts": layouts.layouts_of(kind.key),
            "is_filtered": any(request.GET.get(name) for name in chosen.filters),
        },
        status=200 if is_valid else 422,
    )
    patch_vary_headers(response, ["HX-Request"])
    return response
