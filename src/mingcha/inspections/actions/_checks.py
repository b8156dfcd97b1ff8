"""What several verbs of inspection ask first; the caller has checked access."""

from datetime import date
from typing import Any

from django.utils.translation import gettext

from mingcha.campaigns.models import CampaignRecord
from mingcha.inspections import rules
from mingcha.kernel.errors import BadValue, NotInThisState
from mingcha.kernel.records import Record


def standing(record: Record) -> None:
    """Refuse to build on a voided record, whatever the caller still holds of it."""
    if not type(record).objects.current().filter(pk=record.pk).exists():
        raise NotInThisState(record)


def not_before(day: date, record: CampaignRecord) -> date:
    """The day, if it is not before the record's own."""
    if day < record.happened_on:
        says = gettext("日期%(day)s早于%(earlier)s")
        raise BadValue(says % {"day": day, "earlier": record.happened_on}, field="happened_on")
    return day


def source_of(note: rules.Sourced) -> dict[str, Any]:
    """The columns that say where a row comes from."""
    return {
        "source_note": note.source_note,
        "is_reconstructed": bool(note.source_note) and note.is_reconstructed,
    }
