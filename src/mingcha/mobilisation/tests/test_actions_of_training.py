"""Verbs on training: allowed, refused, wrong state, ledger."""

from datetime import date
from typing import Any

import pytest

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.kernel.records import void_row
from mingcha.mobilisation import actions
from mingcha.mobilisation.choices import Coverage
from mingcha.mobilisation.models import TrainingCourse, TrainingSession
from mingcha.mobilisation.rules import CourseRow, SessionRow
from mingcha.mobilisation.tests.factories import DAY, a_course, a_session
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _verbs() -> list[str]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True))


def _stranger() -> Post:
    return a_post(a_unit("乙市"), role="CLERK")


def test_open_course_by_the_own_clerk_is_kept_and_entered() -> None:
    city = a_unit()
    row = CourseRow(name="提升班", audience="市管干部", happened_on=DAY, source_note="第7期")

    course = actions.open_course(city, actor=a_post(city, role="CLERK"), campaign=a_campaign(), row=row)

    course.refresh_from_db()
    kept = (course.unit, course.name, course.audience, course.target_persons, course.coverage, course.is_reconstructed)
    assert kept == (city, "提升班", "市管干部", None, "NOT_REPORTED", True)
    assert _verbs() == ["mobilisation.open_course"]


def test_open_course_refuses_another_units_clerk() -> None:
    with pytest.raises(Refused):
        actions.open_course(a_unit(), actor=_stranger(), campaign=a_campaign(), row=CourseRow(name="班"))

    assert (TrainingCourse.objects.count(), _verbs()) == (0, [])


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (CourseRow(name=" "), "name"),
        (CourseRow(name="服务本领提升班"), "name"),
        (CourseRow(name="班", target_persons=-1), "target_persons"),
        (CourseRow(name="班", happened_on=date(2999, 1, 1)), "happened_on"),
    ],
)
def test_open_course_that_cannot_be_writes_nothing(row: CourseRow, field: str) -> None:
    course = a_course(a_unit(), a_campaign())

    with pytest.raises(BadValue) as caught:
        actions.open_course(course.unit, actor=a_post(), campaign=course.campaign, row=row)

    assert (caught.value.field, TrainingCourse.objects.count(), _verbs()) == (field, 1, [])


def test_hold_session_takes_the_next_number_or_the_given_one() -> None:
    course = a_course(a_unit(), a_campaign())
    rows = (SessionRow(happened_on=DAY, number=6), SessionRow(happened_on=DAY, enrolled=50, attended=48))

    numbers = [actions.hold_session(course, actor=a_post(), row=row).number for row in rows]

    last = TrainingSession.objects.get(number=7)
    kept = (last.unit_id, last.campaign_id, last.happened_on, last.enrolled, last.started, last.attended, last.passed)
    assert numbers == [6, 7]
    assert kept == (course.unit_id, course.campaign_id, DAY, 50, None, 48, None)
    assert _verbs() == ["mobilisation.hold_session"] * 2


def test_hold_session_refuses_a_stranger_and_a_voided_course() -> None:
    course = a_course(a_unit(), a_campaign())

    with pytest.raises(Refused):
        actions.hold_session(course, actor=_stranger(), row=SessionRow())
    void_row(course, reason="误登")
    with pytest.raises(NotInThisState):
        actions.hold_session(course, actor=a_post(), row=SessionRow())

    assert (TrainingSession.objects.count(), _verbs()) == (0, [])


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (SessionRow(number=1), "number"),
        (SessionRow(attended=5, passed=6), "passed"),
        (SessionRow(happened_on=date(2018, 2, 21)), "happened_on"),
        (SessionRow(happened_on=date(2999, 1, 1)), "happened_on"),
    ],
)
def test_hold_session_that_cannot_be_writes_nothing(row: SessionRow, field: str) -> None:
    session = a_session(a_course(a_unit(), a_campaign()))

    with pytest.raises(BadValue) as caught:
        actions.hold_session(session.course, actor=a_post(), row=row)

    assert (caught.value.field, TrainingSession.objects.count(), _verbs()) == (field, 1, [])


def test_report_coverage_counts_and_a_later_report_replaces_the_first() -> None:
    course = a_course(a_unit(), a_campaign(), target_persons=40)
    actor = a_post()

    first = actions.report_coverage(course, actor=actor, covered_persons=30, happened_on=date(2018, 3, 1))
    second = actions.report_coverage(course, actor=actor, covered_persons=40, happened_on=date(2018, 3, 31))

    course.refresh_from_db()
    assert (first, second, course.covered_persons, course.covered_on) == ("PARTIAL", "FULL", 40, date(2018, 3, 31))
    assert _verbs() == ["mobilisation.report_coverage"] * 2


def test_report_coverage_believes_the_unit_where_nothing_is_counted() -> None:
    course = a_course(a_unit(), a_campaign())

    actions.report_coverage(course, actor=a_post(), told=Coverage.FULL, happened_on=DAY)

    assert (course.coverage, course.covered_persons, course.covered_on) == ("FULL", None, DAY)


def test_report_coverage_refuses_a_stranger() -> None:
    course = a_course(a_unit(), a_campaign())

    with pytest.raises(Refused):
        actions.report_coverage(course, actor=_stranger(), told=Coverage.FULL)

    assert (TrainingCourse.objects.get().coverage, _verbs()) == ("NOT_REPORTED", [])


@pytest.mark.parametrize("given", [{"told": Coverage.FULL}, {"covered_persons": 30, "told": Coverage.PARTIAL}])
def test_report_coverage_of_two_at_once_lets_one_win(given: dict[str, Any]) -> None:
    course = a_course(a_unit(), a_campaign())
    actions.report_coverage(course, actor=a_post(), told=Coverage.PARTIAL, happened_on=DAY)
    as_another_saw_it = TrainingCourse.objects.get()
    actions.report_coverage(course, actor=a_post(), happened_on=DAY, **given)

    with pytest.raises(NotInThisState):
        actions.report_coverage(as_another_saw_it, actor=a_post(), covered_persons=40, told=Coverage.PARTIAL)

    assert (TrainingCourse.objects.get().covered_persons, len(_verbs())) == (given.get("covered_persons"), 2)


def test_report_coverage_of_a_voided_course_is_a_wrong_state() -> None:
    course = a_course(a_unit(), a_campaign())
    void_row(course, reason="误登")

    with pytest.raises(NotInThisState):
        actions.report_coverage(course, actor=a_post(), told=Coverage.FULL)

    assert (TrainingCourse.objects.get().coverage, _verbs()) == ("NOT_REPORTED", [])


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"covered_persons": 41},
        {"covered_persons": -1},
        {"covered_persons": 4, "happened_on": date(2018, 2, 21)},
        {"covered_persons": 4, "happened_on": date(2999, 1, 1)},
    ],
)
def test_report_coverage_that_cannot_be_writes_nothing(given: dict[str, Any]) -> None:
    course = a_course(a_unit(), a_campaign(), target_persons=40)

    with pytest.raises(BadValue):
        actions.report_coverage(course, actor=a_post(), **given)

    assert (TrainingCourse.objects.get().coverage, _verbs()) == ("NOT_REPORTED", [])


def test_void_course_takes_its_sessions_along() -> None:
    session = a_session(a_course(a_unit(), a_campaign()))

    actions.void_course(session.course, actor=a_post(), reason="误登")

    assert (TrainingCourse.objects.current().count(), TrainingSession.objects.current().count()) == (0, 0)
    assert _verbs() == ["mobilisation.void_course"]


@pytest.mark.parametrize("verb", ["void_course", "void_session"])
def test_void_refuses_strangers_wants_a_reason_and_happens_once(verb: str) -> None:
    session = a_session(a_course(a_unit(), a_campaign()))
    record = session if verb == "void_session" else session.course
    void: Any = getattr(actions, verb)

    with pytest.raises(Refused) as caught:
        void(record, actor=_stranger(), reason="误登")
    with pytest.raises(BadValue):
        void(record, actor=a_post(), reason=" ")
    void(record, actor=a_post(), reason="误登")
    with pytest.raises(NotInThisState):
        void(record, actor=a_post(), reason="误登")

    assert (caught.value.verb, _verbs()) == (f"mobilisation.{verb}", [f"mobilisation.{verb}"])
