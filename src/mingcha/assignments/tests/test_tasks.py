"""The daily reminder, as the worker runs it."""

from datetime import timedelta

import pytest

from mingcha.assignments.models import Chase
from mingcha.assignments.tests.chasing_world import NOON, a_chased_world
from mingcha.kernel import clock, jobs, schedule
from mingcha.notices.models import Notice

pytestmark = pytest.mark.django_db


def test_units_are_reminded_once_a_day_at_half_past_eight() -> None:
    a_chased_world(2)
    morning = NOON.replace(hour=8, minute=29)
    sent = []
    for at in (morning, *(morning + timedelta(minutes=n) for n in (2, 4)), *(morning + timedelta(days=1, minutes=2),)):
        with clock.set_to(at):
            schedule.run_due()
            jobs.run_all()
            sent.append(Notice.objects.filter(wording="daily-digest").count())

    assert sent == [0, 2, 2, 4]
    assert Chase.objects.filter(channel="DIGEST").count() == 4


def test_a_second_run_on_the_same_day_sends_nothing() -> None:
    a_chased_world(1)
    with clock.set_to(NOON):
        for _ in range(2):
            jobs.enqueue("assignments.remind_units")
            jobs.run_all()

    assert Notice.objects.count() == 1
