"""What the table of leads refuses whatever the code does."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel import clock
from mingcha.leads.models import Lead
from mingcha.leads.tests.factories import OPENED_ON, a_lead
from mingcha.orgs.tests.factories import a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
BEFORE = date(2018, 3, 1)


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"state": "LOST"}, "leads_known_state"),
        ({"state": "CLOSED"}, "leads_closed_with_result"),
        ({"state": "CLOSED", "result": "PROVED"}, "leads_closed_with_result"),
        ({"state": "CLOSED", "closed_on": OPENED_ON}, "leads_closed_with_result"),
        ({"result": "PROVED"}, "leads_closed_with_result"),
        ({"state": "CLOSED", "result": "PROVED", "closed_on": BEFORE}, "leads_closed_after_opening"),
        ({"state": "TRANSFERRED"}, "leads_transferred_with_date"),
        ({"state": "TRANSFERRED", "transferred_on": OPENED_ON}, "leads_transferred_to_somebody"),
        ({"transferred_on": BEFORE, "transferred_to": "省纪委监委"}, "leads_transferred_to_somebody"),
        ({"state": "RETURNED"}, "leads_returned_with_date"),
        ({"returned_on": OPENED_ON, "returned_words": "属实"}, "leads_returned_after_transfer"),
        ({"void_reason": "重复"}, "leads_lead_void_reason"),
    ],
)
def test_table_refuses_a_state_without_what_belongs_to_it(given: dict[str, Any], rule: str) -> None:
    unit, campaign = a_unit("甲市"), a_campaign()

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        a_lead(unit, campaign, **given)

    assert Lead.objects.count() == 0


def test_table_holds_one_lead_a_source_reference_unless_voided() -> None:
    unit, campaign = a_unit("甲市"), a_campaign()
    a_lead(unit, campaign, source_ref="finding:1", voided_at=clock.now(), void_reason="登记有误")
    a_lead(unit, campaign, source_ref="finding:1")

    with pytest.raises(IntegrityError), transaction.atomic():
        a_lead(unit, campaign, source_ref="finding:1")

    a_lead(unit, campaign)
    a_lead(unit, campaign)
    assert Lead.objects.current().count() == 3


def test_a_lead_is_known_by_its_reference() -> None:
    assert str(a_lead(a_unit("甲市"), a_campaign())) == "线索〔2018〕1号"
