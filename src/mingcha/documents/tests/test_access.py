"""Who may see and register documents."""

import pytest

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.documents import access
from mingcha.documents.models import IssuedDocument
from mingcha.documents.tests.factories import a_document
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _actors() -> dict[str, Post]:
    above = a_unit("甲市")
    own = a_unit("甲市整顿办", kind="OTHER", parent=above)
    a_document(a_campaign(), unit=own)
    return {
        "office": a_post(),
        "own": a_post(own, role="CLERK"),
        "above": a_post(above, role="CLERK"),
        "stranger": a_post(a_unit("乙市"), role="CLERK"),
        "auditor": a_post(own, role="AUDITOR"),
    }


def test_documents_are_visible_to_the_office_and_to_clerks_of_the_drafting_unit_and_above() -> None:
    actors = _actors()

    sees = {who: IssuedDocument.objects.visible_to(actor).exists() for who, actor in actors.items()}

    assert sees == {"office": True, "own": True, "above": True, "stranger": False, "auditor": False}


def test_may_issue_document_is_the_offices() -> None:
    may = {who: access.may_issue_document(actor) for who, actor in _actors().items()}

    assert may == {"office": True, "own": False, "above": False, "stranger": False, "auditor": False}
