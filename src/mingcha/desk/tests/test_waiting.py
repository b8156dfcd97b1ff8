"""The workbench: what waits for a post or a unit, oldest due first."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mingcha.assignments.choices import TaskState
from mingcha.assignments.models import Task
from mingcha.assignments.tests.factories import a_directive, a_task
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.desk import waiting
from mingcha.kernel import clock
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import PASSWORD, a_post, a_unit, an_account
from mingcha.ui.inbox import Tab

pytestmark = pytest.mark.django_db
TODAY = date(2018, 3, 12)
"""A Monday; what was due on Friday the 9th is newly overdue."""


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.set_to(datetime(2018, 3, 12, 9, tzinfo=clock.CHINA)):
        yield


@pytest.fixture
def city() -> Unit:
    return a_unit("甲市")


def due(task: Task, day: date) -> Task:
    Task.objects.filter(pk=task.pk).update(due_on=day)
    return task


def signed_in(post: Post) -> Client:
    client = Client(headers={"Accept-Language": "zh-CN"})
    assert client.login(username=an_account(post).username, password=PASSWORD)
    return client


def counted(post: Post, unit: Unit | None = None) -> dict[str, int]:
    return {str(each.tab): each.count for each in waiting.counts(post, unit)}


def test_tabs_of_a_clerk_hold_the_units_own_tasks_alone(city: Unit) -> None:
    campaign = a_campaign()
    for state in TaskState:
        a_task(a_directive(campaign), city, state=state)
    a_task(a_directive(campaign), a_unit("乙市"))

    assert counted(a_post(city, role="CLERK")) == {
        "TO_SIGN": 1, "TO_REPORT": 1, "TO_JUDGE": 0, "RETURNED": 1, "DUE_TODAY": 0, "NEWLY_OVERDUE": 4,
    }  # fmt: skip


def test_tabs_of_a_head_begin_with_what_waits_for_the_signature(city: Unit) -> None:
    waits = a_task(a_directive(a_campaign()), city, state="WITH_HEAD")
    head = a_post(city, role="HEAD")

    assert "TO_JUDGE" not in counted(head)
    assert [row.pk for row in waiting.page_of(head, Tab.TO_SIGN).rows] == [waits.pk]


def test_tabs_of_the_office_hold_what_it_asked_and_no_unit_reports_for_it(city: Unit) -> None:
    campaign = a_campaign()
    asked = a_directive(campaign)
    a_task(asked, city, state="SUBMITTED")
    handed_on = a_directive(campaign)
    type(handed_on).objects.filter(pk=handed_on.pk).update(handed_on_from=asked.tasks.get(), unit=city)
    handed_on.refresh_from_db()
    a_task(handed_on, a_unit("甲县", level="COUNTY", parent=city), state="SUBMITTED")

    assert counted(a_post()) == {"TO_SIGN": 0, "TO_JUDGE": 1, "RETURNED": 0, "DUE_TODAY": 0, "NEWLY_OVERDUE": 0}
    assert counted(a_post(city, role="CLERK"))["TO_JUDGE"] == 1


def test_who_has_no_list_is_led_to_the_state() -> None:
    assert signed_in(a_post(role="LEADER")).get("/").headers["Location"] == "/progress/"


@pytest.mark.parametrize(
    ("due_on", "tabs"),
    [
        (TODAY, {"DUE_TODAY"}),
        (date(2018, 3, 11), {"NEWLY_OVERDUE"}),
        (date(2018, 3, 9), {"NEWLY_OVERDUE"}),
        (date(2018, 3, 8), set()),
        (date(2018, 3, 13), set()),
    ],
)
def test_due_today_and_newly_overdue_look_at_the_day(city: Unit, due_on: date, tabs: set[str]) -> None:
    due(a_task(a_directive(a_campaign()), city, state="SIGNED_FOR"), due_on)

    found = {tab for tab, count in counted(a_post(city, role="CLERK")).items() if count}

    assert found - {"TO_REPORT"} == tabs


def test_page_is_oldest_due_first_and_turned(city: Unit) -> None:
    campaign = a_campaign()
    tasks = [due(a_task(a_directive(campaign), city), TODAY + timedelta(days=30 - n)) for n in range(26)]
    clerk = a_post(city, role="CLERK")

    first, second = waiting.page_of(clerk, Tab.TO_SIGN), waiting.page_of(clerk, Tab.TO_SIGN, 2)

    assert [row.pk for row in (*first.rows, *second.rows)] == [task.pk for task in reversed(tasks)]
    assert (len(first.rows), first.has_next, second.has_next) == (25, True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_workbench_costs_the_same_with_one_and_with_three(
    city: Unit, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    campaign = a_campaign()
    for _ in range(count):
        a_task(a_directive(campaign), city)
    client = signed_in(a_post(city, role="CLERK"))

    with django_assert_num_queries(6):  # session, account, post, counts, lights and rows of the source
        page = client.get("/").content.decode()

    assert page.count('class="waiting-title"') == count
    assert "待签 <span>" + str(count) in page


def test_workbench_of_a_unit_without_anything_due_says_so(city: Unit) -> None:
    assert "今日无应报事项" in signed_in(a_post(city, role="CLERK")).get("/").content.decode()


def test_list_of_one_unit_is_the_office_view_of_that_unit(city: Unit) -> None:
    campaign = a_campaign()
    a_task(a_directive(campaign), city)
    a_task(a_directive(campaign), a_unit("乙市"))
    office, stranger = signed_in(a_post()), signed_in(a_post(role="AUDITOR"))

    assert counted(a_post(), city)["TO_SIGN"] == 1
    assert office.get(f"/units/{city.code}/waiting/").content.decode().count('class="waiting-title"') == 1
    assert stranger.get(f"/units/{city.code}/waiting/").status_code == 404


@pytest.mark.parametrize("address", ["/?tab=NOTHING", "/?page=-1e99", "/?page=0", "/?tab=TO_SIGN&page=399"])
def test_address_that_says_nonsense_shows_a_page_all_the_same(city: Unit, address: str) -> None:
    assert signed_in(a_post(city, role="CLERK")).get(address).status_code == 200


def test_counting_stops_at_its_limit(city: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MOST", 2)
    campaign = a_campaign()
    for _ in range(3):
        a_task(a_directive(campaign), city)

    to_sign = waiting.counts(a_post(city, role="CLERK"))[0]

    assert (to_sign.count, to_sign.is_more) == (2, True)
