"""Reference numbers: taken once, none missing without a reason."""

import threading

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from mingcha.kernel import clock, numbering
from mingcha.kernel.errors import BadValue, NotInThisState, NotThere
from mingcha.kernel.models import CalendarYear, NumberSeries, NumberTaken

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def take(count: int = 1) -> list[int]:
    return [numbering.take("线索", year=2018, on=None) for _ in range(count)]


@transaction.atomic
def take_and_fail() -> None:
    take()
    raise ZeroDivisionError


def test_take_counts_from_one_in_each_series_and_year() -> None:
    taken = [
        numbering.take(series, year=year, on=None)
        for series, year in [("线索", 2018), ("线索", 2018), ("线索", 2019), ("发文", 2018)]
    ]

    assert taken == [1, 2, 1, 1]


def test_take_keeps_what_the_number_is_for() -> None:
    year = CalendarYear.objects.create(year=2018, source="通知")
    numbering.take("a", year=2018, on=year)
    numbering.take("a", year=2018, on=CalendarYear())

    kept = NumberTaken.objects.order_by("number").values_list("object_kind", "object_id")
    assert list(kept) == [("kernel.calendaryear", 2018), ("kernel.calendaryear", None)]


def test_take_runs_three_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    take()

    with django_assert_num_queries(3):
        take()


@pytest.mark.django_db(transaction=True)
def test_take_outside_a_transaction_is_a_fault() -> None:
    with pytest.raises(RuntimeError):
        take()


@pytest.mark.django_db(transaction=True)
def test_number_is_given_again_when_its_transaction_failed() -> None:
    with pytest.raises(ZeroDivisionError):
        take_and_fail()

    with transaction.atomic():
        assert take() == [1]
    assert numbering.gaps("线索", 2018) == []


@pytest.mark.django_db(transaction=True)
def test_take_by_four_threads_at_once_gives_no_number_twice() -> None:
    taken: list[int] = []

    def work() -> None:
        for _ in range(10):
            with transaction.atomic():
                taken.extend(take())
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == list(range(1, 41))
    assert numbering.gaps("线索", 2018) == []


def test_void_keeps_the_number_with_its_reason() -> None:
    take(2)

    numbering.void("线索", 2018, 1, reason=" 重复登记 ")

    kept = NumberTaken.objects.get(number=1)
    assert kept.void_reason == "重复登记"
    assert kept.voided_at is not None
    assert kept.voided_at <= clock.now()
    assert take() == [3]
    assert numbering.gaps("线索", 2018) == []


@pytest.mark.parametrize("reason", ["", " ", "长" * 201])
def test_void_without_a_fitting_reason_is_refused(reason: str) -> None:
    take()

    with pytest.raises(BadValue) as refused:
        numbering.void("线索", 2018, 1, reason=reason)

    assert refused.value.field == "reason"
    assert NumberTaken.objects.get().voided_at is None


def test_void_twice_is_refused() -> None:
    take()
    numbering.void("线索", 2018, 1, reason="重复登记")

    with pytest.raises(NotInThisState):
        numbering.void("线索", 2018, 1, reason="另一原因")

    assert NumberTaken.objects.get().void_reason == "重复登记"


def test_void_of_a_number_nobody_took_is_not_there() -> None:
    with pytest.raises(NotThere, match="线索〔2018〕9号"):
        numbering.void("线索", 2018, 9, reason="x")


def test_gaps_name_the_numbers_whose_rows_were_deleted() -> None:
    take(5)
    NumberTaken.objects.filter(number__in=(2, 5)).delete()

    assert numbering.gaps("线索", 2018) == [2, 5]
    assert numbering.gaps("线索", 2017) == []
    assert NumberSeries.objects.get().last == 5


def test_reference_is_written_as_documents_do() -> None:
    assert numbering.reference("线索", 2018, 17) == "线索〔2018〕17号"
