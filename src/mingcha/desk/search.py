"""Search over everything that has a name (查找): units, people, tasks, documents; by word, by part of one, by initials.

One statement for each kind that can be searched. Each word typed must stand somewhere in the record's searched texts;
a word of Latin letters may also be the initials of its name. Both databases compare letter by letter, so that one
Chinese character finds what two would.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mingcha.orgs.models import Post
from mingcha.ui import columns, records
from mingcha.ui.records import RecordKind
from mingcha.ui.searching import answers_to

MOST = 8
MOST_WORDS = 5


@dataclass(frozen=True)
class Hit:
    """One record found."""

    headline: str
    unit: str
    url: str


@dataclass(frozen=True)
class Hits:
    """What was found of one kind; `has_more` where there is more than is shown."""

    kind: RecordKind
    rows: Sequence[Hit]
    has_more: bool


def search(actor: Post, text: str) -> list[Hits]:
    """What the post may see that answers to the text, by kind in menu order; kinds without any are left out."""
    words = text.split()[:MOST_WORDS]
    if not words:
        return []
    found = [_of_kind(actor, kind, words) for kind in records.all_kinds() if kind.searched and kind.is_for(actor)]
    return [hits for hits in found if hits.rows]


def _of_kind(actor: Post, kind: RecordKind, words: Sequence[str]) -> Hits:
    rows = kind.rows(actor)
    for word in words:
        rows = rows.filter(answers_to(kind, word))
    along = [kind.unit_field] if kind.is_about_units else []
    rows = rows.annotate(text_=kind.text).select_related(*along) if along else rows.annotate(text_=kind.text)
    order = columns.natural_order(kind.model) if kind.model.__name__ == "Unit" else ["-pk"]
    found = list(rows.order_by(*order)[: MOST + 1])
    return Hits(kind, [_hit(kind, row) for row in found[:MOST]], has_more=len(found) > MOST)


def _hit(kind: RecordKind, row: Any) -> Hit:
    unit = getattr(row, kind.unit_field).short_name if kind.is_about_units else ""
    return Hit(str(row.text_ or row.pk), unit, kind.url_of(row))
