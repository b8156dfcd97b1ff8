"""Documents counted, in whose name and by whom drafted."""

from datetime import date

import pytest

from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.documents import measures
from mingcha.documents.tests.factories import a_document
from mingcha.figures import registry
from mingcha.figures.definitions import Slice
from mingcha.figures.evaluate import Request, evaluate
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Unit
from mingcha.orgs.tests.factories import a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _issued(campaign: Campaign, *, unit: Unit | None = None, until: date | None = None, **where: str) -> object:
    checked = registry.checked(registry.measure("documents.issued"), {name: (v,) for name, v in where.items()})
    slice_ = Slice(campaign_id=campaign.pk, unit_id=unit.pk if unit else None, until=until, where=checked)
    return evaluate([Request("documents.issued", slice_)]).figures[0].value


def test_issued_is_cut_by_authority_drafter_day_and_unit() -> None:
    province = a_unit("省", level="PROVINCE")
    office = a_unit("办公室", level="PROVINCE", kind="OTHER", parent=province)
    campaign = a_campaign(office=office)
    for authority, count in (("TWO_OFFICES", 2), ("PARTY_OFFICE", 1), ("LEADING_OFFICE", 5)):
        for number in range(count):
            a_document(campaign, authority=authority, on=date(2018, 3, 1 + number))
    a_document(campaign, authority="PARTY_OFFICE", unit=a_unit("省委办公厅", level="PROVINCE", parent=province))
    void_row(a_document(campaign), reason="误登")

    assert [
        _issued(campaign, authority="two_offices"),
        _issued(campaign, authority="party_office"),
        _issued(campaign, authority="party_office", drafted_by_office="true"),
        _issued(campaign, authority="leading_office"),
        _issued(campaign, drafted_by_office="false"),
        _issued(campaign, doc_type="letter"),
        _issued(campaign, until=date(2018, 3, 1)),
        _issued(campaign, unit=province),
        _issued(campaign, unit=office),
        _issued(a_campaign("另一次")),
    ] == [2, 2, 1, 5, 1, 0, 4, 9, 8, 0]


def test_issued_may_not_be_scored() -> None:
    assert [measure.key for measure in measures.MEASURES if not measure.not_for_scoring] == []
