"""One-time links: a unit without an account answers one task from its registered number (免登录链接)."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from mingcha.assignments import access, rules
from mingcha.assignments.actions.answer import sign_for_task, submit_task
from mingcha.assignments.choices import LinkState, TaskState, Way
from mingcha.assignments.models import Directive, Submission, Task, TaskLink
from mingcha.assignments.queries.links import code_digest, is_code_of, is_registered, link_digest
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import StoredFile
from mingcha.notices.actions import NoticeRow, send_notices
from mingcha.notices.choices import Channel
from mingcha.orgs.actions import add_link_post
from mingcha.orgs.models import Contact, Post
from mingcha.orgs.queries import units_without_link_post


@transaction.atomic
def make_link(task: Task, *, actor: Post, contact: Contact) -> TaskLink:
    """Have a link sent to a registered contact of the unit (发送免登录链接); an earlier link to the task ends.

    The secret stands in the message alone: neither this action nor the table gives it.

    Raises:
        Refused; NotInThisState: the task waits for nothing from its unit.
        BadValue: a contact of another unit, no longer valid, or without a mobile number.
    """
    if not access.may_make_link(actor, task):
        raise Refused("assignments.make_link")
    [link] = _made([(task, contact)], actor)
    after = {"link": link.pk, "contact": contact.pk, "until": link.expires_at}
    ledger.enter("assignments.make_link", actor=actor, on=task, after=after)
    return link


@transaction.atomic
def make_links(directive: Directive, *, actor: Post, chosen: Sequence[tuple[Task, Contact]]) -> list[TaskLink]:
    """Have links sent to many units of one directive at once, all or none (批量发送免登录链接).

    Raises:
        Refused; BadValue: nobody chosen, or as `make_link`; NotInThisState: one of the tasks is another directive's or
        waits for nothing.
    """
    if not access.may_ask(actor, directive):
        raise Refused("assignments.make_links")
    if not chosen:
        raise BadValue(gettext("请至少选一个单位"), field="task")
    if any(task.directive_id != directive.pk for task, _ in chosen):
        raise NotInThisState(directive)
    links = _made(chosen, actor)
    after = {"links": [link.pk for link in links], "contacts": [contact.pk for _, contact in chosen]}
    ledger.enter("assignments.make_links", actor=actor, on=directive, after=after, rows=len(links))
    return links


def _made(chosen: Sequence[tuple[Task, Contact]], actor: Post) -> list[TaskLink]:
    """New links with their messages, earlier ones to the same tasks withdrawn."""
    _fit(chosen)
    now, tasks = clock.now(), [task.pk for task, _ in chosen]
    TaskLink.objects.unused().filter(task__in=tasks).update(withdrawn_at=now)
    rows, notices = [], []
    for task, contact in chosen:
        secret = secrets.token_urlsafe(16)
        until = rules.link_expiry(now, _end_of(task))
        given = {"digest": link_digest(secret), "mobile": contact.mobile, "expires_at": until, "made_by": actor}
        rows.append(TaskLink(task=task, made_at=now, **given))
        values = {"link": f"{settings.SITE_ADDRESS}/t/{secret}/", "due": until.astimezone(clock.CHINA).date()}
        notices.append(NoticeRow(task.unit, contact.mobile, Channel.SMS, "task-link", values))
    TaskLink.objects.bulk_create(rows)
    for unit in units_without_link_post([task.unit for task, _ in chosen]):
        add_link_post(unit, actor=actor)
    send_notices(notices, actor=actor)
    return rows


def _fit(chosen: Sequence[tuple[Task, Contact]]) -> None:
    """Whether each task waits for its unit, and each contact is the unit's and has a number. Two statements."""
    valid = set(Contact.objects.valid_on(clock.today()).filter(pk__in=[c.pk for _, c in chosen]).values_list("pk"))
    waiting = Task.objects.current().filter(paused_on__isnull=True, state__in=rules.OPEN_TO_LINKS)
    waits = set(waiting.filter(pk__in=[task.pk for task, _ in chosen]).values_list("pk"))
    for task, contact in chosen:
        if contact.unit_id != task.unit_id or (contact.pk,) not in valid:
            raise BadValue(gettext("不是该单位当前登记的联络人"), field="contact")
        if not contact.mobile:
            words = {"contact": contact.name or contact.title}
            raise BadValue(gettext("%(contact)s没有登记手机号") % words, field="contact")
        if (task.pk,) not in waits:
            raise NotInThisState(task)


def _end_of(task: Task) -> datetime:
    """The instant a task's time limit ends: its hour, or midnight after its day."""
    return task.due_at or datetime.combine(task.due_on + timedelta(days=1), time(), clock.CHINA)


@transaction.atomic
def withdraw_link(link: TaskLink, *, actor: Post) -> None:
    """Withdraw a link (撤回链接).

    Raises:
        Refused; NotInThisState: used or withdrawn already.
    """
    if not access.may_make_link(actor, link.task):
        raise Refused("assignments.withdraw_link")
    if not TaskLink.objects.unused().filter(pk=link.pk).update(withdrawn_at=clock.now()):
        raise NotInThisState(link)
    ledger.enter("assignments.withdraw_link", actor=actor, on=link.task, before={"link": link.pk})


@transaction.atomic
def send_link_code(link: TaskLink, *, actor: Post) -> None:
    """Send a code to the number of a link (发送验证码): six digits, for ten minutes; an earlier one ends.

    Raises:
        Refused; NotInThisState: the link is used, withdrawn or expired, or its number the unit's no more.
        BadValue: too soon after the last, or too many.
    """
    if not access.may_use_link(actor, link.task):
        raise Refused("assignments.send_link_code")
    now = clock.now()
    if link.state != LinkState.OPEN or not is_registered(link):
        raise NotInThisState(link)
    if not rules.may_send_code(now, sent=link.codes_sent, last_at=link.code_sent_at):
        raise BadValue(gettext("验证码刚刚发过或次数已满，请一分钟后再试，或请发送单位重新发送链接"), field="code")
    code = f"{secrets.randbelow(1_000_000):06}"
    mine = TaskLink.objects.unused().filter(pk=link.pk, codes_sent=link.codes_sent)
    given = {"code_digest": code_digest(link, code), "code_sent_at": now, "tries": 0}
    if not mine.update(codes_sent=F("codes_sent") + 1, **given):
        raise NotInThisState(link)
    send_notices([NoticeRow(link.task.unit, link.mobile, Channel.SMS, "link-code", {"code": code})], actor=actor)
    ledger.enter("assignments.send_link_code", actor=actor, on=link.task, after={"link": link.pk})


@transaction.atomic
def verify_link(link: TaskLink, *, actor: Post, code: str) -> bool:
    """Whether the code is the one that was sent (验证手机号); every try counts, right or wrong.

    Raises:
        Refused; NotInThisState: the link is used, withdrawn or expired, or its number the unit's no more.
        BadValue: no code was sent, it has expired, or was tried too often.
    """
    if not access.may_use_link(actor, link.task):
        raise Refused("assignments.verify_link")
    now = clock.now()
    if link.state != LinkState.OPEN or not is_registered(link):
        raise NotInThisState(link)
    if not rules.may_try_code(now, sent_at=link.code_sent_at, tries=link.tries):
        raise BadValue(gettext("验证码已失效或输错次数过多，请重新获取验证码"), field="code")
    mine = TaskLink.objects.unused().filter(pk=link.pk, tries=link.tries, code_digest=link.code_digest)
    is_right = is_code_of(link, code)
    given = {"verified_at": now, "code_digest": ""} if is_right else {}
    if not mine.update(tries=F("tries") + 1, **given):
        raise NotInThisState(link)
    outcome = "DONE" if is_right else "REFUSED"
    ledger.enter("assignments.verify_link", actor=actor, on=link.task, after={"link": link.pk}, outcome=outcome)
    return is_right


@transaction.atomic
def answer_by_link(
    link: TaskLink, *, actor: Post, answer: str, values: Mapping[str, Any], signed_paper: StoredFile | None = None
) -> Submission:
    """The unit answers through its link (链接报送), which is used up by it; its head signs where the directive asks so.

    What nobody has signed for is signed for by it, so that there is a receipt number.

    Args:
        signed_paper: the page the head signed by hand, photographed; then the answer counts at once.

    Raises:
        Refused: also a number not verified; NotInThisState: the link is used, withdrawn or expired, its number the
            unit's no more, or the task waits for nothing; BadForm, BadValue: as `submit_task`, and the link stays open.
    """
    if not access.may_use_link(actor, link.task) or link.verified_at is None:
        raise Refused("assignments.answer_by_link")
    now = clock.now()
    open_links = TaskLink.objects.unused().filter(pk=link.pk, expires_at__gt=now, verified_at__isnull=False)
    if not (is_registered(link) and open_links.update(used_at=now)):
        raise NotInThisState(link)
    if link.task.state == TaskState.ISSUED:
        sign_for_task(link.task, actor=actor)
    given: dict[str, Any] = {"answer": answer, "values": values, "signed_paper": signed_paper}
    submission = submit_task(link.task, actor=actor, way=Way.LINK, **given)
    ledger.enter("assignments.answer_by_link", actor=actor, on=submission, after={"link": link.pk})
    return submission
