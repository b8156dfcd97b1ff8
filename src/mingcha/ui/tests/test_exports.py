"""Lists as files: the same rows in the same order, all of them, entered in the ledger."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import unquote

import pytest
from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from mingcha.kernel.clock import set_to
from mingcha.kernel.models import LedgerEntry
from mingcha.kernel.workbooks.opening import open_book
from mingcha.ui import exports
from mingcha.ui.tests.factories import some_days, text_of, the_list

pytestmark = pytest.mark.django_db


def content_of(response: HttpResponse) -> bytes:
    streamed = cast("StreamingHttpResponse", response)
    assert streamed.streaming
    return b"".join(cast("Any", streamed.streaming_content))


def rows_in(response: HttpResponse) -> list[list[Any]]:
    return list(open_book(content_of(response)).sheets[0].rows())


def test_export_holds_every_row_beyond_the_page_in_the_order_of_the_list() -> None:
    some_days(60)

    rows = rows_in(the_list("/days/?export=xlsx&sort=-day&page=2"))

    assert rows[0] == ["日期", "年份", "工作日", "说明"]
    assert [row[3] for row in rows[1:]] == [f"调休{number}" for number in range(60, 0, -1)]
    assert rows[1][:3] == [date(2001, 3, 1), "CalendarYear object (2001)", "否"]


def test_export_is_filtered_as_the_list_is() -> None:
    some_days(9)

    assert [row[3] for row in rows_in(the_list("/days/?export=csv&is_working=1&q=调休"))[1:]] == [
        f"调休{number}" for number in (1, 3, 5, 7, 9)
    ]


def test_export_with_an_unreadable_filter_is_refused_as_the_list_is() -> None:
    some_days(3)

    response = the_list("/days/?export=xlsx&day_since=yesterday")

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not response.streaming


def test_export_of_an_unknown_format_is_the_page() -> None:
    some_days(1)

    assert "共 1 条" in text_of(the_list("/days/?export=exe"))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_export_is_named_in_chinese_with_the_day(kind: str) -> None:
    some_days(1)

    with set_to(datetime.fromisoformat("2018-04-09T20:00:00+00:00")):
        response = the_list(f"/days/?export={kind}")

    assert unquote(response.headers["Content-Disposition"]) == f"attachment; filename*=utf-8''工作日历20180410.{kind}"


def test_export_is_entered_with_its_address_and_number_of_rows() -> None:
    some_days(3)

    content_of(the_list("/days/?export=xlsx&is_working=1"))

    entry = LedgerEntry.objects.get(verb="ui.export_list")
    assert (entry.object_kind, entry.rows) == ("kernel.day", 2)
    assert "export=xlsx" in entry.detail.after


def test_export_costs_the_same_statements_with_one_and_with_three_rows() -> None:
    some_days(1)
    content_of(the_list("/days/?export=xlsx"))  # the first entry of a ledger begins it
    with CaptureQueriesContext(connection) as one:
        content_of(the_list("/days/?export=xlsx"))

    some_days(3)
    with CaptureQueriesContext(connection) as three:
        content_of(the_list("/days/?export=xlsx"))

    assert len(one) == len(three)


def test_export_fetches_by_the_handful_and_misses_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "FETCHED", 7)
    some_days(30)

    assert len(rows_in(the_list("/days/?export=xlsx"))) == 31


def test_what_would_be_a_formula_is_text_in_both_formats() -> None:
    some_days(1, note="=1+")

    assert rows_in(the_list("/days/?export=xlsx"))[1][3] == "=1+1"
    assert b",'=1+1" in content_of(the_list("/days/?export=csv"))


def test_list_page_links_to_its_files_with_filters_and_without_page() -> None:
    some_days(30)

    page = text_of(the_list("/days/?is_working=1&page=1"))

    assert 'href="/days/?is_working=1&amp;export=xlsx" download' in page
    assert 'href="/days/?is_working=1&amp;export=csv" download' in page


def test_empty_list_offers_no_file() -> None:
    assert "export=" not in text_of(the_list())


def test_values_of_a_file_are_plain() -> None:
    [day] = some_days(1)
    day.note = datetime.fromisoformat("2018-04-09T20:00:00+00:00")  # type: ignore[assignment]

    with translation.override("zh-hans"):
        assert exports.plain_value(day, "is_working") == "是"
        assert exports.plain_value(day, "note") == datetime.fromisoformat("2018-04-10T04:00:00")
