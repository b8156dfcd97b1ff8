"""One-time links: sent to a registered number, opened by a code, used once, and always as a post of the unit."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from mingcha.assignments import actions, rules
from mingcha.assignments.choices import LinkState, TaskState, Way
from mingcha.assignments.models import Task, TaskLink
from mingcha.assignments.queries import links
from mingcha.assignments.tests.factories import a_directive, a_task
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.notices.models import Notice
from mingcha.orgs.models import Contact, Post
from mingcha.orgs.queries import link_post
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres, pytest.mark.usefixtures("_morning")]
MORNING = datetime(2018, 3, 6, 2, 0, tzinfo=UTC)
MOBILE = "13800001234"
GIVEN: dict[str, dict[str, Any]] = {
    "send_link_code": {},
    "verify_link": {"code": "1"},
    "answer_by_link": {"answer": "x", "values": {}},
}


@pytest.fixture
def _morning() -> Iterator[None]:
    with clock.set_to(MORNING):
        yield


def a_contact(task: Task, *, mobile: str = MOBILE) -> Contact:
    contact: Contact = Contact.objects.create(
        unit=task.unit, kind="LIAISON", name="王某", mobile=mobile, valid_from=date(2018, 1, 1)
    )
    return contact


def a_given_task(*, state: str = TaskState.ISSUED, needs_head: bool = False) -> Task:
    directive = a_directive(a_campaign())
    type(directive).objects.filter(pk=directive.pk).update(needs_head=needs_head)
    directive.refresh_from_db()
    return a_task(directive, a_unit("甲市"), state=state)


def a_link(task: Task) -> tuple[TaskLink, str]:
    """A link as its receiver has it: with the secret from the message."""
    contact = Contact.objects.filter(unit=task.unit).first() or a_contact(task)
    link = actions.make_link(task, actor=a_post(), contact=contact)
    text = Notice.objects.filter(wording="task-link").latest("pk").outgoing
    found = re.search(r"/t/([\w-]+)/", text)
    assert found
    return link, found[1]


def the_post(task: Task) -> Post:
    post = link_post(task.unit)
    assert post is not None
    return post


def code_for(link: TaskLink) -> str:
    actions.send_link_code(link, actor=the_post(link.task))
    link.refresh_from_db()
    found = re.search(r"\d{6}", Notice.objects.filter(wording="link-code").latest("pk").outgoing)
    assert found
    return found[0]


def a_verified_link(task: Task) -> TaskLink:
    link, _ = a_link(task)
    assert actions.verify_link(link, actor=the_post(task), code=code_for(link))
    link.refresh_from_db()
    return link


def test_make_link_when_made_sends_the_secret_and_keeps_its_digest_alone() -> None:
    task = a_given_task()

    link, secret = a_link(task)

    assert links.link_of(secret) == link
    assert links.link_of("guess") is None
    assert secret not in str(TaskLink.objects.values())
    assert secret not in str(list(LedgerEntry.objects.values()))
    notice = Notice.objects.get(wording="task-link")
    assert (notice.address, notice.unit) == (MOBILE, task.unit)
    assert link.expires_at == datetime(2018, 3, 9, 16, 0, tzinfo=UTC)
    assert LedgerEntry.objects.filter(verb="assignments.make_link", object_id=task.pk).exists()
    assert the_post(task).person is None


def test_make_link_when_made_again_ends_the_one_before_and_keeps_the_post() -> None:
    task = a_given_task()
    first, _ = a_link(task)

    with clock.set_to(MORNING + timedelta(minutes=11)):
        second, _ = a_link(task)

        first.refresh_from_db()
        assert (first.state, second.state) == (LinkState.WITHDRAWN, LinkState.OPEN)
    assert Post.objects.filter(unit=task.unit, person__isnull=True).count() == 1


def test_make_link_when_asked_by_the_unit_itself_is_refused() -> None:
    task = a_given_task()

    with pytest.raises(Refused):
        actions.make_link(task, actor=a_post(task.unit, role="CLERK"), contact=a_contact(task))

    assert not TaskLink.objects.exists()


def test_make_link_when_the_contact_is_not_the_units_or_has_no_mobile_is_refused() -> None:
    task, other = a_given_task(), a_task(a_directive(a_campaign("别的")), a_unit("乙市"))

    for contact in (a_contact(other), a_contact(task, mobile="")):
        with pytest.raises(BadValue) as caught:
            actions.make_link(task, actor=a_post(), contact=contact)
        assert caught.value.field == "contact"


def test_make_link_when_the_task_is_answered_is_refused() -> None:
    task = a_given_task(state=TaskState.SUBMITTED)

    with pytest.raises(NotInThisState):
        actions.make_link(task, actor=a_post(), contact=a_contact(task))


def test_withdraw_link_when_withdrawn_ends_it_and_is_entered() -> None:
    link, _ = a_link(a_given_task())

    with pytest.raises(Refused):
        actions.withdraw_link(link, actor=a_post(link.task.unit, role="CLERK"))
    actions.withdraw_link(link, actor=a_post())

    link.refresh_from_db()
    assert link.state == LinkState.WITHDRAWN
    assert LedgerEntry.objects.filter(verb="assignments.withdraw_link").exists()
    with pytest.raises(NotInThisState):
        actions.withdraw_link(link, actor=a_post())


def two_waiting() -> list[tuple[Task, Contact]]:
    """Two units' tasks of one directive, each with the contact a link would go to."""
    directive = a_directive(a_campaign())
    tasks = [a_task(directive, a_unit("甲市")), a_task(directive, a_unit("乙市"), state=TaskState.RETURNED)]
    return [(task, a_contact(task, mobile=f"1380000000{n}")) for n, task in enumerate(tasks)]


def test_make_links_when_units_are_chosen_sends_each_its_own_link_and_ends_earlier_ones() -> None:
    chosen = two_waiting()
    directive = chosen[0][0].directive
    old = actions.make_link(chosen[0][0], actor=a_post(), contact=chosen[0][1])

    with clock.set_to(MORNING + timedelta(minutes=11)):
        made = actions.make_links(directive, actor=a_post(), chosen=chosen)

        old.refresh_from_db()
        assert old.state == LinkState.WITHDRAWN
    assert [(link.task, link.mobile) for link in made] == [(task, contact.mobile) for task, contact in chosen]
    assert len({notice.outgoing for notice in Notice.objects.filter(wording="task-link")}) == 3
    entry = LedgerEntry.objects.get(verb="assignments.make_links")
    assert (entry.object_id, entry.rows) == (directive.pk, 2)
    assert all(the_post(task).person is None for task, _ in chosen)


def test_make_links_when_not_the_askers_or_nobody_is_chosen_or_one_is_of_another_is_refused_whole() -> None:
    chosen = two_waiting()
    directive = chosen[0][0].directive
    other = a_task(a_directive(a_campaign("别的")), a_unit("丙市"))

    with pytest.raises(Refused):
        actions.make_links(directive, actor=a_post(chosen[0][0].unit, role="CLERK"), chosen=chosen)
    with pytest.raises(BadValue):
        actions.make_links(directive, actor=a_post(), chosen=[])
    with pytest.raises(NotInThisState):
        actions.make_links(directive, actor=a_post(), chosen=[*chosen, (other, a_contact(other))])
    Task.objects.filter(pk=chosen[1][0].pk).update(state=TaskState.SUBMITTED)
    with pytest.raises(NotInThisState):
        actions.make_links(directive, actor=a_post(), chosen=chosen)

    assert not TaskLink.objects.exists()
    assert not Notice.objects.exists()


def test_make_link_when_the_answer_is_with_the_head_is_of_no_use() -> None:
    task = a_given_task(state=TaskState.WITH_HEAD)

    with pytest.raises(NotInThisState):
        actions.make_link(task, actor=a_post(), contact=a_contact(task))


def test_answer_by_link_when_nobody_signed_for_the_task_signs_for_it() -> None:
    link = a_verified_link(a_given_task())

    actions.answer_by_link(link, actor=the_post(link.task), answer="已办", values={})

    link.task.refresh_from_db()
    assert (link.task.state, link.task.receipt_number) == (TaskState.SUBMITTED, 1)


def test_send_link_code_when_sent_keeps_a_digest_and_waits_a_minute_for_the_next() -> None:
    link, _ = a_link(a_given_task())

    code = code_for(link)

    assert code not in link.code_digest
    assert links.is_code_of(link, f" {code} ")
    with pytest.raises(BadValue):
        actions.send_link_code(link, actor=the_post(link.task))
    assert LedgerEntry.objects.filter(verb="assignments.send_link_code").count() == 1


def test_send_link_code_when_five_were_sent_is_refused() -> None:
    link, _ = a_link(a_given_task())
    TaskLink.objects.filter(pk=link.pk).update(codes_sent=rules.links.MOST_CODES)
    link.refresh_from_db()

    with pytest.raises(BadValue):
        actions.send_link_code(link, actor=the_post(link.task))


def test_verify_link_when_the_code_is_wrong_counts_and_stops_after_five() -> None:
    link, _ = a_link(a_given_task())
    code = code_for(link)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"

    for _ in range(5):
        assert not actions.verify_link(link, actor=the_post(link.task), code=wrong)
        link.refresh_from_db()

    with pytest.raises(BadValue):
        actions.verify_link(link, actor=the_post(link.task), code=code)
    assert link.verified_at is None
    assert LedgerEntry.objects.filter(verb="assignments.verify_link", outcome="REFUSED").count() == 5


def test_verify_link_when_the_code_is_old_or_none_was_sent_is_refused() -> None:
    link, _ = a_link(a_given_task())
    with pytest.raises(BadValue):
        actions.verify_link(link, actor=the_post(link.task), code="000000")
    code = code_for(link)

    with clock.set_to(MORNING + timedelta(minutes=10)), pytest.raises(BadValue):
        actions.verify_link(link, actor=the_post(link.task), code=code)


@pytest.mark.parametrize("verb", list(GIVEN))
def test_link_when_used_by_another_post_is_refused(verb: str) -> None:
    link = a_verified_link(a_given_task(state=TaskState.SIGNED_FOR))
    given = GIVEN[verb]

    for actor in (a_post(), a_post(link.task.unit, role="CLERK")):
        with pytest.raises(Refused):
            getattr(actions, verb)(link, actor=actor, **given)


@pytest.mark.parametrize("verb", list(GIVEN))
def test_link_when_its_date_is_past_is_closed(verb: str) -> None:
    link = a_verified_link(a_given_task(state=TaskState.SIGNED_FOR))
    given = GIVEN[verb]

    with clock.set_to(link.expires_at), pytest.raises(NotInThisState):
        getattr(actions, verb)(link, actor=the_post(link.task), **given)


def test_link_when_two_use_it_at_once_lets_one_through() -> None:
    link = a_verified_link(a_given_task(state=TaskState.SIGNED_FOR))
    TaskLink.objects.filter(pk=link.pk).update(tries=3, codes_sent=3)

    with clock.set_to(MORNING + timedelta(minutes=2)), pytest.raises(NotInThisState):
        actions.send_link_code(link, actor=the_post(link.task))
    with pytest.raises(NotInThisState):
        actions.verify_link(link, actor=the_post(link.task), code="1")


def test_answer_by_link_when_answered_uses_the_link_up_as_a_post_of_the_unit() -> None:
    link = a_verified_link(a_given_task(state=TaskState.SIGNED_FOR))

    submission = actions.answer_by_link(link, actor=the_post(link.task), answer="已办", values={})

    link.refresh_from_db()
    assert (submission.way, submission.drafted_by) == (Way.LINK, the_post(link.task))
    assert link.state == LinkState.USED
    assert LedgerEntry.objects.filter(verb="assignments.answer_by_link", object_id=submission.pk).exists()
    with pytest.raises(NotInThisState):
        actions.answer_by_link(link, actor=the_post(link.task), answer="又办", values={})


def test_answer_by_link_when_the_head_must_sign_waits_for_the_head() -> None:
    link = a_verified_link(a_given_task(state=TaskState.SIGNED_FOR, needs_head=True))

    actions.answer_by_link(link, actor=the_post(link.task), answer="已办", values={})

    link.task.refresh_from_db()
    assert link.task.state == TaskState.WITH_HEAD


def test_answer_by_link_when_the_number_is_not_verified_or_nothing_is_written_leaves_the_link_open() -> None:
    task = a_given_task(state=TaskState.SIGNED_FOR)
    link, _ = a_link(task)
    with pytest.raises(Refused):
        actions.answer_by_link(link, actor=the_post(task), answer="已办", values={})
    assert actions.verify_link(link, actor=the_post(task), code=code_for(link))
    link.refresh_from_db()

    with pytest.raises(BadValue):
        actions.answer_by_link(link, actor=the_post(task), answer=" ", values={})

    link.refresh_from_db()
    assert link.state == LinkState.OPEN


def test_links_of_when_asked_are_for_whoever_asked() -> None:
    link, _ = a_link(a_given_task())

    assert list(links.links_of(link.task, a_post())) == [link]
    assert list(links.links_of(link.task, a_post(link.task.unit, role="CLERK"))) == []
    assert str(link).endswith("138****1234")
    assert link.session == f"link {link.pk} 138****1234"


@pytest.mark.parametrize(
    ("due_end", "ends"),
    [
        (MORNING - timedelta(days=3), MORNING + timedelta(days=1)),
        (MORNING + timedelta(days=3), MORNING + timedelta(days=3)),
        (MORNING + timedelta(days=90), MORNING + timedelta(days=7)),
    ],
)
def test_link_expiry_is_within_a_day_and_a_week(due_end: datetime, ends: datetime) -> None:
    assert rules.link_expiry(MORNING, due_end) == ends
    assert rules.masked("138") == "****"
