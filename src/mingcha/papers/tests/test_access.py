"""Who sees and makes papers."""

import pytest

from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_post, a_system_post, a_unit
from mingcha.papers import access, actions
from mingcha.papers.models import Paper, PaperTemplate
from mingcha.papers.rules import PaperKind
from mingcha.papers.tests.factories import a_kind, an_own_template, entered

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def _seen(actor: Post) -> set[int]:
    return set(Paper.objects.visible_to(actor).values_list("unit", flat=True))


def test_papers_are_seen_by_the_side_that_made_them_and_by_whom_they_are_addressed_to(kind: PaperKind) -> None:
    office, city, other = a_post(), a_unit("甲市"), a_unit("乙市")
    clerk, head = a_post(city, role="CLERK"), a_post(city, role="HEAD")
    with entered(a_kind("test.sent", is_addressed=True)) as sent:
        of_office = actions.make_paper(kind, city, actor=office)
        addressed = actions.make_paper(sent, city, actor=office)
        own = actions.make_paper(kind, city, actor=clerk)
        elsewhere = actions.make_paper(sent, other, actor=office)

    def seen(actor: Post) -> list[int]:
        return list(Paper.objects.visible_to(actor).order_by("pk").values_list("pk", flat=True))

    assert seen(office) == seen(a_post(role="LEADER")) == [of_office.pk, addressed.pk, elsewhere.pk]
    assert seen(clerk) == seen(head) == [addressed.pk, own.pk]
    assert seen(a_post(other, role="CLERK")) == [elsewhere.pk]
    for role in ("AUDITOR", "SYSTEM_ADMIN", "SECURITY_ADMIN", "INSPECTOR", "CASE_OFFICER"):
        assert seen(a_post(role=role)) == []


def test_paper_is_made_by_whom_its_kind_lets_and_never_by_a_built_in_post(kind: PaperKind) -> None:
    city = a_unit("甲市")
    loader = a_system_post("loader")

    assert access.may_make_paper(a_post(), kind, city)
    assert access.may_make_paper(a_post(city, role="HEAD"), kind, city)
    assert not access.may_make_paper(a_post(a_unit("乙市"), role="CLERK"), kind, city)
    assert not access.may_make_paper(a_post(city, role="INSPECTOR"), kind, city)
    assert not access.may_make_paper(loader, kind, city)


def test_paper_is_voided_by_the_side_that_made_it(kind: PaperKind) -> None:
    office, city = a_post(), a_unit("甲市")
    clerk = a_post(city, role="CLERK")
    of_office = actions.make_paper(kind, city, actor=office)
    own = actions.make_paper(kind, city, actor=clerk)

    assert [access.may_void_paper(office, paper) for paper in (of_office, own)] == [True, False]
    assert [access.may_void_paper(clerk, paper) for paper in (of_office, own)] == [False, True]
    assert not access.may_void_paper(a_post(a_unit("乙市"), role="CLERK"), own)
    assert not access.may_void_paper(a_post(city, role="INSPECTOR"), own)


def test_templates_and_numbers_are_the_offices(kind: PaperKind) -> None:
    office, clerk = a_post(), a_post(a_unit("甲市"), role="CLERK")
    actions.upload_template(kind, actor=office, content=an_own_template(), name="a.docx")

    assert PaperTemplate.objects.visible_to(office).count() == 1
    assert PaperTemplate.objects.visible_to(clerk).count() == 0
    assert [access.may_keep_templates(post) for post in (office, clerk)] == [True, False]
    assert [access.may_keep_numbers(post) for post in (office, clerk)] == [True, False]
