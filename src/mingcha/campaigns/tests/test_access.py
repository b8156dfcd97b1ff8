"""Who sees a campaign, its participants and its programmes."""

import pytest

from mingcha.campaigns import access
from mingcha.campaigns.choices import ProgrammeScope
from mingcha.campaigns.models import Campaign, Participation, Programme
from mingcha.campaigns.tests.factories import a_campaign, a_participation, a_programme
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_campaign_is_visible_to_all_but_the_auditor() -> None:
    campaign = a_campaign()

    assert list(Campaign.objects.visible_to(a_post())) == [campaign]
    assert list(Campaign.objects.visible_to(a_post(a_unit("甲市"), role="CLERK"))) == [campaign]
    assert list(Campaign.objects.visible_to(a_post(role="AUDITOR"))) == []


def test_participation_is_visible_to_the_office_the_unit_and_those_above() -> None:
    city = a_unit("甲市")
    county = a_unit("甲县", level="COUNTY", parent=city)
    row = a_participation(a_campaign(), county)

    for post in (a_post(), a_post(city, role="CLERK"), a_post(county, role="CLERK")):
        assert list(Participation.objects.visible_to(post)) == [row]
    for post in (a_post(a_unit("乙市"), role="CLERK"), a_post(role="AUDITOR")):
        assert list(Participation.objects.visible_to(post)) == []


def test_programme_is_everybodys_when_provincial_and_the_owners_when_local() -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    everybodys = a_programme(campaign, campaign.office)
    own = a_programme(campaign, city, scope=ProgrammeScope.LOCAL)
    seen = Programme.objects.order_by("pk").visible_to

    assert list(seen(a_post())) == [everybodys, own]
    assert list(seen(a_post(city, role="CLERK"))) == [everybodys, own]
    assert list(seen(a_post(a_unit("乙市"), role="CLERK"))) == [everybodys]
    assert list(seen(a_post(role="AUDITOR"))) == []


def test_records_of_the_office_alone_are_nobody_elses() -> None:
    city = a_unit("甲市")
    a_participation(a_campaign(), city)

    assert Participation.objects.filter(access.office_records_visible_to(a_post())).count() == 1
    assert Participation.objects.filter(access.office_records_visible_to(a_post(city, role="CLERK"))).count() == 0


def test_campaign_is_run_by_the_office_alone() -> None:
    assert access.may_run_campaign(a_post())
    assert not access.may_run_campaign(a_post(role="CLERK"))
    assert not access.may_run_campaign(a_post(role="AUDITOR"))
