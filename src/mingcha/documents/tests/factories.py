"""Real rows for tests."""

from datetime import date

from mingcha.campaigns.models import Campaign
from mingcha.documents.choices import Authority, DocumentType
from mingcha.documents.models import IssuedDocument
from mingcha.orgs.models import Unit


def a_document(
    campaign: Campaign,
    *,
    unit: Unit | None = None,
    authority: str = Authority.LEADING_OFFICE,
    on: date = date(2018, 3, 1),
    series: str = "",
    number: int | None = None,
) -> IssuedDocument:
    """A notice issued that day, drafted by the campaign's office unless said."""
    return IssuedDocument.objects.create(
        campaign=campaign,
        unit=unit or campaign.office,
        authority=authority,
        doc_type=DocumentType.NOTICE,
        title="关于开展集中整顿的通知",
        happened_on=on,
        year=on.year,
        series=series,
        number=number,
    )
