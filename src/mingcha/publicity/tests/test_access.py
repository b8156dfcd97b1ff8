"""Who may see and report publicity."""

import pytest

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import a_post, a_unit
from mingcha.publicity import access
from mingcha.publicity.models import Article, Interview, Material, MediaColumn
from mingcha.publicity.tests.factories import a_column, a_material, an_article, an_interview

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _unit_and_actors() -> tuple[Unit, dict[str, Post]]:
    above = a_unit("甲市")
    own = a_unit("甲县", level="COUNTY", parent=above)
    return own, {
        "office": a_post(),
        "own": a_post(own, role="CLERK"),
        "above": a_post(above, role="CLERK"),
        "stranger": a_post(a_unit("乙市"), role="CLERK"),
        "auditor": a_post(own, role="AUDITOR"),
    }


def test_publicity_is_visible_by_the_common_rule() -> None:
    own, actors = _unit_and_actors()
    campaign = a_campaign()
    for make in (a_column, an_article, an_interview, a_material):
        make(own, campaign)

    kinds = (MediaColumn, Article, Interview, Material)
    sees = {who: {kind.objects.visible_to(actor).exists() for kind in kinds} for who, actor in actors.items()}

    assert sees == {"office": {True}, "own": {True}, "above": {True}, "stranger": {False}, "auditor": {False}}


def test_may_report_and_void_publicity_is_the_offices_and_the_own_clerks() -> None:
    own, actors = _unit_and_actors()
    article = an_article(own, a_campaign())

    may = {
        who: (access.may_report_publicity(actor, own), access.may_void_publicity(actor, article))
        for who, actor in actors.items()
    }

    no, yes = (False, False), (True, True)
    assert may == {"office": yes, "own": yes, "above": no, "stranger": no, "auditor": no}
