"""Verbs on documents: allowed, refused, wrong state, ledger, numbers."""

from datetime import date
from typing import Any

import pytest

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.documents import actions
from mingcha.documents.choices import Authority, DocumentType
from mingcha.documents.models import IssuedDocument
from mingcha.documents.rules import DocumentRow
from mingcha.documents.tests.factories import a_document
from mingcha.kernel import numbering
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry, NumberTaken
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _row(**given: Any) -> DocumentRow:
    plain = {
        "authority": Authority.LEADING_OFFICE,
        "doc_type": DocumentType.NOTICE,
        "title": "关于开展集中整顿的通知",
        "happened_on": date(2018, 3, 1),
    }
    return DocumentRow(**{**plain, **given})


def _verbs() -> list[tuple[str, str]]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", "object_kind"))


def test_issue_document_of_our_own_series_takes_the_next_number() -> None:
    campaign, actor = a_campaign(), a_post()

    made = [
        actions.issue_document(campaign.office, actor=actor, campaign=campaign, row=_row(series="黑整办发"))
        for _ in range(2)
    ]

    assert [document.reference for document in made] == ["黑整办发〔2018〕1号", "黑整办发〔2018〕2号"]
    assert _verbs() == [("documents.issue_document", "documents.issueddocument")] * 2
    assert numbering.gaps("黑整办发", 2018) == []


def test_issue_document_in_another_organs_name_keeps_its_number_and_takes_none() -> None:
    campaign = a_campaign()
    row = _row(authority=Authority.TWO_OFFICES, series="黑办发", number=12, title=" 实施方案 ")

    document = actions.issue_document(campaign.office, actor=a_post(), campaign=campaign, row=row)

    document.refresh_from_db()
    kept = (document.authority, document.reference, document.title, document.unit, document.is_reconstructed)
    assert kept == ("TWO_OFFICES", "黑办发〔2018〕12号", "实施方案", campaign.office, False)
    assert NumberTaken.objects.exists() is False


def test_issue_document_known_only_by_count_has_no_number() -> None:
    campaign = a_campaign()

    document = actions.issue_document(
        campaign.office, actor=a_post(), campaign=campaign, row=_row(source_note="第7期：5个")
    )

    assert (document.number, document.reference, document.is_reconstructed) == (None, "", True)


def test_issue_document_refuses_a_clerk() -> None:
    city = a_unit()

    with pytest.raises(Refused) as caught:
        actions.issue_document(city, actor=a_post(city, role="CLERK"), campaign=a_campaign(), row=_row())

    assert (caught.value.verb, IssuedDocument.objects.count(), _verbs()) == ("documents.issue_document", 0, [])


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": "【秘密】通知"}, "title"),
        ({"number": 2}, "series"),
        ({"authority": Authority.TWO_OFFICES, "series": "黑办发", "number": 12}, "number"),
        ({"happened_on": date(2999, 1, 1)}, "happened_on"),
    ],
)
def test_issue_document_that_cannot_be_writes_nothing(given: dict[str, Any], field: str) -> None:
    campaign = a_campaign()
    a_document(campaign, authority=Authority.TWO_OFFICES, series="黑办发", number=12)

    with pytest.raises(BadValue) as caught:
        actions.issue_document(campaign.office, actor=a_post(), campaign=campaign, row=_row(**given))

    assert (caught.value.field, IssuedDocument.objects.count(), _verbs()) == (field, 1, [])


def test_void_document_voids_our_own_number_and_leaves_no_gap() -> None:
    campaign, actor = a_campaign(), a_post()
    document = actions.issue_document(campaign.office, actor=actor, campaign=campaign, row=_row(series="黑整办发"))

    actions.void_document(document, actor=actor, reason="误登")
    again = actions.issue_document(campaign.office, actor=actor, campaign=campaign, row=_row(series="黑整办发"))

    assert (IssuedDocument.objects.current().get(), again.number) == (again, 2)
    assert list(NumberTaken.objects.order_by("number").values_list("void_reason", flat=True)) == ["误登", ""]
    assert [verb for verb, _ in _verbs()][1] == "documents.void_document"


@pytest.mark.parametrize("given", [{}, {"authority": Authority.TWO_OFFICES, "series": "黑办发", "number": 12}])
def test_void_document_without_a_number_of_our_own_touches_none(given: dict[str, Any]) -> None:
    document = a_document(a_campaign(), **given)

    actions.void_document(document, actor=a_post(), reason="误登")

    assert IssuedDocument.objects.current().exists() is False


def test_void_document_refuses_strangers_wants_a_reason_and_happens_once() -> None:
    document = a_document(a_campaign())

    with pytest.raises(Refused):
        actions.void_document(document, actor=a_post(document.unit, role="CLERK"), reason="误登")
    with pytest.raises(BadValue):
        actions.void_document(document, actor=a_post(), reason=" ")
    actions.void_document(document, actor=a_post(), reason="误登")
    with pytest.raises(NotInThisState):
        actions.void_document(document, actor=a_post(), reason="误登")

    assert _verbs() == [("documents.void_document", "documents.issueddocument")]
