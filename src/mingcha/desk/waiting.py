"""What waits for a post or for a unit (我的待办): the registered sources under one tab, oldest due first.

Statements: one for all counts, one for each source that has rows under the tab.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import IntegerField, QuerySet, Subquery

from mingcha.kernel import clock
from mingcha.kernel.kept import Statement
from mingcha.orgs.models import Post, Unit
from mingcha.ui import inbox, records
from mingcha.ui.inbox import Lit, Source, Tab

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
    lit: Lit | None = None

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
    """How much waits under each tab. One statement, which reads a thousand rows of each tab at most."""
    tabs, statement = _counting(actor, unit, *_made_of(actor))
    if not tabs:
        return []
    found: dict[Tab, int] = {}
    for tab, number in zip(tabs, statement.rows()[0], strict=True):
        found[tab] = found.get(tab, 0) + number
    return [TabCount(tab, count) for tab, count in found.items()]


def page_of(actor: Post, tab: Tab, number: int = 1, unit: Unit | None = None) -> Page:
    """One page of a tab, oldest due first, over all sources. One statement for each source, and one for its lights."""
    last, today = number * PAGE_SIZE, clock.today()
    listed = _listing(actor, unit, tab, last + 1, *_made_of(actor))
    merged = [row for source, statement in listed for row in _read(source, statement, tab, today)]
    merged.sort(key=lambda row: (row.due_on, row.kind.order))
    return Page(merged[last - PAGE_SIZE : last], number, has_next=len(merged) > last)


def _made_of(actor: Post) -> tuple[Hashable, ...]:
    """All that sources may make their rows depend on (`ui.inbox`): what statements are kept under.

    Putting a statement together takes longer than running it, and a post's are the same all day.
    """
    return actor.role, actor.unit_id, clock.today(), MOST, connection.vendor


@lru_cache(maxsize=4000)
def _counting(actor: Post, unit: Unit | None, *made_of: Hashable) -> tuple[Sequence[Tab], Statement]:
    """The statement that counts, and the tab of each of its numbers."""
    asked = [(tab, _Capped(rows.order_by().values("pk")[:MOST])) for tab in Tab for _, rows in _rows(actor, tab, unit)]
    named = {f"n{position}": expression for position, (_, expression) in enumerate(asked)}
    row = Post.objects.filter(pk=actor.pk).annotate(**named).values_list(*named)
    return [tab for tab, _ in asked], Statement.of(row)


@lru_cache(maxsize=8000)
def _listing(
    actor: Post,
    unit: Unit | None,
    tab: Tab,
    most: int,
    *made_of: Hashable,
) -> list[tuple[Source, Statement]]:
    """The statement of each source under a tab: key, title, unit, day due, who asks."""
    return [
        (source, Statement.of(rows.values_list(*_paths(source))[:most])) for source, rows in _rows(actor, tab, unit)
    ]


def first_with_rows(tabs: Sequence[TabCount]) -> Tab:
    """The tab to open: the first with anything under it."""
    return next((each.tab for each in tabs if each.count), Tab.TO_SIGN)


def _rows(actor: Post, tab: Tab, unit: Unit | None) -> Iterator[tuple[Source, QuerySet[Any]]]:
    for source in inbox.sources():
        rows = source.rows(actor, tab)
        if rows is not None:
            yield source, rows.filter(**{source.unit: unit}) if unit else rows


def _paths(source: Source) -> list[str]:
    return ["pk", source.title, f"{source.unit}__short_name", source.due, *([source.asks] if source.asks else [])]


def _read(source: Source, statement: Statement, tab: Tab, today: date) -> Iterator[Waiting]:
    kind = records.kind_by_key(source.kind)
    lights = source.lights(tab) if source.lights else None
    for pk, title, unit, due_on, *asks in statement.rows():
        left = (due_on - today).days
        lit = lights(left) if lights else None
        yield Waiting(kind, pk, title, unit, asks[0] if asks else "", due_on, left, lit)
