"""Reads of one-time links (免登录链接)."""

import hashlib
from dataclasses import dataclass

from django.utils.crypto import constant_time_compare, salted_hmac

from mingcha.assignments import rules
from mingcha.assignments.choices import LinkState
from mingcha.assignments.models import Directive, Task, TaskLink
from mingcha.assignments.models.links import TaskLinkQuerySet
from mingcha.kernel import clock
from mingcha.orgs.choices import ContactKind
from mingcha.orgs.models import Contact, Post
from mingcha.orgs.queries import UnitContacts, contacts_of, contacts_seen_by

PREFERRED = (ContactKind.LIAISON, ContactKind.BACKUP, ContactKind.DEPUTY_IN_CHARGE, ContactKind.PRINCIPAL)
"""Whose number a link goes to, where nobody chooses: the first of these that has one."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """A task that a link may be sent for, to whom, and the link that is open already."""

    task: Task
    contact: Contact | None
    link: TaskLink | None


def link_digest(secret: str) -> str:
    """What is kept of a link: its secret has 128 random bits, so a plain SHA-256 cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def code_digest(link: TaskLink, code: str) -> str:
    """What is kept of a code: a short one, so keyed with the site's own secret."""
    return salted_hmac("assignments.task_link", f"{link.pk}:{code}", algorithm="sha256").hexdigest()


def is_code_of(link: TaskLink, code: str) -> bool:
    """Whether it is the code that was sent last."""
    return bool(link.code_digest) and constant_time_compare(link.code_digest, code_digest(link, code.strip()))


def link_of(secret: str) -> TaskLink | None:
    """The link that an address means, with its task; None for any other. One statement."""
    found = TaskLink.objects.filter(digest=link_digest(secret), task__voided_at__isnull=True)
    link: TaskLink | None = found.select_related("task__unit", "task__directive__unit", "task__campaign").first()
    return link


def links_of(task: Task, actor: Post) -> TaskLinkQuerySet:
    """Links to a task, as whoever asked may see them, the newest first."""
    visible: TaskLinkQuerySet = TaskLink.objects.visible_to(actor).filter(task=task)
    return visible.order_by("-made_at", "-pk")


def is_registered(link: TaskLink) -> bool:
    """Whether the number of a link is still one of its unit's contacts': whoever left the post answers no more."""
    held = Contact.objects.valid_on(clock.today()).filter(unit=link.task.unit_id, mobile=link.mobile)
    found: bool = held.exists()
    return found


def why_closed(link: TaskLink) -> str:
    """Why a link opens nothing: a `LinkState`, `ANSWERED` (its task waits for nothing), `PAUSED`; "" where it opens."""
    if link.state != LinkState.OPEN:
        return link.state.value
    if not is_registered(link):
        return LinkState.WITHDRAWN.value
    if link.task.state not in rules.OPEN_TO_LINKS:
        return "ANSWERED"
    return "PAUSED" if link.task.paused_on else ""


def asker_of(link: TaskLink) -> Contact | None:
    """Whom the receiver of a link may ask: the liaison of whoever asks, None where nobody is registered."""
    unit_id = link.task.directive.unit_id
    return contacts_of([unit_id])[unit_id].liaison


def reachable(contacts: UnitContacts) -> list[Contact]:
    """The contacts of a unit that have a mobile number, in the order in which they are asked."""
    held = (contacts.by_kind.get(kind) for kind in PREFERRED)
    return [contact for contact in held if contact and contact.mobile]


def receivers(directive: Directive, actor: Post) -> list[Receiver]:
    """For each task that waits for its unit, to whom a link would go, in unit order (发给谁). Three statements."""
    found = Task.objects.current().visible_to(actor).filter(directive=directive, paused_on__isnull=True)
    found = found.filter(state__in=rules.OPEN_TO_LINKS).select_related("unit", "plan_task", "directive")
    tasks = list(found.order_by("unit__official_order", "unit_id", "pk"))
    contacts = contacts_seen_by(actor, {task.unit_id for task in tasks})
    links = TaskLink.objects.visible_to(actor).unused().filter(task__in=[task.pk for task in tasks])
    sent = {link.task_id: link for link in links.order_by("pk") if link.state == LinkState.OPEN}
    return [Receiver(task, next(iter(reachable(contacts[task.unit_id])), None), sent.get(task.pk)) for task in tasks]
