"""Reads over notices."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min

from mingcha.kernel import clock
from mingcha.notices import rules
from mingcha.notices.choices import NoticeState
from mingcha.notices.models import Message, Notice, NoticeQuerySet, SendingHours, Wording
from mingcha.notices.models.notices import MessageQuerySet
from mingcha.notices.models.wordings import HoursQuerySet, VersionQuerySet
from mingcha.orgs.models import Post


def notices(actor: Post) -> NoticeQuerySet:
    """Every notice the actor may see, newest first. One statement."""
    found: NoticeQuerySet = Notice.objects.visible_to(actor).select_related("unit", "sent_by")
    return found.order_by("-made_at", "-pk")


def messages(actor: Post) -> MessageQuerySet:
    """Messages to the actor's unit, newest first. One statement."""
    found: MessageQuerySet = Message.objects.visible_to(actor).select_related("unit", "sent_by__unit")
    return found.order_by("-made_at", "-pk")


def unread_count(actor: Post) -> int:
    """How many messages of the actor's unit nobody has read yet (未读)."""
    return Message.objects.visible_to(actor).unread().count()


def failed_count(actor: Post) -> int:
    """How many notices the actor may see were given up on (发送失败)."""
    return Notice.objects.visible_to(actor).filter(state=NoticeState.FAILED).count()


def wordings(actor: Post) -> VersionQuerySet:
    """All versions of the approved wordings, newest version first. One statement."""
    return Wording.objects.visible_to(actor).order_by("code", "-version")


def wordings_on(day: date) -> dict[str, Wording]:
    """Code -> the wording in force on that day. One statement."""
    return {wording.code: wording for wording in Wording.objects.valid_on(day).order_by("code", "version")}


def text_of(code: str, values: Mapping[str, Any]) -> str:
    """What a notice in this wording would say today; "" where the wording is not in force. One statement."""
    wording = Wording.objects.valid_on(clock.today()).filter(code=code).order_by("-version").first()
    return rules.written(wording.text, values) if wording else ""


def texts_of(code: str, values: Iterable[Mapping[str, Any]]) -> list[str]:
    """The same for many notices (通知预览). One statement."""
    wording = Wording.objects.valid_on(clock.today()).filter(code=code).order_by("-version").first()
    return [rules.written(wording.text, each) if wording else "" for each in values]


def quiet_until() -> datetime | None:
    """When texts given now will go out, where these are quiet hours (免打扰时段); None: at once. One statement."""
    hours, local = hours_on(clock.today()), clock.now().astimezone(clock.CHINA)
    allowed = rules.first_allowed(local, hours.quiet_from, hours.quiet_until) if hours else local
    return None if allowed == local else allowed


def all_hours(actor: Post) -> HoursQuerySet:
    """All versions of the sending hours, newest first. One statement."""
    return SendingHours.objects.visible_to(actor).order_by("-version")


def hours_on(day: date) -> SendingHours | None:
    """The sending hours in force on that day; None: no quiet hours, no limit. One statement."""
    return SendingHours.objects.valid_on(day).order_by("-version").first()


def sent_on(addresses: list[str], day: date) -> dict[str, int]:
    """Address -> how many notices it was sent, or is going to be sent, on that day in China. One statement."""
    since = datetime.combine(day, datetime.min.time(), tzinfo=clock.CHINA)
    made = Notice.objects.filter(address__in=addresses, made_at__gte=since).exclude(state=NoticeState.FAILED)
    return dict(made.order_by().values_list("address").annotate(n=Count("pk")))


def sent_since(addresses: list[str], since: datetime) -> set[tuple[str, str]]:
    """Address and wording of what was sent, or is going to be sent, since an instant. One statement."""
    made = Notice.objects.filter(address__in=addresses, made_at__gt=since).exclude(state=NoticeState.FAILED)
    return set(made.values_list("address", "wording"))


def next_due() -> datetime | None:
    """When the earliest notice that waits may go out; None: none waits. One statement."""
    found: datetime | None = Notice.objects.filter(state=NoticeState.QUEUED).aggregate(at=Min("not_before"))["at"]
    return found
