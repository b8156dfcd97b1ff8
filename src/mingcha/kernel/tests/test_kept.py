"""Statements kept compiled."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from mingcha.kernel.kept import Statement
from mingcha.kernel.models import CalendarDay
from mingcha.kernel.workdays import load_year

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def test_statement_when_run_again_sees_what_is_there_now(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    rows = CalendarDay.objects.filter(day__gte=date(2018, 12, 30)).order_by("day")
    statement = Statement.of(rows.values_list("day", "is_working"))
    before = statement.rows()
    load_year(2018, source="国办发明电〔2017〕12号")

    with django_assert_num_queries(1):
        after = statement.rows()

    assert before == []
    assert after == [(date(2018, 12, 30), False), (date(2018, 12, 31), False)]
