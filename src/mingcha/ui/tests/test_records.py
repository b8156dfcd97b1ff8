"""The registry of record kinds and the menu made from it."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db.models import Value
from django.test import RequestFactory
from django.urls import ResolverMatch
from django.utils import translation

from mingcha.kernel.models import CalendarDay, LedgerEntry, Outcome
from mingcha.ui import navigation, records
from mingcha.ui.records import RecordKind
from mingcha.ui.tests.factories import DAY, some_days


@pytest.fixture
def day() -> Iterator[RecordKind]:
    """The kind of calendar days, registered for one test."""
    records.register(DAY)
    yield DAY
    records.unregister(DAY.key)


def test_kind_gives_the_names_of_its_pages() -> None:
    kind = RecordKind("plans.review_round", CalendarDay, "审核轮次", headline="note")

    assert kind.app == "plans"
    assert kind.list_url_name == "plans:review_round_list"
    assert kind.detail_url_name == "plans:review_round_detail"


def test_register_refuses_a_key_or_table_twice(day: RecordKind) -> None:
    with pytest.raises(ValueError, match="already registered"):
        records.register(RecordKind("kernel.other", CalendarDay, "又一个", headline="note"))
    with pytest.raises(ValueError, match="already registered"):
        records.register(RecordKind(day.key, LedgerEntry, "又一个", headline="verb"))


def test_kinds_are_found_by_key_and_by_table(day: RecordKind) -> None:
    assert records.kind_by_key("kernel.day") is day
    assert records.kind_of(CalendarDay) is day
    assert records.kind_of(LedgerEntry) is None
    assert day in records.all_kinds()


def test_link_to_a_record_without_a_kind_is_empty() -> None:
    assert records.url_of(CalendarDay(pk=1)) == ""


def test_link_leads_where_a_face_says(day: RecordKind) -> None:
    records.lead_to(day.key, lambda row: f"/day/{row.day}")

    assert records.url_of(CalendarDay(day=date(2018, 4, 9))) == "/day/2018-04-09"


@pytest.mark.django_db
def test_headline_is_a_column_an_expression_or_the_label_of_a_choice() -> None:
    row = some_days(1)[0]
    LedgerEntry.objects.create(sequence=1, at="2018-04-09T00:00Z", verb="x.y", outcome=Outcome.REFUSED, hash="0")
    entry = LedgerEntry.objects.get()

    assert DAY.headline_of(row) == "调休1"
    assert RecordKind("kernel.x", CalendarDay, "", headline=Value("甲")).headline_of(row) == "甲"
    assert RecordKind("kernel.entry", LedgerEntry, "", headline="outcome").headline_of(entry) == "拒绝"


def test_kind_without_unit_or_date_column_is_on_no_unit_page() -> None:
    assert not DAY.is_about_units
    assert RecordKind("kernel.x", CalendarDay, "", headline="note", unit_field="year").is_about_units


def test_menu_leaves_out_kinds_without_a_list_page(day: RecordKind) -> None:
    shown = navigation.groups("desk:home", [day.key, "orgs.unit"])

    assert [entry.label for group in shown for entry in group.entries] == ["单位"]


def test_menu_marks_where_the_reader_is() -> None:
    shown = navigation.groups("orgs:unit_detail", ["plans.round", "orgs.unit"])

    assert [entry.label for group in shown for entry in group.entries if entry.is_current] == ["单位"]
    assert [group.label for group in shown if group.is_current] == ["单位"]


def test_menu_is_written_for_each_page_and_language() -> None:
    request = RequestFactory().get("/orgs/units/")
    request.resolver_match = ResolverMatch(lambda: None, (), {}, url_name="unit_detail", namespaces=["orgs"])
    here, elsewhere = navigation.menu(request), navigation.menu(RequestFactory().get("/"))

    with translation.override("en"):
        english = navigation.menu(request)

    assert ('aria-current="page">单位</a>' in here, 'aria-current="page"' in elsewhere) == (True, False)
    assert ">Responsibilities</a>" in english
