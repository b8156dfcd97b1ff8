"""The registry of what waits for somebody (待办来源): what the workbench lists, whatever mechanism it comes from.

A mechanism enters its sources in `apps.py`::

    def ready(self) -> None:
        inbox.register(inbox.Source("assignments.task", waiting_tasks, title="directive__title"))
"""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from typing import Any

from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_noop


class Tab(TextChoices):
    """The tabs of the workbench (待办分类).

    To a unit: what it has not signed for, has to report, what its head has to sign, what was returned. To whoever asks:
    what units have not signed for, what waits for judgement, what was returned and is not back. 待报 is a unit's alone.
    """

    TO_SIGN = "TO_SIGN", gettext_noop("待签")
    TO_REPORT = "TO_REPORT", gettext_noop("待报")
    TO_JUDGE = "TO_JUDGE", gettext_noop("待审")
    RETURNED = "RETURNED", gettext_noop("被退")
    DUE_TODAY = "DUE_TODAY", gettext_noop("今日到期")
    NEWLY_OVERDUE = "NEWLY_OVERDUE", gettext_noop("新增逾期")


@dataclass(frozen=True)
class Lit:
    """The colour beside something that waits (灯色): `colour` names its look, `label` is what is read."""

    colour: str
    label: str
    says: str = ""


@dataclass(frozen=True)
class Source:
    """One kind of record that waits (待办来源).

    Attributes:
        kind: key of its record kind, which gives label and page.
        rows: what of it stands under a tab for a post, oldest due first; None where nothing ever does: a tab that no
            source speaks for is not shown to that post. What it asks may depend on the post, its role and unit and the
            day, and on nothing else, and runs no statement: the workbench keeps it for them.
        title, unit, due: paths to what is to be done, whose it is and its last day.
        asks: path to who asks; "" where that goes without saying.
        lights: gives for a tab how many days left show what colour; None where nothing is lit.
    """

    kind: str
    rows: Callable[[Any, Tab], QuerySet[Any] | None]
    _: KW_ONLY
    title: str
    unit: str = "unit"
    due: str = "due_on"
    asks: str = ""
    lights: Callable[[Tab], Callable[[int], Lit | None] | None] | None = None


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Enter a source; called from `apps.py`.

    Raises:
        ValueError: there is one of this kind already.
    """
    if source.kind in _sources:
        raise ValueError(f"inbox source {source.kind} is already registered")
    _sources[source.kind] = source


def unregister(kind: str) -> None:
    """Take a source out again (for tests)."""
    del _sources[kind]


def sources() -> list[Source]:
    """All sources, in the order they were entered."""
    return list(_sources.values())
