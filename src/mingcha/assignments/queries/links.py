"""Reads of one-time links (免登录链接)."""

import hashlib

from django.utils.crypto import constant_time_compare, salted_hmac

from mingcha.assignments.models import Task, TaskLink
from mingcha.assignments.models.links import TaskLinkQuerySet
from mingcha.orgs.models import Post


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
