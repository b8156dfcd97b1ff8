"""What waits for a post or for a unit (我的待办): the registered sources under one tab, oldest due first.

Statements: one for all counts, one for each source that has rows under the tab.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

from mingcha.kernel import clock
from mingcha.orgs.models import Post, Unit
from mingcha.ui import inbox, records
from mingcha.ui.inbox import Source, Tab

PAGE_SIZE = 25
MOST = 1000
"""Counting stops here: whoever has a thousand things waiting wants the oldest, not the last digit."""


class _Capped(Subquery):
    """How many rows a subquery gives, up to its own limit."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) capped_)"
    output_field = IntegerField()


@dataclass(frozen=True)
class TabCount:
    """One tab with how many things stand under it; `is_more` where there are more than were counted."""

    tab: Tab
    count: int

    @property
    def is_more(self) -> bool:
        """Whether the count stopped at its limit."""
        return self.count >= MOST


@dataclass(frozen=True)
class Waiting:
    """One thing that waits (一件待办)."""

    kind: records.RecordKind
    pk: int
    title: str
    unit: str
    asks: str
    due_on: date
    days_left: int

    @property
    def url(self) -> str:
        """Address of the record's page."""
        return self.kind.url_by_pk(self.pk)

    @property
    def is_overdue(self) -> bool:
        """Past its last day."""
        return self.days_left < 0

    @property
    def days_over(self) -> int:
        """Days since its last day."""
        return -self.days_left


@dataclass(frozen=True)
class Page:
    """One page of a tab, and whether there is another (第几页)."""

    rows: Sequence[Waiting]
    number: int
    has_next: bool


def counts(actor: Post, unit: Unit | None = None) -> list[TabCount]:
    """How much waits under each tab. One statement, which reads a thousand rows of each at most."""
    found = {tab: [_Capped(rows.order_by().values("pk")[:MOST]) for _, rows in _rows(actor, tab, unit)] for tab in Tab}
    answers = iter(_one_row(actor, [expression for expressions in found.values() for expression in expressions]))
    return [TabCount(tab, sum(next(answers) for _ in asked)) for tab, asked in found.items() if asked]


def page_of(actor: Post, tab: Tab, number: int = 1, unit: Unit | None = None) -> Page:
    """One page of a tab, oldest due first, over all sources. One statement for each source."""
    last = number * PAGE_SIZE
    today = clock.today()
    merged = [row for source, rows in _rows(actor, tab, unit) for row in _read(source, rows, last + 1, today)]
    merged.sort(key=lambda row: (row.due_on, row.kind.order))
    return Page(merged[last - PAGE_SIZE : last], number, has_next=len(merged) > last)


def first_with_rows(tabs: Sequence[TabCount]) -> Tab:
    """The tab to open: the first with anything under it."""
    return next((each.tab for each in tabs if each.count), Tab.TO_SIGN)


def _rows(actor: Post, tab: Tab, unit: Unit | None) -> Iterator[tuple[Source, QuerySet[Any]]]:
    for source in inbox.sources():
        rows = source.rows(actor, tab)
        if rows is not None:
            yield source, rows.filter(**{source.unit: unit}) if unit else rows


def _one_row(actor: Post, asked: Sequence[_Capped]) -> tuple[int, ...]:
    if not asked:
        return ()
    named = {f"n{position}": expression for position, expression in enumerate(asked)}
    row: tuple[int, ...] = Post.objects.filter(pk=actor.pk).annotate(**named).values_list(*named).get()
    return row


def _read(source: Source, rows: QuerySet[Any], most: int, today: date) -> Iterator[Waiting]:
    kind = records.kind_by_key(source.kind)
    paths = ["pk", source.title, f"{source.unit}__short_name", source.due, *([source.asks] if source.asks else [])]
    for pk, title, unit, due_on, *asks in rows.values_list(*paths)[:most]:
        yield Waiting(kind, pk, title, unit, asks[0] if asks else "", due_on, (due_on - today).days)
