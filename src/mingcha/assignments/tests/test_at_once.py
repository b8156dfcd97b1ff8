"""Two people at once, each in a transaction of their own: one is told, nothing is lost or doubled (同时办理)."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection

from mingcha.assignments import actions
from mingcha.assignments.choices import SubmissionState, TaskState
from mingcha.assignments.models import Draft, Submission, Task, TaskLink
from mingcha.assignments.tests.factories import DUE_ON
from mingcha.assignments.tests.pages_world import World, a_world, at, browser, submitted, text
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import MingchaError
from mingcha.kernel.models import LedgerEntry, NumberTaken
from mingcha.orgs.actions import add_link_post
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_contact, a_post

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
TWO = 2


@pytest.fixture
def world() -> World:
    return a_world()


def at_once(*works: Callable[[], Any]) -> list[str]:
    """Run the works in threads that start together; gives what each came to: "done", or the name of its error."""
    ready, came = threading.Barrier(len(works)), list[str]()

    def run(work: Callable[[], Any]) -> None:
        ready.wait()
        try:
            work()
            came.append("done")
        except MingchaError as error:
            came.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(came)


def signed_for(world: World) -> Task:
    task = world.task()
    actions.sign_for_task(task, actor=world.clerk, happened_on=DUE_ON)
    return task


def own(task: Task) -> Task:
    """The task as another window has read it."""
    found: Task = Task.objects.select_related("directive", "unit").get(pk=task.pk)
    return found


def second_clerk(world: World) -> Post:
    return a_post(world.city, role="CLERK")


# ---------------------------------------------------------------- drafts
@pytest.mark.parametrize("version", [0, 1])
def test_draft_when_two_save_it_at_once_keeps_one_whole_and_tells_the_other(version: int, world: World) -> None:
    task = signed_for(world)
    if version:
        actions.save_draft(task, actor=world.clerk, values={"persons": "1"}, answer="旧稿")
    written = {world.clerk: ("10", "甲写的"), second_clerk(world): ("20", "乙写的")}

    def saving(actor: Post) -> Callable[[], Any]:
        mine, (persons, answer) = own(task), written[actor]
        return partial(
            actions.save_draft, mine, actor=actor, values={"persons": persons}, answer=answer, version=version
        )

    assert at_once(*map(saving, written)) == ["NotInThisState", "done"]
    draft = Draft.objects.get(task=task)
    assert draft.version == version + 1
    assert (draft.values["persons"], draft.answer) == written[draft.edited_by]


def test_draft_page_when_another_saved_meanwhile_shows_both_texts_and_then_takes_the_second(world: World) -> None:
    task = signed_for(world)
    first, second = browser(world.clerk), browser(second_clerk(world))
    address = at("submit_task", task.pk)
    first.post(address, {"v.persons": "10", "v.says": "甲写的", "answer": "", "version": "0", "save": "1"})
    typed = {"v.persons": "20", "v.says": "乙写的", "answer": "", "version": "0", "save": "1"}

    told = second.post(address, typed)
    kept = Draft.objects.get(task=task)
    assert (told.status_code, kept.values["says"], kept.version) == (409, "甲写的", 1)
    assert ("甲写的" in text(told), "乙写的" in text(told)) == (True, True)

    again = second.post(address, {**typed, "version": "1"})
    kept.refresh_from_db()
    assert (again.status_code, kept.values["says"], kept.version) == (302, "乙写的", 2)


# ---------------------------------------------------------------- answers
def test_sign_for_task_when_two_sign_at_once_gives_one_receipt(world: World) -> None:
    task = world.task()
    works = [
        partial(actions.sign_for_task, own(task), actor=actor, happened_on=DUE_ON)
        for actor in (world.clerk, second_clerk(world))
    ]

    assert at_once(*works) == ["NotInThisState", "done"]
    task.refresh_from_db()
    assert list(NumberTaken.objects.filter(series="签收").values_list("number", flat=True)) == [task.receipt_number]


def test_submit_task_when_two_clerks_submit_at_once_takes_one_answer_whole(world: World) -> None:
    task = signed_for(world)
    works = [
        partial(actions.submit_task, own(task), actor=actor, values={"persons": n}, answer=n, happened_on=DUE_ON)
        for n, actor in (("10", world.clerk), ("20", second_clerk(world)))
    ]

    assert at_once(*works) == ["NotInThisState", "done"]
    answer = Submission.objects.get(task=task)
    task.refresh_from_db()
    assert (answer.number, task.state, task.answer) == (1, TaskState.SUBMITTED, answer.answer)
    assert [value.number for value in answer.values.all()] == [int(answer.answer)]
    assert LedgerEntry.objects.filter(verb="assignments.submit_task").count() == 1


def test_sign_answer_when_the_head_signs_and_refuses_at_once_does_one_of_both(world: World) -> None:
    task = world.task(needs_head=True)
    actions.sign_for_task(task, actor=world.clerk, happened_on=DUE_ON)
    answer = actions.submit_task(task, actor=world.clerk, values={"persons": "1"}, answer="x", happened_on=DUE_ON)
    mine, other = (Submission.objects.select_related("task__directive").get(pk=answer.pk) for _ in range(TWO))

    came = at_once(
        lambda: actions.sign_answer(mine, actor=world.head, happened_on=DUE_ON),
        lambda: actions.refuse_answer(other, actor=a_post(world.city, role="HEAD"), reason="数据不对"),
    )

    assert came == ["NotInThisState", "done"]
    task.refresh_from_db()
    answer.refresh_from_db()
    assert (answer.state, task.state) in {
        (SubmissionState.SUBMITTED, TaskState.SUBMITTED),
        (SubmissionState.REFUSED_BY_HEAD, TaskState.SIGNED_FOR),
    }


# ---------------------------------------------------------------- judging
def test_accept_task_when_two_reviewers_accept_at_once_closes_it_once(world: World) -> None:
    task, _ = submitted(world)
    works = [
        partial(actions.accept_task, own(task), actor=actor, happened_on=DUE_ON)
        for actor in (world.office, a_post(world.campaign.office))
    ]

    assert at_once(*works) == ["NotInThisState", "done"]
    assert LedgerEntry.objects.filter(verb="assignments.accept_task").count() == 1
    assert ledger.verify().ok


def test_judge_task_when_one_accepts_and_one_returns_at_once_does_one_of_both(world: World) -> None:
    task, answer = submitted(world)
    mine, other = own(task), own(task)

    came = at_once(
        lambda: actions.accept_task(mine, actor=world.office, happened_on=DUE_ON),
        lambda: actions.return_task(other, actor=a_post(world.campaign.office), reason="数据不对"),
    )

    assert came == ["NotInThisState", "done"]
    task.refresh_from_db()
    answer.refresh_from_db()
    assert task.state == answer.state
    assert task.state in {TaskState.ACCEPTED, TaskState.RETURNED}


# ---------------------------------------------------------------- links
def a_verified_link(task: Task, made_by: Post) -> TaskLink:
    add_link_post(task.unit, actor=made_by)
    a_contact(task.unit, mobile="13800001234")
    link: TaskLink = TaskLink.objects.create(
        task=task,
        digest=f"{task.pk:064}",
        mobile="13800001234",
        verified_at=clock.now(),
        expires_at=clock.now() + timedelta(days=1),
        made_by=made_by,
    )
    return link


def window_of(link: TaskLink) -> TaskLink:
    """The link as another window has read it."""
    found: TaskLink = TaskLink.objects.select_related("task__directive").get(pk=link.pk)
    return found


def test_answer_by_link_when_used_in_two_windows_at_once_takes_one_answer(world: World) -> None:
    task = signed_for(world)
    link = a_verified_link(task, world.office)
    post = Post.objects.get(unit=world.city, person__isnull=True)
    works = [
        partial(actions.answer_by_link, window_of(link), actor=post, answer=n, values={"persons": n})
        for n in ("10", "20")
    ]

    assert at_once(*works) == ["NotInThisState", "done"]
    answer = Submission.objects.get(task=task)
    assert [value.number for value in answer.values.all()] == [int(answer.answer)]


def test_answer_by_link_when_a_clerk_submits_at_once_takes_one_answer_and_keeps_the_link_if_it_lost(
    world: World,
) -> None:
    task = signed_for(world)
    link = a_verified_link(task, world.office)
    post = Post.objects.get(unit=world.city, person__isnull=True)
    mine, window = own(task), window_of(link)

    came = at_once(
        lambda: actions.submit_task(mine, actor=world.clerk, values={"persons": "10"}, answer="网页"),
        lambda: actions.answer_by_link(window, actor=post, values={"persons": "20"}, answer="链接"),
    )

    assert came == ["NotInThisState", "done"]
    answer = Submission.objects.get(task=task)
    link.refresh_from_db()
    assert (link.used_at is not None) == (answer.answer == "链接")
