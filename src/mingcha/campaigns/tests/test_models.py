"""What the database itself refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from mingcha.campaigns.models import Campaign, Phase
from mingcha.campaigns.tests.factories import a_campaign, a_participation, a_programme
from mingcha.kernel.records import void_row
from mingcha.orgs.tests.factories import a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_campaign_does_not_end_before_it_began() -> None:
    campaign = a_campaign()

    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=campaign.pk).update(ended_on=date(2018, 2, 21))


def test_phase_number_is_taken_once() -> None:
    given = {"campaign": a_campaign(), "number": 1, "name": "动员", "began_on": date(2018, 2, 22)}
    Phase.objects.create(**given)

    with pytest.raises(IntegrityError), transaction.atomic():
        Phase.objects.create(**given)


def test_unit_takes_part_once_until_voided() -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    first = a_participation(campaign, city)

    with pytest.raises(IntegrityError), transaction.atomic():
        a_participation(campaign, city)
    void_row(first, reason="录入有误")

    assert a_participation(campaign, city).pk != first.pk


def test_programme_name_is_taken_once_by_its_owner() -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    a_programme(campaign, city)

    with pytest.raises(IntegrityError), transaction.atomic():
        a_programme(campaign, city)

    assert str(a_programme(campaign, a_unit("乙市"))) == "窗口专项"


def test_campaign_is_written_by_its_short_name() -> None:
    assert str(a_campaign("整顿")) == "整顿"
