"""List pages: filter, sort, page, empty, partial, and a constant number of statements."""

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from mingcha.kernel.models import CalendarYear
from mingcha.ui import lists
from mingcha.ui.filters import filterset_for
from mingcha.ui.tests.factories import notes_in, some_days, text_of, the_list

pytestmark = pytest.mark.django_db


def test_list_costs_the_same_statements_with_one_and_with_three_rows(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    some_days(1)
    with django_assert_num_queries(3):  # choices of years, count, rows
        the_list()

    some_days(3)
    with django_assert_num_queries(3):
        response = the_list()

    assert notes_in(response) == ["调休1", "调休1", "调休2", "调休3"]


def test_list_shows_values_as_the_office_writes_them() -> None:
    some_days(2, note="")

    with translation.override("zh-hans"):
        page = text_of(the_list())

    assert "2001年1月1日" in page
    assert ">是</td>" in page
    assert ">否</td>" in page
    assert "共 2 条" in page


def test_list_pages_at_25_rows_and_keeps_the_sort() -> None:
    some_days(30)

    first, second = the_list("/days/?sort=-day"), the_list("/days/?sort=-day&page=2")

    assert notes_in(first) == [f"调休{number}" for number in range(30, 5, -1)]
    assert notes_in(second) == [f"调休{number}" for number in range(5, 0, -1)]
    assert 'href="/days/?sort=-day&amp;page=2"' in text_of(first)


def test_list_asked_for_a_page_or_sort_that_is_none_shows_what_there_is() -> None:
    some_days(3)

    assert notes_in(the_list("/days/?page=99")) == ["调休1", "调休2", "调休3"]
    assert notes_in(the_list("/days/?page=x&sort=nothing")) == ["调休1", "调休2", "调休3"]


@pytest.mark.parametrize(
    ("address", "notes"),
    [
        ("/days/?is_working=1", ["调休1", "调休3"]),
        ("/days/?day_since=2001-01-02&day_until=2001-01-02", ["调休2"]),
        ("/days/?note=2", ["调休2"]),
        ("/days/?q=调休+3", ["调休3"]),
        ("/days/?q=调休+3+4", []),
    ],
)
def test_list_filters_by_its_address(address: str, notes: list[str]) -> None:
    some_days(3)

    assert notes_in(the_list(address)) == notes


def test_list_with_an_unreadable_date_says_so_and_shows_no_rows() -> None:
    some_days(3)

    response = the_list("/days/?day_since=yesterday")

    assert response.status_code == 422
    assert notes_in(response) == []
    assert 'role="alert">日期 起：' in text_of(response)


def test_list_offers_only_choices_that_stand_behind_its_rows() -> None:
    kept, gone = some_days(1)[0], some_days(1)[0]
    gone.delete()

    page = text_of(the_list())

    assert f'<option value="{kept.year_id}"' in page
    assert f'<option value="{gone.year_id}"' not in page


def test_empty_list_tells_no_records_from_no_match() -> None:
    assert "还没有记录" in text_of(the_list())

    some_days(1)
    page = text_of(the_list("/days/?q=没有"))

    assert "没有符合筛选条件的记录" in page
    assert '<a class="btn btn-primary" href="/days/">' in page


def test_list_gives_htmx_the_rows_alone() -> None:
    some_days(1)

    partial = the_list("/days/?q=1", **{"HX-Request": "true"})
    restored = the_list("/days/?q=1", **{"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert notes_in(partial) == ["调休1"]
    assert "<html" not in text_of(partial)
    assert "<html" in text_of(restored)
    assert "HX-Request" in partial.headers["Vary"]


def test_list_works_without_script() -> None:
    page = text_of(the_list())

    assert '<form class="card card-body filters d-print-none" method="get" action="/days/"' in page
    assert '<button class="btn btn-primary" type="submit">' in page


def test_sorting_by_a_column_ends_in_the_key(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    some_days(2)

    with django_assert_num_queries(3) as asked:
        the_list("/days/?sort=is_working")

    assert isinstance(asked, CaptureQueriesContext)
    assert 'ORDER BY "kernel_calendarday"."is_working" ASC, "kernel_calendarday"."id" ASC' in asked[-1]["sql"]


@pytest.mark.parametrize("value", ["-1e999999", "1e999999", "1.5", "99999999999"])
def test_number_beyond_bounds_is_refused_at_once(value: str) -> None:
    chosen = filterset_for(CalendarYear, ["year"])({"year": value}, queryset=CalendarYear.objects.all())

    assert chosen.is_valid() is False
    assert list(chosen.errors) == ["year"]


@pytest.mark.parametrize("size", ["-1", "0", "1000000"])
def test_reader_does_not_say_how_long_a_page_is(size: str) -> None:
    some_days(30)

    response = the_list(f"/days/?per_page={size}")

    assert response.status_code == 200
    assert len(notes_in(response)) == 25


def test_search_looks_for_ten_words_and_leaves_out_the_rest() -> None:
    some_days(2)

    assert len(notes_in(the_list("/days/?q=" + "调+" * 10 + "缺"))) == 2
    assert notes_in(the_list("/days/?q=" + "调+" * 9 + "缺")) == []


def test_counting_stops_at_its_limit_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST_ROWS", 30)
    some_days(40)

    with translation.override("zh-hans"):
        page, last = text_of(the_list()), the_list("/days/?page=99")

    assert "超过 30 条" in page
    assert len(notes_in(last)) == 5


def test_cell_is_escaped() -> None:
    some_days(1, note="<b>&")

    page = text_of(the_list())

    assert "&lt;b&gt;&amp;1</td>" in page
    assert "<b>&1" not in page


def test_page_of_a_long_list_shows_the_rows_a_short_one_would(monkeypatch: pytest.MonkeyPatch) -> None:
    some_days(60)
    short = notes_in(the_list("/days/?sort=-day&page=2"))
    monkeypatch.setattr(lists, "LONG", 1)

    long = notes_in(the_list("/days/?sort=-day&page=2"))

    assert long == short == [f"调休{number}" for number in range(35, 10, -1)]
