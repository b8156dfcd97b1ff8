"""Which records answer to a word (查找): one rule for the search page and for filters in which a name is typed."""

from typing import Any

from django.db.models import Model, Q

from mingcha.ui import columns
from mingcha.ui.records import RecordKind

MOST_RELATED = 30
"""Of another table, whose rows ours point to, the newest so many that hold a word are looked at."""


def answers_to(kind: RecordKind, word: str) -> Q:
    """The word stands in one of the kind's searched texts, or is among the pinyin initials of its name."""
    asked = Q()
    for path in kind.searched:
        asked |= _holds(kind.model, path, word)
    if kind.initials and word.isascii() and word.isalnum():
        asked |= _holds(kind.model, kind.initials, word.lower())
    return asked


def _holds(model: type[Model], path: str, word: str) -> Q:
    """The text at a path holds the word; a text of another table is looked for there, not in every row of this one."""
    step, _, rest = path.partition("__")
    if not rest:
        return Q((f"{path}__icontains", word))
    column: Any = columns.field_at(model, step)
    related = column.related_model
    found = related.objects.filter(_holds(related, rest, word)).order_by("-pk").values("pk")
    return Q((f"{step}__in", found[:MOST_RELATED]))
