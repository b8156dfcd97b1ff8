"""Drafting, submitting, the head's signature: allowed, refused, wrong state, ledger."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from mingcha.assignments import actions
from mingcha.assignments.models import Draft, Submission, Task, Value
from mingcha.assignments.rules import ColumnSpec, FieldRow
from mingcha.assignments.tests.factories import a_directive, a_form, a_task
from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel import clock, evidence
from mingcha.kernel.errors import BadForm, BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
GIVEN = {"persons": "１２", "times": "20", "says": "正常"}


@pytest.fixture
def campaign() -> Campaign:
    return a_campaign()


@pytest.fixture
def city() -> Unit:
    return a_unit("甲市")


@pytest.fixture
def clerk(city: Unit) -> Post:
    return a_post(city, role="CLERK")


@pytest.fixture
def head(city: Unit) -> Post:
    return a_post(city, role="HEAD")


@pytest.fixture
def task(campaign: Campaign, city: Unit) -> Task:
    """Signed for, to be answered with a form."""
    directive = a_directive(campaign)
    a_form(directive)
    return a_task(directive, city, state="SIGNED_FOR")


@pytest.fixture
def head_task(campaign: Campaign, city: Unit) -> Task:
    """The same, where the unit's head must sign."""
    directive = a_directive(campaign, needs_head=True)
    a_form(directive)
    return a_task(directive, city, state="SIGNED_FOR")


def verbs() -> list[str]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True))


def test_sign_for_task_when_signed_then_the_receipt_has_the_next_number(task: Task, clerk: Post, city: Unit) -> None:
    Task.objects.update(state="ISSUED")
    first, second = Task.objects.get(pk=task.pk), a_task(a_directive(task.campaign), city)

    actions.sign_for_task(first, actor=clerk)
    actions.sign_for_task(second, actor=clerk)

    first.refresh_from_db()
    assert (first.receipt_number, second.receipt_number) == (1, 2)


def test_submit_task_when_the_form_is_right_then_values_are_rows_and_the_draft_is_gone(task: Task, clerk: Post) -> None:
    actions.save_draft(task, actor=clerk, values={"persons": "1"}, answer="")

    submission = actions.submit_task(task, actor=clerk, values=GIVEN)

    rows = Value.objects.filter(submission=submission).order_by("field__position")
    assert list(rows.values_list("field__code", "row", "text", "number")) == [
        ("persons", 0, "12", 12), ("times", 0, "20", 20), ("says", 0, "正常", None),
    ]  # fmt: skip
    assert (submission.number, submission.state, submission.way, submission.form_version) == (1, "SUBMITTED", "PAGE", 1)
    assert (task.state, Draft.objects.count()) == ("SUBMITTED", 0)
    assert verbs() == ["assignments.save_draft", "assignments.submit_task"]


def test_submit_task_when_the_form_is_wrong_then_every_error_is_told_and_nothing_is_written(
    task: Task, clerk: Post
) -> None:
    with pytest.raises(BadForm) as error:
        actions.submit_task(task, actor=clerk, values={"persons": "²", "says": "字" * 5001, "other": "1"})

    assert [e.code for e in error.value.errors] == ["other", "persons", "says"]
    assert (error.value.field, Submission.objects.count(), verbs()) == ("other", 0, [])
    task.refresh_from_db()
    assert task.state == "SIGNED_FOR"


def test_submit_task_when_no_values_are_given_then_the_draft_is_taken(task: Task, clerk: Post) -> None:
    actions.save_draft(task, actor=clerk, values=GIVEN, answer="附说明")

    submission = actions.submit_task(task, actor=clerk)

    assert (submission.answer, Value.objects.filter(submission=submission).count()) == ("附说明", 3)


@pytest.mark.parametrize("state", ["ISSUED", "WITH_HEAD", "SUBMITTED", "ACCEPTED"])
def test_submit_task_when_it_is_not_the_units_turn_then_nothing_is_written(state: str, task: Task, clerk: Post) -> None:
    accepted_on = date(2018, 3, 9) if state == "ACCEPTED" else None
    Task.objects.update(state=state, accepted_on=accepted_on)

    for stale in (task, Task.objects.get(pk=task.pk)):
        with pytest.raises(NotInThisState):
            actions.submit_task(stale, actor=clerk, values=GIVEN)

    assert (Submission.objects.count(), Value.objects.count(), verbs()) == (0, 0, [])


def test_submit_task_when_it_is_on_pause_then_it_waits(task: Task, clerk: Post) -> None:
    Task.objects.update(paused_on=date(2018, 3, 2))

    with pytest.raises(NotInThisState):
        actions.submit_task(task, actor=clerk, values=GIVEN)


def test_submit_task_when_returned_then_the_old_answer_stays_beside_the_new(task: Task, clerk: Post) -> None:
    office = a_post()
    first = actions.submit_task(task, actor=clerk, values=GIVEN)
    actions.return_task(task, actor=office, reason="人数不实", remarks={"persons": "与台账不符", "says": " "})

    second = actions.submit_task(task, actor=clerk, values={**GIVEN, "persons": "15"})

    first.refresh_from_db()
    assert (first.state, first.reason, first.judged_on) == ("RETURNED", "人数不实", clock.today())
    assert [(remark.field.code, remark.reason) for remark in first.remarks.all()] == [("persons", "与台账不符")]
    assert (second.number, second.values.get(field__code="persons").text) == (2, "15")
    assert first.values.get(field__code="persons").text == "12"


def test_submit_task_of_a_large_table_writes_all_its_cells(campaign: Campaign, city: Unit, clerk: Post) -> None:
    directive = a_directive(campaign)
    columns = (ColumnSpec(code="name", label="名称"), ColumnSpec(code="n", label="数", kind="NUMBER"))
    a_form(directive, FieldRow(code="rows", label="表", kind="TABLE", columns=columns))
    task = a_task(directive, city, state="SIGNED_FOR")

    actions.submit_task(task, actor=clerk, values={"rows": [{"name": f"第{i}", "n": str(i)} for i in range(1200)]})

    assert Value.objects.count() == 2400


def test_submit_task_when_the_head_must_sign_then_nobody_else_sees_it_until_signed(
    head_task: Task, clerk: Post, head: Post
) -> None:
    office = a_post()

    submission = actions.submit_task(head_task, actor=clerk, values=GIVEN, answer="附说明")

    assert (head_task.state, submission.state, submission.submitted_on) == ("WITH_HEAD", "WITH_HEAD", None)
    assert Task.objects.get(pk=head_task.pk).answer == ""
    assert not Submission.objects.visible_to(office).exists()
    assert Submission.objects.visible_to(clerk).exists()

    actions.sign_answer(submission, actor=head)

    task = Task.objects.get(pk=head_task.pk)
    assert (task.state, task.answer, task.submitted_on) == ("SUBMITTED", "附说明", clock.today())
    assert (submission.state, submission.approved_by, submission.approved_on) == ("SUBMITTED", head, clock.today())
    assert Submission.objects.visible_to(office).exists()
    assert verbs() == ["assignments.submit_task", "assignments.sign_answer"]


def test_submit_task_with_the_page_the_head_signed_counts_at_once(head_task: Task, clerk: Post) -> None:
    paper = evidence.keep(b"photo", name="审签单.jpg", media_type="image/jpeg")

    submission = actions.submit_task(head_task, actor=clerk, values=GIVEN, way="PAPER", signed_paper=paper)

    assert (head_task.state, submission.signed_paper, submission.approved_on) == ("SUBMITTED", paper, clock.today())


@pytest.mark.parametrize(("is_returned", "state"), [(False, "SIGNED_FOR"), (True, "RETURNED")])
def test_refuse_answer_when_the_head_gives_it_back_then_the_clerk_goes_on_from_where_it_was(
    is_returned: bool, state: str, head_task: Task, clerk: Post, head: Post
) -> None:
    submission = actions.submit_task(head_task, actor=clerk, values=GIVEN)
    if is_returned:
        actions.sign_answer(submission, actor=head)
        actions.return_task(head_task := Task.objects.get(pk=head_task.pk), actor=a_post(), reason="不实")
        submission = actions.submit_task(head_task, actor=clerk, values=GIVEN)

    actions.refuse_answer(submission, actor=head, reason="再核一遍")

    assert Task.objects.get(pk=head_task.pk).state == state
    assert (submission.state, submission.reason) == ("REFUSED_BY_HEAD", "再核一遍")
    assert actions.submit_task(Task.objects.get(pk=head_task.pk), actor=clerk, values=GIVEN).state == "WITH_HEAD"


def test_head_verbs_when_the_answer_does_not_wait_or_belongs_to_another_then_they_do_nothing(
    head_task: Task, clerk: Post, head: Post
) -> None:
    submission = actions.submit_task(head_task, actor=clerk, values=GIVEN)
    stranger = a_post(a_unit("乙市"), role="HEAD")

    for actor in (stranger, clerk, a_post()):
        with pytest.raises(Refused):
            actions.sign_answer(submission, actor=actor)
        with pytest.raises(Refused):
            actions.refuse_answer(submission, actor=actor, reason="不实")
    with pytest.raises(BadValue):
        actions.refuse_answer(submission, actor=head, reason=" ")
    actions.sign_answer(submission, actor=head)
    for verb, given in ((actions.sign_answer, {}), (actions.refuse_answer, {"reason": "不实"})):
        again: Any = verb
        with pytest.raises(NotInThisState):
            again(Submission.objects.get(pk=submission.pk), actor=head, **given)


def test_sign_answer_of_an_older_answer_when_a_newer_waits_is_refused(head_task: Task, clerk: Post, head: Post) -> None:
    old = actions.submit_task(head_task, actor=clerk, values=GIVEN)
    actions.refuse_answer(old, actor=head, reason="再核")
    actions.submit_task(Task.objects.get(pk=head_task.pk), actor=clerk, values=GIVEN)

    with pytest.raises(NotInThisState):
        actions.sign_answer(Submission.objects.get(pk=old.pk), actor=head)


# ---------------------------------------------------------------- drafts
def test_save_draft_when_two_edit_one_version_then_the_second_is_told(task: Task, clerk: Post) -> None:
    first = actions.save_draft(task, actor=clerk, values={"persons": "1"}, version=0)

    with pytest.raises(NotInThisState):
        actions.save_draft(task, actor=clerk, values={"persons": "9"}, version=0)
    second = actions.save_draft(task, actor=clerk, values={"persons": "2"}, version=first.version)
    with pytest.raises(NotInThisState):
        actions.save_draft(task, actor=clerk, values={"persons": "9"}, version=first.version)

    assert (second.version, second.values) == (2, {"persons": "2"})
    assert verbs() == ["assignments.save_draft"] * 2


def test_save_draft_of_a_stranger_or_after_the_answer_is_refused(task: Task, clerk: Post) -> None:
    with pytest.raises(Refused):
        actions.save_draft(task, actor=a_post(a_unit("乙市"), role="CLERK"), values={})
    actions.submit_task(task, actor=clerk, values=GIVEN)
    with pytest.raises(NotInThisState):
        actions.save_draft(task, actor=clerk, values={})


def test_files_when_named_by_a_number_that_is_not_the_units_then_they_are_refused(
    campaign: Campaign, city: Unit, clerk: Post
) -> None:
    directive = a_directive(campaign)
    a_form(directive, FieldRow(code="proof", label="佐证", kind="FILE"))
    task = a_task(directive, city, state="SIGNED_FOR")
    foreign = evidence.keep(b"foreign", name="他人.pdf")
    own = evidence.keep(b"own", name="本单位.pdf")

    for given in ({"proof": str(foreign.pk)}, {"proof": foreign.pk}):
        with pytest.raises(BadForm, match="附件没有上传"):
            actions.submit_task(task, actor=clerk, values=given)
        with pytest.raises(BadForm, match="附件没有上传"):
            actions.save_draft(task, actor=clerk, values=given)
    draft = actions.save_draft(task, actor=clerk, values={"proof": own})
    actions.save_draft(task, actor=clerk, values=draft.values, version=1)
    submission = actions.submit_task(task, actor=clerk)
    actions.return_task(task, actor=a_post(), reason="不清晰")
    again = actions.submit_task(task, actor=clerk, values={"proof": str(own.pk)})

    assert (submission.values.get().file, again.values.get().file) == (own, own)


# ---------------------------------------------------------------- reuse
def test_reuse_answer_when_the_same_was_reported_then_it_is_taken_over(task: Task, clerk: Post, city: Unit) -> None:
    source = actions.submit_task(task, actor=clerk, values=GIVEN)
    other = a_directive(task.campaign, "再报")
    a_form(other, FieldRow(code="staff", label="在编人数", kind="NUMBER", held_key="staff_count"))
    again = a_task(other, city, state="SIGNED_FOR")

    submission = actions.reuse_answer(again, actor=clerk, source=source)

    assert (submission.way, submission.reused_from, submission.values.get().text) == ("REUSED", source, "12")
    assert verbs()[-1] == "assignments.reuse_answer"


def test_reuse_answer_when_it_never_counted_or_belongs_to_another_then_it_is_refused(
    task: Task, clerk: Post, city: Unit
) -> None:
    source = actions.submit_task(task, actor=clerk, values=GIVEN)
    again = a_task(a_directive(task.campaign), city, state="SIGNED_FOR")
    foreign = a_task(a_directive(task.campaign), a_unit("乙市"), state="SIGNED_FOR")

    with pytest.raises(Refused):
        actions.reuse_answer(foreign, actor=a_post(foreign.unit, role="CLERK"), source=source)
    with pytest.raises(Refused):
        actions.reuse_answer(again, actor=a_post(foreign.unit, role="CLERK"), source=source)
    actions.return_task(task, actor=a_post(), reason="不实")
    with pytest.raises(NotInThisState):
        actions.reuse_answer(again, actor=clerk, source=Submission.objects.get(pk=source.pk))


def test_answer_of_a_form_may_come_before_noon_of_utc_and_still_be_today_in_china(task: Task, clerk: Post) -> None:
    with clock.set_to(datetime(2018, 3, 8, 17, tzinfo=UTC)):
        submission = actions.submit_task(task, actor=clerk, values=GIVEN)

    assert submission.submitted_on == date(2018, 3, 9)
