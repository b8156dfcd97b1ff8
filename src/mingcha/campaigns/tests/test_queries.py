"""Reads over campaigns."""

from datetime import date

import pytest

from mingcha.campaigns import queries
from mingcha.campaigns.choices import ParticipantKind, ProgrammeScope
from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign, a_participation, a_programme
from mingcha.kernel.errors import NotThere
from mingcha.kernel.records import void_row
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_campaign_by_name_when_there_is_none_names_what_there_is() -> None:
    with pytest.raises(NotThere, match="现有：（无）"):
        queries.campaign_by_name("整顿")
    campaign = a_campaign("整顿")

    assert queries.campaign_by_name("整顿") == campaign
    with pytest.raises(NotThere, match="现有：整顿"):
        queries.campaign_by_name("别的")


def test_current_campaign_is_the_newest_that_is_seen() -> None:
    assert queries.current_campaign(a_post()) is None
    old, new = a_campaign("旧"), a_campaign("新")
    Campaign.objects.filter(pk=old.pk).update(began_on=date(2017, 1, 1))

    assert queries.current_campaign(a_post()) == new
    assert queries.current_campaign(a_post(role="AUDITOR")) is None


def test_participants_are_in_official_order_without_voided_ones() -> None:
    campaign = a_campaign()
    bureau = a_participation(campaign, a_unit("省公安厅", position=3), ParticipantKind.DEPARTMENT)
    second = a_participation(campaign, a_unit("乙市", position=2))
    first = a_participation(campaign, a_unit("甲市", position=1))
    void_row(a_participation(campaign, a_unit("丙市")), reason="录入有误")

    assert queries.participants(campaign) == [first, second, bureau]
    assert list(queries.participations(a_post())) == [first, second, bureau]


def test_programmes_are_provincial_first() -> None:
    campaign = a_campaign()
    local = a_programme(campaign, a_unit("甲市"), scope=ProgrammeScope.LOCAL)
    everybodys = a_programme(campaign, campaign.office)
    void_row(a_programme(campaign, campaign.office, "录错"), reason="录入有误")

    assert list(queries.programmes(a_post())) == [everybodys, local]
