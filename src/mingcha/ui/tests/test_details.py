"""Pages of one record, and how values are written."""

from datetime import UTC, date, datetime

import pytest
from django.forms import CharField, CheckboxInput, ChoiceField, Form, RadioSelect
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from mingcha.kernel.models import CalendarDay, CalendarYear, LedgerEntry, Outcome
from mingcha.ui import columns, details, values
from mingcha.ui.templatetags import ui
from mingcha.ui.tests.factories import DAY, a_request, some_days, text_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "—"),
        ("", "—"),
        (0, "0"),
        (True, "是"),
        (False, "否"),
        (date(2018, 4, 9), "2018年4月9日"),
        (datetime(2018, 4, 8, 16, 5, tzinfo=UTC), "2018年4月9日 00:05"),
        ("<b>", "<b>"),
    ],
)
def test_value_is_written_as_the_office_writes_it(value: object, text: str) -> None:
    with translation.override("zh-hans"):
        assert values.shown(value) == text


def test_date_is_written_in_english_on_english_pages() -> None:
    with translation.override("en"):
        assert values.shown(date(2018, 4, 9)) == "9 April 2018"


def test_value_of_a_choice_is_its_label_and_of_an_empty_link_none() -> None:
    entry = LedgerEntry(outcome=Outcome.REFUSED)

    assert values.value_at(entry, "outcome") == "拒绝"
    assert values.value_at(entry, "verb") == ""
    assert values.value_at(CalendarDay(year=CalendarYear(year=2018, source="国办通知")), "year__source") == "国办通知"


def test_path_that_is_no_column_is_its_own_label() -> None:
    assert columns.label_of(CalendarDay, "year__source") == "依据文件"
    assert columns.label_of(CalendarDay, "weekday") == "weekday"


def test_foreign_keys_name_what_a_list_must_fetch_along() -> None:
    assert columns.foreign_keys(CalendarDay, ["day", "year", "year__source"]) == ["year", "year"]


@pytest.mark.django_db
def test_detail_shows_labels_values_links_and_related(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    row = some_days(2)[0]
    siblings = details.Related("同年各日", CalendarDay.objects.order_by("day"), ["day", "note"])
    none = details.Related("没有的", CalendarDay.objects.filter(note="x"), ["day"])

    with django_assert_num_queries(3), translation.override("zh-hans"):  # headline, two related
        response = details.record_detail(
            a_request(),
            row,
            kind=DAY,
            fields=["day", "note", ("星期", "<一>")],
            related=[siblings, none],
            links=[details.Link("更正", "/days/1/correct")],
        )

    page = text_of(response)
    assert '<h1 class="page-title">调休1</h1>' in page
    assert "<dt>日期</dt><dd>2001年1月1日</dd>" in page
    assert "<dt>星期</dt><dd>&lt;一&gt;</dd>" in page
    assert '<a class="btn btn-primary" href="/days/1/correct">更正</a>' in page
    assert page.count('data-label="说明"') == 2
    assert page.index("没有的") < page.index("还没有记录")


@pytest.mark.django_db
def test_title_that_is_a_label_is_translated() -> None:
    row = some_days(1)[0]
    CalendarDay.objects.update(note="拒绝")

    with translation.override("en"):
        response = details.record_detail(a_request(), row, kind=DAY, fields=[])

    assert '<h1 class="page-title">Refused</h1>' in text_of(response)


class _Form(Form):
    name = CharField()
    way = ChoiceField(choices=[("a", "甲")])
    agreed = CharField(widget=CheckboxInput)
    verdict = ChoiceField(choices=[("a", "甲")], widget=RadioSelect)


def test_control_gives_widgets_the_look_and_marks_what_is_wrong() -> None:
    form, checked = _Form(), _Form({"name": ""})

    assert 'class="form-control"' in ui.control(form["name"])
    assert 'class="form-select"' in ui.control(form["way"])
    assert 'class="form-check-input"' in ui.control(form["agreed"])
    assert "form-control" not in ui.control(form["verdict"])
    assert 'class="form-control is-invalid"' in ui.control(checked["name"])


def test_translated_leaves_an_empty_label_empty() -> None:
    assert ui.translated("") == ""
    assert ui.translated("没有译文的话") == "没有译文的话"
