"""Decisions about chasing (催办) and the lights, over plain values."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mingcha.assignments.choices import CallDirection, Colour
from mingcha.assignments.rules.cells import gettext_noop
from mingcha.orgs.choices import ContactKind

LEVELS = (ContactKind.DEPUTY_IN_CHARGE, ContactKind.PRINCIPAL)
"""Up the contact tree: reminders go to the liaison; each escalation one step further."""

REMINDED_BEFORE = timedelta(days=1)
"""A unit gets its daily reminder from the day before a day due on, not from the day of issue: little burden."""

SEVERITY = tuple(Colour)
"""Colours from the mildest to the gravest, in the order they are declared."""


@dataclass(frozen=True, slots=True)
class LightRow:
    """One colour of a scheme: shown from so many days before the day due on, negative after it (灯色)."""

    colour: str
    days_before: int
    says: str


def next_level(reached: Collection[str]) -> ContactKind | None:
    """Whom an escalation goes to after those before it (提级督办): 分管领导, then 主要负责同志; None: no further."""
    return next((level for level in LEVELS if level not in reached), None)


def is_chase(direction: str, *, is_missing: bool) -> bool:
    """Whether a call about a task reminds of it: the asker rang, and the unit has not answered yet."""
    return direction == CallDirection.OUT and is_missing


def last_day_reminded(today: date) -> date:
    """Tasks due on or before this day are in today's reminder (每日提醒): due tomorrow, today, or overdue."""
    return today + REMINDED_BEFORE


def lights_fault(rows: Sequence[LightRow]) -> str:
    """What is wrong with the colours of a scheme, as in the catalogue; "" where nothing is."""
    if not rows:
        return gettext_noop("至少设一种灯色")
    days = [row.days_before for row in rows]
    if len(set(days)) != len(days):
        return gettext_noop("提前天数不能重复")
    ordered = sorted(rows, key=lambda row: -row.days_before)
    grades = [SEVERITY.index(Colour(row.colour)) for row in ordered]
    if grades != sorted(grades):
        return gettext_noop("越临近期限灯色应越重：绿、蓝、黄、橙、红")
    return ""


def light_for(days_left: int, rows: Sequence[LightRow]) -> LightRow | None:
    """The light of a task that waits for its unit, so many days before it is due (亮灯); None: not lit yet."""
    shown = [row for row in rows if days_left <= row.days_before]
    return min(shown, key=lambda row: row.days_before, default=None)
