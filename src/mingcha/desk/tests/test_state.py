"""The state of a campaign, the ledger page and the page of measures."""

from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mingcha.assignments import actions as assignments
from mingcha.assignments.models import Task
from mingcha.campaigns.choices import ParticipantKind
from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign, a_participation
from mingcha.desk.queries import address_of_unit
from mingcha.desk.state import campaign_state, missing
from mingcha.figures import registry
from mingcha.kernel import ledger
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import PASSWORD, a_post, a_system_post, a_unit, an_account
from mingcha.plans.models import CriteriaSet
from mingcha.plans.tests.factories import a_criteria_set, a_filing, a_round

pytestmark = pytest.mark.django_db


def _browser(post: Post) -> Client:
    client = Client(headers={"Accept-Language": "zh-CN"})
    assert client.login(username=an_account(post).username, password=PASSWORD)
    return client


def _two_departments() -> tuple[Post, Post]:
    """The office's post and the clerk of the first of two departments: one passed in round 2, one only returned."""
    campaign = a_campaign()
    criteria = a_criteria_set(campaign)
    units = [a_unit(name, level="PROVINCE", kind="DEPARTMENT") for name in ("甲厅", "乙厅")]
    for unit in units:
        a_participation(campaign, unit, ParticipantKind.DEPARTMENT)
        a_round(unit, criteria, number=1, verdict="RETURNED")
    a_round(units[0], criteria, number=2, verdict="PASSED")
    office = a_post(campaign.office)
    asked = assignments.Asked("报方案", "报送方案", "通知", 10, date(2018, 3, 20))
    assignments.issue_directive(campaign, actor=office, asked=asked, units=units, happened_on=date(2018, 3, 1))
    return office, a_post(units[0], role="CLERK")


def test_state_tells_the_office_of_all_units_and_a_clerk_of_the_own() -> None:
    office, clerk = _two_departments()

    seen = {}
    for name, post in (("office", office), ("clerk", clerk)):
        state = campaign_state(post)
        assert state is not None
        seen[name] = [([part.value for part in gauge.parts], gauge.done, gauge.total) for gauge in state.gauges]

    assert seen == {"office": [([1], 1, 2), ([0], 0, 2)], "clerk": [([1], 1, 1), ([0], 0, 1)]}


def test_parts_of_a_bar_stand_behind_each_other_and_what_is_missing_is_told() -> None:
    office, _ = _two_departments()
    campaign, other = Campaign.objects.get(), a_unit("丙厅", level="PROVINCE", kind="DEPARTMENT")
    a_participation(campaign, other, ParticipantKind.DEPARTMENT)
    a_round(other, CriteriaSet.objects.get(), number=4, verdict="PASSED")

    state = campaign_state(office)

    assert state is not None
    review = state.gauges[0]
    parts = [(str(part.label), part.x, part.width) for part in review.parts]
    assert parts == [("第2轮通过", 0.0, 200.0), ("第4轮通过", 200.0, 200.0)]
    assert (review.done, review.total, review.missing) == (2, 3, 1)


def test_state_is_none_without_a_campaign_and_for_the_auditor() -> None:
    auditor = a_post(role="AUDITOR")

    assert campaign_state(a_post()) is None

    a_campaign()
    assert campaign_state(auditor) is None


def test_review_leads_to_the_names_of_those_that_are_missing() -> None:
    office, _ = _two_departments()
    client = _browser(office)

    assert 'href="/progress/review/"' in client.get("/progress/").content.decode()
    page = client.get("/progress/review/").content.decode()

    missing, done = page.index('id="missing"'), page.index('id="done"')
    assert missing < page.index(">乙厅</a>") < done < page.index(">甲厅</a>")
    assert f'href="{address_of_unit(Unit.objects.get(name="乙厅"))}">乙厅</a>' in page
    assert [page.count(f">{name}</a>") for name in ("甲厅", "乙厅")] == [1, 1]


@pytest.mark.parametrize("key", ["filing", "review", "tasks"])
def test_names_that_are_missing_are_as_many_as_the_gauge_says(key: str) -> None:
    office, _ = _two_departments()
    campaign = Campaign.objects.get()
    cities = [a_unit(name) for name in ("丁市", "丙市")]
    for city in cities:
        a_participation(campaign, city, ParticipantKind.CITY)
    a_filing(cities[0], campaign)
    units = [*cities, *Unit.objects.filter(name="乙厅")]
    asked = assignments.Asked("报总结", "报送总结", "通知", 10, date(2018, 3, 20))
    assignments.issue_directive(campaign, actor=office, asked=asked, units=units, happened_on=date(2018, 3, 2))
    Task.objects.filter(unit=cities[0]).update(state="ACCEPTED", accepted_on=date(2018, 3, 9))
    state = campaign_state(office)
    assert state is not None

    found = missing(office, key)

    [gauge] = [gauge for gauge in state.gauges if gauge.line.key == key]
    named = [(str(names.label), [unit.name for unit in names.units]) for names in found.missing]
    assert found.gauge.missing == gauge.missing == sum(len(names.units) for names in found.missing)
    wanted = {
        "filing": [("", ["丙市"])],
        "review": [("", ["乙厅"])],
        "tasks": [("交办第1号", ["甲厅", "乙厅"]), ("交办第2号", ["乙厅", "丙市"])],
    }
    assert named == wanted[key]


def test_clerk_finds_only_the_own_unit_behind_a_gauge() -> None:
    _, clerk = _two_departments()

    page = _browser(clerk).get("/progress/tasks/").content.decode()

    assert "甲厅</a>" in page
    assert "乙厅" not in page


@pytest.mark.parametrize("key", ["filing", "nothing"])
def test_gauge_that_asks_nothing_of_the_reader_is_not_there(key: str) -> None:
    office, clerk = _two_departments()

    assert _browser(office).get(f"/progress/{key}/").status_code == 404
    assert _browser(clerk).get(f"/progress/{key}/").status_code == 404
    assert _browser(a_post(role="AUDITOR")).get("/progress/review/").status_code == 404


@pytest.mark.parametrize("key", ["review", "tasks"])
def test_page_of_the_missing_keeps_to_twelve_statements(
    django_assert_max_num_queries: DjangoAssertNumQueries, key: str
) -> None:
    office, _ = _two_departments()
    client = _browser(office)

    with django_assert_max_num_queries(12):
        client.get(f"/progress/{key}/")


def test_home_of_the_auditor_says_what_he_reads_and_leads_there() -> None:
    page = _browser(a_post(role="AUDITOR")).get("/progress/").content.decode()

    assert "审计管理员只看操作台账" in page
    assert '<a href="/ledger/">打开操作台账</a>' in page
    assert "在册记录" not in page
    assert "最近发生的记录" not in page


def test_home_with_a_campaign_keeps_to_twelve_statements(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    office, _ = _two_departments()
    client = _browser(office)

    with django_assert_max_num_queries(12):
        page = client.get("/progress/").content.decode()

    assert "还差1" in page


def test_ledger_is_read_by_the_auditor_alone() -> None:
    office, clerk = _two_departments()
    auditor = a_post(role="AUDITOR")

    assert "assignments.issue_directive" in _browser(auditor).get("/ledger/").content.decode()
    for other in (office, clerk):
        answer = _browser(other).get("/ledger/")
        assert answer.status_code == 404
        assert "没有这个页面" in answer.content.decode()
        assert "台账" not in answer.content.decode()


def test_ledger_names_who_acted_on_what_in_a_constant_number_of_statements(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    office, _ = _two_departments()
    with transaction.atomic():
        ledger.enter("tests.loaded", actor=a_system_post("loader"), on=None)
        ledger.enter("tests.strange", actor=None, on=("orgs.unit", None))
        ledger.enter("tests.tried", actor=office, on=office, reason="/plans/rounds/1/close", outcome="REFUSED")
    client = _browser(a_post(role="AUDITOR"))

    with django_assert_max_num_queries(5):
        response = client.get("/ledger/")

    rows = [row.record for row in response.context["table"].rows]
    assert [(row.verb, row.acted_by, row.acted_on) for row in rows] == [
        ("tests.tried", "整顿办公室 · 领导小组办公室工作人员", f"orgs.post {office.pk}"),
        ("tests.strange", None, "orgs.unit"),
        ("tests.loaded", "数据装载", ""),
        ("assignments.issue_directive", "整顿办公室 · 领导小组办公室工作人员", rows[3].acted_on),
    ]
    assert "/plans/rounds/1/close" in response.content.decode()
    assert [row.verb for row in _rows(client, "/ledger/?q=数据装载")] == ["tests.loaded"]


def _rows(client: Client, address: str) -> list[LedgerEntry]:
    return [row.record for row in client.get(address).context["table"].rows]


def test_auditor_has_no_business_in_the_menu_and_a_clerk_no_leads() -> None:
    _, clerk = _two_departments()

    assert "/plans/rounds/" not in _browser(a_post(role="AUDITOR")).get("/progress/").content.decode()
    assert "/leads/" not in _browser(clerk).get("/progress/").content.decode()
    assert "/plans/rounds/" in _browser(clerk).get("/progress/").content.decode()


def test_page_of_measures_defines_every_one_of_them() -> None:
    page = _browser(a_post()).get("/measures/").content.decode()

    assert [measure.key for measure in registry.measures() if f"<code>{measure.key}</code>" not in page] == []
