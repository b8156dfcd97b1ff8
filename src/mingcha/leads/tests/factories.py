"""Real rows for tests (线索)."""

from datetime import date
from typing import Any

from mingcha.campaigns.models import Campaign
from mingcha.kernel.models import LedgerEntry
from mingcha.leads.choices import SourceKind
from mingcha.leads.models import Lead
from mingcha.orgs.models import Unit

OPENED_ON = date(2018, 3, 27)


def a_lead(unit: Unit, campaign: Campaign, **given: Any) -> Lead:
    """A lead opened on 2018-03-27 from an inspection, as the table holds it: its number is not taken."""
    number = Lead.objects.count() + 1
    plain: dict[str, Any] = {
        "reference": f"线索〔2018〕{number}号",
        "number": number,
        "source_kind": SourceKind.INSPECTION,
        "headline": "窗口无人值守",
        "happened_on": OPENED_ON,
    }
    lead: Lead = Lead.objects.create(campaign=campaign, unit=unit, **{**plain, **given})
    return lead


def last_entry() -> LedgerEntry:
    """The newest entry of the ledger."""
    return LedgerEntry.objects.order_by("-sequence")[0]
