"""Reserved numbers, explained gaps, skipped numbers, and the count of a series."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from mingcha.kernel import clock, numbering
from mingcha.kernel.errors import BadValue, NotInThisState, NotThere
from mingcha.kernel.models import CalendarYear, NumberSeries, NumberState, NumberTaken

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
UNTIL = date(2018, 4, 30)
IN_APRIL, IN_MAY = datetime(2018, 4, 9, 4, tzinfo=UTC), datetime(2018, 5, 1, 4, tzinfo=UTC)


def reserve(count: int = 1) -> list[int]:
    with clock.set_to(IN_APRIL):
        return numbering.reserve("督办", year=2018, reason="省委督查件", until=UNTIL, count=count)


def row(number: int) -> NumberTaken:
    return NumberTaken.objects.get(series="督办", year=2018, number=number)


def test_take_several_gives_consecutive_numbers_each_for_its_record(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    numbering.take("督办", year=2018, on=None)

    with django_assert_num_queries(3):
        taken = numbering.take_several("督办", year=2018, on=[("a.b", 7), ("a.b", 8)])

    assert taken == [2, 3]
    assert (row(3).object_kind, row(3).object_id) == ("a.b", 8)


def test_reserve_keeps_the_next_numbers_with_purpose_and_day() -> None:
    assert reserve(2) == [1, 2]
    assert numbering.take("督办", year=2018, on=None) == 3
    assert (row(2).state, row(2).reason, row(2).reserved_until) == (NumberState.RESERVED, "省委督查件", UNTIL)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "长" * 201}, "reason"),
        ({"until": date(2018, 4, 8)}, "until"),
        ({"count": 0}, "count"),
        ({"count": 1001}, "count"),
    ],
)
def test_reserve_of_what_cannot_be_right_is_refused(given: dict[str, object], field: str) -> None:
    plain: dict[str, object] = {"reason": "急件", "until": UNTIL, "count": 1}

    with clock.set_to(IN_APRIL), pytest.raises(BadValue) as refused:
        numbering.reserve("督办", year=2018, **(plain | given))  # type: ignore[arg-type]

    assert refused.value.field == field
    assert not NumberSeries.objects.exists()


def test_fill_uses_a_reserved_number_for_its_record() -> None:
    reserve()
    year = CalendarYear.objects.create(year=2018, source="通知")

    with clock.set_to(IN_APRIL):
        numbering.fill("督办", 2018, 1, on=year)

    assert (row(1).state, row(1).object_id, row(1).reason) == (NumberState.USED, 2018, "省委督查件")


def test_fill_after_its_day_says_what_to_do() -> None:
    reserve()

    with clock.set_to(IN_MAY), pytest.raises(BadValue, match="督办〔2018〕1号的预留已到期") as refused:
        numbering.fill("督办", 2018, 1, on=None)

    assert refused.value.field == "number"
    assert row(1).state == NumberState.RESERVED


def test_fill_of_a_number_that_is_used_voided_or_unknown_is_refused() -> None:
    numbering.take("督办", year=2018, on=None)
    reserve()
    numbering.void("督办", 2018, 2, reason="不再发文")

    with clock.set_to(IN_APRIL):
        for number in (1, 2):
            with pytest.raises(NotInThisState):
                numbering.fill("督办", 2018, number, on=None)
        with pytest.raises(NotThere):
            numbering.fill("督办", 2018, 3, on=None)


def test_reservation_that_ran_out_is_a_gap_until_it_is_voided() -> None:
    reserve()

    with clock.set_to(IN_APRIL):
        assert numbering.gaps("督办", 2018) == []
    with clock.set_to(IN_MAY):
        assert numbering.gaps("督办", 2018) == [1]
        numbering.void("督办", 2018, 1, reason="来件撤销")
        assert numbering.gaps("督办", 2018) == []


def test_explain_gap_gives_a_missing_number_its_reason() -> None:
    numbering.take_several("督办", year=2018, on=[None] * 3)
    NumberTaken.objects.filter(number=2).delete()

    numbering.explain_gap("督办", 2018, 2, reason="系统迁移时遗失")

    assert numbering.gaps("督办", 2018) == []
    assert (row(2).state, row(2).reason) == (NumberState.GAP, "系统迁移时遗失")
    with pytest.raises(NotInThisState):
        numbering.void("督办", 2018, 2, reason="x")


def test_explain_gap_of_a_number_that_is_not_missing_is_refused() -> None:
    numbering.take("督办", year=2018, on=None)

    with pytest.raises(NotInThisState):
        numbering.explain_gap("督办", 2018, 1, reason="x")
    for number in (0, 2):
        with pytest.raises(NotThere):
            numbering.explain_gap("督办", 2018, number, reason="x")


def test_skip_explains_all_numbers_up_to_one() -> None:
    numbering.take("督办", year=2018, on=None)

    assert numbering.skip("督办", year=2018, to=4, reason="此前为纸质编号") == [2, 3, 4]
    assert numbering.take("督办", year=2018, on=None) == 5
    assert numbering.gaps("督办", 2018) == []


@pytest.mark.parametrize(("to", "field"), [(1, "to"), (1002, "count")])
def test_skip_backwards_or_too_far_is_refused(to: int, field: str) -> None:
    numbering.take("督办", year=2018, on=None)

    with pytest.raises(BadValue) as refused:
        numbering.skip("督办", year=2018, to=to, reason="纸质编号")

    assert refused.value.field == field
    assert NumberSeries.objects.get().last == 1


def test_series_counts_tell_used_reserved_voided_and_gaps_apart(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    numbering.take_several("督办", year=2018, on=[None] * 3)
    numbering.void("督办", 2018, 1, reason="重复")
    NumberTaken.objects.filter(number=2).delete()
    reserve(2)
    numbering.skip("督办", year=2018, to=7, reason="纸质编号")
    numbering.take("线索", year=2017, on=None)
    NumberSeries.objects.create(series="空", year=2018, last=1)

    with clock.set_to(IN_APRIL), django_assert_num_queries(2):
        counts = numbering.series_counts()
    with clock.set_to(IN_MAY):
        later = numbering.series_counts()

    assert counts[0] == numbering.SeriesCount(
        "督办", 2018, last=7, used=1, reserved=2, voided=1, explained=2, unexplained=1
    )
    assert [(c.series, c.unexplained) for c in counts] == [("督办", 1), ("空", 1), ("线索", 0)]
    assert (later[0].reserved, later[0].unexplained) == (0, 3)
    assert [taken.number for taken in numbering.numbers_of("督办", 2018)] == [7, 6, 5, 4, 3, 1]


@pytest.mark.parametrize("given", [{"state": "RESERVED", "reason": "x"}, {"state": "GAP"}])
def test_database_keeps_no_reservation_without_a_day_and_no_gap_without_a_reason(given: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        NumberTaken.objects.create(series="督办", year=2018, number=1, **given)


@pytest.mark.django_db(transaction=True)
def test_reserved_number_filled_by_four_threads_at_once_goes_to_one() -> None:
    NumberSeries.objects.create(series="督办", year=2018, last=1)
    NumberTaken.objects.create(
        series="督办", year=2018, number=1, state="RESERVED", reason="急件", reserved_until=date(2999, 1, 1)
    )
    won: list[int] = []

    def work(mine: int) -> None:
        try:
            with transaction.atomic():
                numbering.fill("督办", 2018, 1, on=("a.b", mine))
            won.append(mine)
        except NotInThisState:
            pass
        connection.close()

    threads = [threading.Thread(target=work, args=(mine,)) for mine in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert won == [row(1).object_id]
