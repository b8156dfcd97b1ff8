"""Who sees and issues bulletins."""

from collections.abc import Callable

import pytest

from mingcha.bulletins import access
from mingcha.bulletins.models import Bulletin
from mingcha.bulletins.tests.factories import a_draft, an_issued
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_post, a_system_post

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
VERBS = (access.may_draft_bulletin, access.may_sign_bulletin, access.may_issue_bulletin)


def _seen(actor: Post) -> set[Bulletin]:
    return set(Bulletin.objects.visible_to(actor))


def test_office_sees_drafts_others_what_is_issued_and_the_auditor_nothing() -> None:
    draft, issued = a_draft(), an_issued()

    assert _seen(a_post()) == _seen(a_system_post("loader")) == {draft, issued}
    assert _seen(a_post(role="CLERK")) == _seen(a_system_post("system")) == {issued}
    assert _seen(a_post(role="AUDITOR")) == set()


@pytest.mark.parametrize("verb", VERBS)
def test_office_and_loader_alone_write(verb: Callable[[Post], bool]) -> None:
    assert [verb(a_post()), verb(a_system_post("loader"))] == [True, True]
    assert [verb(a_post(role="CLERK")), verb(a_post(role="AUDITOR")), verb(a_system_post("system"))] == [False] * 3


def test_office_and_commands_may_check() -> None:
    assert [access.may_check_bulletin(post) for post in (a_post(), a_system_post("system"))] == [True, True]
    assert [access.may_check_bulletin(a_post(role=role)) for role in ("CLERK", "AUDITOR")] == [False, False]
