"""The database itself refuses what cannot be."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.documents.models import IssuedDocument
from mingcha.documents.tests.factories import a_document

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.mark.parametrize(
    "given",
    [
        {"title": ""},
        {"authority": "SOMEBODY"},
        {"doc_type": "POEM"},
        {"series": "黑整办发"},
        {"number": 1},
        {"series": "黑整办发", "number": 0},
    ],
)
def test_document_that_cannot_be_is_refused(given: dict[str, Any]) -> None:
    campaign = a_campaign()
    plain = {"title": "通知", "authority": "LEADING_OFFICE", "doc_type": "NOTICE", "year": 2018}

    with pytest.raises(IntegrityError):
        IssuedDocument.objects.create(
            campaign=campaign, unit=campaign.office, happened_on=date(2018, 3, 1), **{**plain, **given}
        )


def test_number_is_given_once_a_year_until_voided() -> None:
    first = a_document(a_campaign(), series="黑整办发", number=3)
    IssuedDocument.objects.filter(pk=first.pk).update(voided_at="2018-03-02T00:00Z", void_reason="误登")
    a_document(first.campaign, series="黑整办发", number=3)
    a_document(first.campaign, series="黑整办发", number=3, on=date(2019, 3, 1))

    with pytest.raises(IntegrityError):
        a_document(first.campaign, series="黑整办发", number=3)


def test_document_is_written_as_its_reference_or_its_title() -> None:
    campaign = a_campaign()

    written = [str(a_document(campaign, series="黑整办发", number=3)), str(a_document(campaign))]

    assert written == ["黑整办发〔2018〕3号", "关于开展集中整顿的通知"]
