"""The state of a campaign, the ledger page and the page of measures."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mingcha.assignments import actions as assignments
from mingcha.campaigns.choices import ParticipantKind
from mingcha.campaigns.tests.factories import a_campaign, a_participation
from mingcha.desk.state import campaign_state
from mingcha.figures import registry
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import PASSWORD, a_post, a_unit, an_account
from mingcha.plans.tests.factories import a_criteria_set, a_round

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

    assert seen == {"office": [([0, 1, 0], 1, 2), ([0], 0, 2)], "clerk": [([0, 1, 0], 1, 1), ([0], 0, 1)]}


def test_parts_of_a_bar_stand_behind_each_other_and_what_is_missing_is_told() -> None:
    office, _ = _two_departments()

    state = campaign_state(office)

    assert state is not None
    review = state.gauges[0]
    assert [(part.x, part.width) for part in review.parts] == [(0.0, 0.0), (0.0, 300.0), (300.0, 0.0)]
    assert review.missing == 1


def test_state_is_none_without_a_campaign_and_for_the_auditor() -> None:
    auditor = a_post(role="AUDITOR")

    assert campaign_state(a_post()) is None

    a_campaign()
    assert campaign_state(auditor) is None


def test_home_with_a_campaign_keeps_to_twelve_statements(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    office, _ = _two_departments()
    client = _browser(office)

    with django_assert_max_num_queries(12):
        page = client.get("/").content.decode()

    assert "还差1" in page


def test_ledger_is_read_by_the_auditor_alone() -> None:
    office, clerk = _two_departments()
    auditor = a_post(role="AUDITOR")

    assert "assignments.issue_directive" in _browser(auditor).get("/ledger/").content.decode()
    assert _browser(office).get("/ledger/").status_code == 404
    assert _browser(clerk).get("/ledger/").status_code == 404


def test_auditor_has_no_business_in_the_menu_and_a_clerk_no_leads() -> None:
    _, clerk = _two_departments()

    assert "/plans/rounds/" not in _browser(a_post(role="AUDITOR")).get("/").content.decode()
    assert "/leads/" not in _browser(clerk).get("/").content.decode()
    assert "/plans/rounds/" in _browser(clerk).get("/").content.decode()


def test_page_of_measures_defines_every_one_of_them() -> None:
    page = _browser(a_post()).get("/measures/").content.decode()

    assert [measure.key for measure in registry.measures() if f"<code>{measure.key}</code>" not in page] == []
