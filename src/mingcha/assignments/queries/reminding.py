"""Whom a reminder reaches and what it will say (催办预览): what the page shows is what the action sends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from mingcha.assignments import rules
from mingcha.assignments.models import Task
from mingcha.assignments.queries.chasing import levels_reached
from mingcha.notices.queries import quiet_until, text_of, texts_of
from mingcha.orgs.choices import ContactKind
from mingcha.orgs.models import Contact, Unit
from mingcha.orgs.queries import contacts_of


@dataclass(frozen=True, slots=True)
class Reached:
    """One unit that will be reminded: of which tasks, at whom; `contact` None on the site itself."""

    unit: Unit
    tasks: Sequence[Task]
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class SameText:
    """A text and all units that will get it."""

    text: str
    reached: Sequence[Reached]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a reminder will do (催办预览). `without`: units that nobody with a mobile number is registered for.

    `after`: when texts will go out, where these are quiet hours.
    """

    texts: Sequence[SameText]
    without: Sequence[Unit]
    after: datetime | None = None

    @property
    def count(self) -> int:
        """How many units will be reminded."""
        return sum(len(each.reached) for each in self.texts)

    @property
    def tasks(self) -> str:
        """The tasks they will be reminded of, as one field of a form."""
        return ",".join(str(task.pk) for each in self.texts for one in each.reached for task in one.tasks)


@dataclass(frozen=True, slots=True)
class NextLevel:
    """Whom an escalation will go to (提级对象): `contact` None where nobody with a mobile number is registered."""

    kind: ContactKind
    contact: Contact | None
    text: str


def by_unit_of(tasks: Iterable[Task]) -> dict[Unit, list[Task]]:
    """Unit -> its tasks, in the order they come."""
    found: dict[Unit, list[Task]] = {}
    for task in tasks:
        found.setdefault(task.unit, []).append(task)
    return found


def contacts_with_mobile(units: Iterable[Unit]) -> dict[Unit, Contact]:
    """Unit -> its liaison, or the backup where the liaison has no mobile number; others are left out. One statement."""
    known = contacts_of(unit.pk for unit in units)
    found = {}
    for unit in units:
        held = known[unit.pk]
        contact = next((one for one in (held.liaison, held.backup) if one and one.mobile), None)
        if contact:
            found[unit] = contact
    return found


def text_values(owed: Sequence[Task]) -> dict[str, object]:
    """What a text says of what a unit owes: how many and the earliest day due, no more."""
    return {"count": len(owed), "due": min(task.due_on for task in owed), "site": settings.SITE_ADDRESS}


def chase_preview(tasks: Sequence[Task], *, by_sms: bool) -> Preview:
    """What reminding of these tasks would send to whom. At most three statements."""
    owed = by_unit_of(tasks)
    contacts = contacts_with_mobile(owed) if by_sms else {}
    reached = [Reached(unit, rows, contacts.get(unit)) for unit, rows in owed.items() if not by_sms or unit in contacts]
    by_text: dict[str, list[Reached]] = {}
    for one, text in zip(reached, texts_of("tasks-due", [text_values(one.tasks) for one in reached]), strict=True):
        by_text.setdefault(text, []).append(one)
    without = [unit for unit in owed if by_sms and unit not in contacts]
    same = [SameText(text, rows) for text, rows in by_text.items()]
    return Preview(same, without, quiet_until() if by_sms else None)


def next_level_of(task: Task) -> NextLevel | None:
    """Whom escalating a task would turn to and with what words; None: it is at the top already. Three statements."""
    level = rules.next_level(levels_reached(task))
    if level is None:
        return None
    contact = contacts_of([task.unit_id])[task.unit_id].by_kind.get(level)
    reached = contact if contact and contact.mobile else None
    return NextLevel(level, reached, text_of("escalated", text_values([task])))
