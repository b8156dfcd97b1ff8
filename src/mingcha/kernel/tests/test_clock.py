"""The clock: UTC inside, China outside, no future."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue

LATE = datetime(2018, 8, 31, 16, 30, tzinfo=UTC)


def test_now_is_an_aware_instant_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_today_is_the_date_in_china() -> None:
    with clock.set_to(LATE):
        assert clock.today() == date(2018, 9, 1)


def test_set_to_stands_still_nests_and_ends() -> None:
    with clock.set_to(LATE):
        with clock.set_to(LATE.astimezone(clock.CHINA) + timedelta(days=1)):
            inner = clock.now()
        outer = clock.now()

    assert (inner, outer) == (LATE + timedelta(days=1), LATE)
    assert inner.tzinfo == UTC
    assert clock.now() > LATE


def test_set_to_leaves_other_threads_their_time() -> None:
    seen: list[datetime] = []

    with clock.set_to(LATE):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()

    assert seen[0] > LATE


def test_set_to_an_instant_without_zone_is_refused() -> None:
    with pytest.raises(BadValue), clock.set_to(LATE.replace(tzinfo=None)):
        pass


@pytest.mark.parametrize(
    ("given", "kept"), [(None, date(2018, 9, 1)), (date(2018, 9, 1), date(2018, 9, 1)), (date(2017, 1, 1),) * 2]
)
def test_happened_is_today_or_the_day_given(given: date | None, kept: date) -> None:
    with clock.set_to(LATE):
        assert clock.happened(given) == kept


def test_happened_in_the_future_is_refused_by_field() -> None:
    with clock.set_to(LATE), pytest.raises(BadValue) as refused:
        clock.happened(date(2018, 9, 2), field="met_on")

    assert refused.value.field == "met_on"
    assert str(refused.value) == "日期不能晚于今天（2018-09-01）：2018-09-02"
