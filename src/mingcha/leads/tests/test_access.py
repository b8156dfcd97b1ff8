"""Who sees leads: the office, never the accused unit, nobody else."""

import pytest

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.leads import access
from mingcha.leads.models import Lead
from mingcha.leads.tests.factories import a_lead
from mingcha.orgs.tests.factories import a_post, a_system_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_office_sees_leads_about_others_and_may_change_what_it_sees() -> None:
    campaign, own = a_campaign(), a_unit("省厅", level="PROVINCE", kind="DEPARTMENT")
    about_own, about_other = a_lead(own, campaign), a_lead(a_unit("甲市"), campaign)
    actor = a_post(own)

    assert list(Lead.objects.visible_to(actor)) == [about_other]
    assert [access.may_change_lead(actor, lead) for lead in (about_own, about_other)] == [False, True]
    assert [access.may_open_lead(actor, lead.unit) for lead in (about_own, about_other)] == [False, True]


def test_loader_sees_all_as_the_office_whose_records_it_enters() -> None:
    lead = a_lead(a_unit("甲市"), a_campaign())

    assert list(Lead.objects.visible_to(a_system_post("loader"))) == [lead]


@pytest.mark.parametrize("role", ["CLERK", "AUDITOR"])
def test_others_see_no_lead_not_even_about_the_own_unit(role: str) -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    lead = a_lead(city, campaign)
    a_lead(a_unit("乙市"), campaign)
    actor = a_post(city, role=role)

    assert list(Lead.objects.visible_to(actor)) == []
    assert not access.may_open_lead(actor, a_unit("丙市"))
    assert not access.may_change_lead(actor, lead)


def test_system_sees_no_lead() -> None:
    a_lead(a_unit("甲市"), a_campaign())

    assert list(Lead.objects.visible_to(a_system_post("system"))) == []


def test_lead_about_a_unit_below_the_readers_own_is_hidden_and_not_his_to_handle() -> None:
    department = a_unit("某厅", level="PROVINCE", kind="DEPARTMENT")
    window = a_unit("某厅窗口", level="WINDOW", kind="WINDOW", parent=department, system_parent=department)
    lead = a_lead(window, a_campaign())
    seconded, office = a_post(department), a_post()

    assert list(Lead.objects.visible_to(seconded)) == []
    assert list(Lead.objects.visible_to(office)) == [lead]
    assert [access.may_open_lead(post, window) for post in (seconded, office)] == [False, True]
    assert [access.may_change_lead(post, lead) for post in (seconded, office)] == [False, True]
