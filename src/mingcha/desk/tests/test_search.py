"""Search: words, parts of words, initials; within what the reader may see, on both databases."""

import pytest
from pytest_django import DjangoAssertNumQueries

from mingcha.assignments.tests.factories import a_directive, a_task
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.desk.search import MOST, search
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_post, a_unit
from mingcha.ui import records

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def found(actor: Post, text: str) -> dict[str, list[str]]:
    return {hits.kind.key: [hit.headline for hit in hits.rows] for hits in search(actor, text)}


@pytest.mark.parametrize("text", ["哈", "尔滨", "哈尔滨市", "hebs", "HEB", "哈 市", "T77"])
def test_unit_is_found_by_word_part_initials_and_code(text: str) -> None:
    a_unit("哈尔滨市", code="T77")
    a_unit("牡丹江市", code="T88")

    assert found(a_post(), text)["orgs.unit"] == ["哈尔滨市"]


@pytest.mark.parametrize("text", ["", "   ", "哈 丹", "xyz", "%", "_", "''"])
def test_nothing_answers_to_nothing(text: str) -> None:
    a_unit("哈尔滨市")

    assert found(a_post(), text) == {}


def test_task_is_found_by_what_is_asked_and_whose_it_is_within_the_readers_own() -> None:
    city, other = a_unit("甲市"), a_unit("乙市")
    asked = a_directive(a_campaign(), "报送窗口台账")
    a_task(asked, city)
    a_task(asked, other)

    assert found(a_post(), "窗口")["assignments.task"] == ["报送窗口台账"] * 2
    assert found(a_post(), "窗口 乙")["assignments.task"] == ["报送窗口台账"]
    assert found(a_post(city, role="CLERK"), "bscktz")["assignments.task"] == ["报送窗口台账"]
    assert "assignments.task" not in found(a_post(a_unit("丙市"), role="CLERK"), "窗口")
    assert found(a_post(role="AUDITOR"), "窗口") == {}


def test_more_than_is_shown_is_said() -> None:
    for number in range(MOST + 1):
        a_unit(f"第{number}县")

    [units] = search(a_post(), "县")

    assert (len(units.rows), units.has_more) == (MOST, True)


@pytest.mark.parametrize("count", [1, 3])
def test_search_costs_one_statement_for_each_kind(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    office, campaign = a_post(), a_campaign()
    for number in range(count):
        a_task(a_directive(campaign, f"报送{number}"), a_unit(f"{number}市"))
    kinds = [kind for kind in records.all_kinds() if kind.searched]

    with django_assert_num_queries(len(kinds)):
        search(office, "报送")

    assert len(kinds) <= 9
