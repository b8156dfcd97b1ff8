"""Background work: part of the act's transaction, tried again, given up on, taken over from a dead worker."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from time import sleep

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from mingcha.kernel import clock, jobs, schedule
from mingcha.kernel.errors import NotInThisState, NotThere
from mingcha.kernel.jobs import Progress
from mingcha.kernel.models import JobSchedule, NumberSeries

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # 12:00 in China
NOTE, FAIL, REFUSE = "kernel.tests.note", "kernel.tests.fail", "kernel.tests.refuse"


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.set_to(NOON):
        yield


def noted() -> list[str]:
    return list(NumberSeries.objects.order_by("pk").values_list("series", flat=True))


def state_of(job: str) -> tuple[str, int]:
    row = DBTaskResult.objects.get(pk=job)
    return row.status, len(row.worker_ids)


def run_later(minutes: int) -> bool:
    with clock.set_to(NOON + timedelta(minutes=minutes)):
        return jobs.run_next()


def test_enqueued_task_when_run_is_done_once() -> None:
    job = jobs.enqueue(NOTE, series="a")

    assert [jobs.run_all(), jobs.run_all()] == [1, 0]
    assert noted() == ["a"]
    assert state_of(job) == ("SUCCESSFUL", 1)


def test_task_enqueued_in_a_transaction_that_fails_never_was() -> None:
    with suppress(ZeroDivisionError), transaction.atomic():
        jobs.enqueue(NOTE, series="a")
        raise ZeroDivisionError

    assert (jobs.run_all(), noted()) == (0, [])


def test_task_for_later_waits_until_then() -> None:
    jobs.enqueue(NOTE, series="a", after=NOON + timedelta(minutes=10))

    assert [run_later(9), run_later(10)] == [False, True]


def test_task_enqueued_once_is_not_enqueued_again_unless_it_would_run_earlier() -> None:
    later = NOON + timedelta(hours=1)
    for after in (later, later + timedelta(hours=1), None, None, later):
        jobs.enqueue_once(FAIL, after=after)

    assert sorted(DBTaskResult.objects.values_list("run_after", flat=True))[0] == later
    assert DBTaskResult.objects.count() == 2


def test_unknown_name_is_refused_where_it_is_enqueued() -> None:
    with pytest.raises(ImportError):
        jobs.enqueue("kernel.tests.nothing")


def test_idle_worker_reads_once_and_takes_no_lock(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert not jobs.run_next()


def test_failing_task_is_tried_again_later_each_time_and_then_given_up() -> None:
    job = jobs.enqueue(FAIL)
    minutes = [0, 1, 1 + 5, 1 + 5 + 25, 1 + 5 + 25 + 125]

    tried = [(run_later(minute - 1) if minute else False, run_later(minute), state_of(job)) for minute in minutes]

    assert [early for early, _, _ in tried] == [False] * 5
    assert [on_time for _, on_time, _ in tried] == [True] * 5
    assert [state for _, _, state in tried] == [("READY", n) for n in (1, 2, 3, 4)] + [("FAILED", 5)]
    assert [row.exception_class_path for row in jobs.failed()] == ["OSError: away"]
    assert [jobs.name_of(row) for row in jobs.failed()] == [FAIL]


def test_error_meant_for_a_reader_is_not_tried_again() -> None:
    job = jobs.enqueue(REFUSE)

    jobs.run_all()

    assert state_of(job) == ("FAILED", 1)
    assert jobs.progress_of(job) == Progress("FAILED", error="BadValue: never")


def test_given_up_task_when_retried_runs_again_and_only_then() -> None:
    job = jobs.enqueue(REFUSE)
    jobs.run_all()

    jobs.retry(job)

    assert state_of(job) == ("READY", 0)
    assert jobs.run_next()
    with pytest.raises(NotInThisState):
        jobs.retry(jobs.enqueue(NOTE, series="a"))


def test_task_of_a_dead_worker_is_taken_over_when_its_lease_has_run_out() -> None:
    job = jobs.enqueue("kernel.tests.count_to_three")
    with pytest.raises(KeyboardInterrupt):
        jobs.run_next()

    assert jobs.progress_of(job) == Progress("RUNNING", 2, 3)
    assert not run_later(15)
    with pytest.raises(KeyboardInterrupt):
        run_later(16)
    assert state_of(job) == ("RUNNING", 2)


def test_task_that_kills_every_worker_is_given_up() -> None:
    job = jobs.enqueue("kernel.tests.count_to_three")
    for turn in range(jobs.MOST_TRIES):
        with pytest.raises(KeyboardInterrupt):
            run_later(20 * turn)

    assert not run_later(200)
    assert state_of(job) == ("FAILED", 5)


def test_progress_of_nothing_is_not_there_and_report_outside_a_task_says_nothing() -> None:
    jobs.report(1, 2)

    with pytest.raises(NotThere):
        jobs.progress_of("00000000-0000-0000-0000-000000000000")


@pytest.mark.parametrize(
    ("made", "now", "latest"),
    [
        (schedule.Schedule("x", at=time(8)), NOON, datetime(2026, 3, 2, 0, 0, tzinfo=UTC)),
        (schedule.Schedule("x", at=time(13)), NOON, datetime(2026, 3, 1, 5, 0, tzinfo=UTC)),
        (schedule.Schedule("x", minutes=5), NOON + timedelta(minutes=7), NOON + timedelta(minutes=5)),
    ],
)
def test_schedule_knows_when_it_was_due_last(made: schedule.Schedule, now: datetime, latest: datetime) -> None:
    assert made.latest(now) == latest


@pytest.fixture
def every_five_minutes() -> Iterator[None]:
    schedule.every(NOTE, minutes=5)
    yield
    schedule.forget(NOTE)


@pytest.mark.usefixtures("every_five_minutes")
def test_schedule_waits_for_its_next_time_and_is_enqueued_once() -> None:
    counts = []
    for minute in (1, 4, 5, 6, 31):
        with clock.set_to(NOON + timedelta(minutes=minute)):
            schedule.run_due()
            counts.append(DBTaskResult.objects.filter(task_path__endswith=".note").count())

    assert counts == [0, 0, 1, 1, 2]
    assert JobSchedule.objects.get(name=NOTE).last_at == NOON + timedelta(minutes=31)


def test_done_tasks_are_forgotten_after_a_week_failed_ones_are_not() -> None:
    jobs.enqueue(NOTE, series="a")
    jobs.enqueue(REFUSE)
    jobs.run_all()

    with clock.set_to(NOON + timedelta(days=8)):
        assert schedule.forget_finished() == 1
    assert [row.status for row in DBTaskResult.objects.all()] == ["FAILED"]


@pytest.mark.django_db(transaction=True)
def test_worker_thread_runs_what_comes_and_survives_a_failure() -> None:
    jobs.enqueue(REFUSE)
    jobs.enqueue(NOTE, series="a")
    stop = schedule.start_thread()
    for _ in range(200):
        if noted():
            break
        sleep(0.05)
    stop.set()
    for thread in threading.enumerate():
        if thread.name == "mingcha-worker":
            thread.join(10)

    assert noted() == ["a"]
