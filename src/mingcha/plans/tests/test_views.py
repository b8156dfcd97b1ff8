"""Pages of plan review, through their addresses."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel import clock
from mingcha.kernel.models import LedgerEntry
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import a_post, a_unit, an_account
from mingcha.plans import actions
from mingcha.plans.models import CriteriaSet, ReviewRound
from mingcha.plans.tests.factories import a_criteria_set, a_filing, a_round

pytestmark = pytest.mark.django_db
Counted = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def criteria() -> CriteriaSet:
    return a_criteria_set(a_campaign())


@pytest.fixture
def office() -> Client:
    return _browser(a_post())


def _browser(post: Post) -> Client:
    client = Client(headers={"Accept-Language": "zh-CN"})
    client.force_login(an_account(post))
    return client


def _shown(response: Any) -> list[Any]:
    return [row.record for row in response.context["table"].rows]


def _filled(criteria: CriteriaSet, *answers: str, **others: str) -> dict[str, str]:
    rows = zip(criteria.criteria.order_by("pk"), answers, strict=True)
    return {f"answer_{criterion.pk}": answer for criterion, answer in rows} | others


def _text(response: Any) -> str:
    return str(response.content.decode())


# ---------------------------------------------------------------- lists and cards
@pytest.mark.parametrize("page", ["round", "filing"])
@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_at_one_row_and_at_three(
    page: str, count: int, office: Client, criteria: CriteriaSet, django_assert_max_num_queries: Counted
) -> None:
    for number in range(count):
        unit = a_unit(f"{number}市")
        a_round(unit, criteria)
        a_filing(unit, criteria.campaign)

    with django_assert_max_num_queries(8):
        response = office.get(reverse(f"plans:{page}_list"))

    assert len(_shown(response)) == count


def test_round_list_shows_a_tally_and_filters(office: Client, criteria: CriteriaSet) -> None:
    returned = a_round(a_unit("甲市"), criteria, verdict="RETURNED")
    a_round(a_unit("乙市"), criteria, verdict="PASSED")

    response = office.get(reverse("plans:round_list"), {"verdict": "RETURNED"})

    assert _shown(response) == [returned]
    assert "通过 1" in _text(response)
    assert "退回修改 1" in _text(response)


@pytest.mark.parametrize("page", ["round", "filing"])
def test_lists_and_cards_are_not_there_for_a_stranger(page: str, criteria: CriteriaSet) -> None:
    city = a_unit("甲市")
    record = a_round(city, criteria) if page == "round" else a_filing(city, criteria.campaign)
    owner, stranger = _browser(a_post(city, role="CLERK")), _browser(a_post(a_unit("乙市"), role="CLERK"))
    card = reverse(f"plans:{page}_detail", args=[record.pk])

    assert _shown(owner.get(reverse(f"plans:{page}_list"))) == [record]
    assert owner.get(card).status_code == 200
    assert _shown(stranger.get(reverse(f"plans:{page}_list"))) == []
    assert stranger.get(card).status_code == 404


def test_round_detail_shows_answers_and_links_predecessor_and_successor(office: Client, criteria: CriteriaSet) -> None:
    old = a_round(a_unit("甲市"), criteria, verdict="RETURNED")
    new = actions.correct_round(
        old, actor=a_post(), answers={"1": True, "2": True}, comments={"1": "已补材料"}, reason="录入有误"
    )

    old_page, new_page = _text(office.get(_card(old))), _text(office.get(_card(new)))

    assert "本记录已作废" in old_page
    assert f'href="{_card(new)}"' in old_page
    assert "本记录更正了一条已作废的记录" in new_page
    assert f'href="{_card(old)}"' in new_page
    assert "已补材料" in new_page
    assert "录入有误" in new_page


@pytest.mark.parametrize("count", [1, 3])
def test_round_detail_costs_the_same_at_one_answer_and_at_three(
    count: int, office: Client, django_assert_max_num_queries: Counted
) -> None:
    criteria = a_criteria_set(a_campaign(), "123"[:count])
    review = a_round(a_unit("甲市"), criteria)
    actions.close_round(review, actor=a_post(), answers=dict.fromkeys("123"[:count], True))

    with django_assert_max_num_queries(9):
        office.get(_card(review))


def _card(review: ReviewRound) -> str:
    return reverse("plans:round_detail", args=[review.pk])


def _address(verb: str, review: ReviewRound) -> str:
    return reverse(f"plans:{verb}_round", args=[review.pk])


def test_round_detail_offers_the_verb_that_fits_to_who_may(office: Client, criteria: CriteriaSet) -> None:
    city = a_unit("甲市")
    closed, pending = a_round(city, criteria, verdict="RETURNED"), a_round(city, criteria, number=2)
    own = _browser(a_post(city))

    assert f'href="{_address("close", pending)}"' in _text(office.get(_card(pending)))
    assert f'href="{_address("correct", closed)}"' in _text(office.get(_card(closed)))
    for review in (closed, pending):
        page = _text(own.get(_card(review)))
        assert _address("close", review) not in page
        assert _address("correct", review) not in page


# ---------------------------------------------------------------- closing
@pytest.fixture
def review(criteria: CriteriaSet) -> ReviewRound:
    return a_round(a_unit("甲市"), criteria, on=date(2018, 3, 5))


def test_close_round_asks_every_criterion(office: Client, review: ReviewRound) -> None:
    with clock.set_to(datetime(2018, 3, 9, tzinfo=UTC)):
        page = _text(office.get(_address("close", review)))

    assert page.count('type="radio"') == 4
    assert "是否1" in page
    assert 'value="2018-03-09"' in page


def test_close_round_says_what_it_did_and_goes_back(office: Client, criteria: CriteriaSet, review: ReviewRound) -> None:
    given = _filled(criteria, "1", "0", happened_on="2018-03-06")

    response = office.post(_address("close", review), given, follow=True)

    review.refresh_from_db()
    assert (review.verdict, review.closed_on) == ("RETURNED", date(2018, 3, 6))
    assert response.redirect_chain == [(_card(review), 302)]
    assert "已登记：甲市第1轮审核，审核意见为退回修改。" in _text(response)


@pytest.mark.parametrize(
    ("answers", "day", "field"),
    [
        (("1", ""), "2018-03-06", "answer"),
        (("1", "2"), "2018-03-06", "answer"),
        (("1", "1"), "2018-03-04", "happened"),
        (("1", "1"), "2100-01-01", "happened"),
        (("1", "1"), "昨天", "happened"),
    ],
)
def test_close_round_with_an_error_keeps_the_form_and_names_the_field(
    answers: tuple[str, str], day: str, field: str, office: Client, criteria: CriteriaSet, review: ReviewRound
) -> None:
    given = _filled(criteria, *answers, happened_on=day)

    response = office.post(_address("close", review), given)

    review.refresh_from_db()
    assert response.status_code == 422
    assert [name.split("_")[0] for name in response.context["form"].errors] == [field]
    assert f'value="{day}"' in _text(response)
    assert "checked" in _text(response)
    assert review.verdict == "PENDING"


def test_close_round_by_the_second_of_two_reviewers_gives_409(
    office: Client, criteria: CriteriaSet, review: ReviewRound
) -> None:
    given = _filled(criteria, "1", "0", happened_on="2018-03-06")
    office.post(_address("close", review), given)

    response = _browser(a_post()).post(_address("close", review), given)

    assert response.status_code == 409
    assert "状态已变，不能办理，请刷新后再看：甲市第1轮审核" in _text(response)
    assert LedgerEntry.objects.filter(verb="plans.close_round").count() == 1


@pytest.mark.parametrize("verb", ["close", "correct"])
def test_writing_pages_refuse_the_unit_itself_and_hide_from_strangers(
    verb: str, criteria: CriteriaSet, review: ReviewRound
) -> None:
    own, stranger = _browser(a_post(review.unit)), _browser(a_post(a_unit("乙市"), role="CLERK"))
    clerk = _browser(a_post(review.unit, role="CLERK"))
    address, given = _address(verb, review), _filled(criteria, "1", "1", happened_on="2018-03-06")

    assert own.post(address, given).status_code == 403
    assert clerk.post(address, given).status_code == 403
    assert stranger.post(address, given).status_code == 404
    assert Client().post(address, given).status_code == 302
    assert list(LedgerEntry.objects.values_list("verb", "outcome")) == [(f"plans.{verb}_round", "REFUSED")] * 2


# ---------------------------------------------------------------- correcting
@pytest.fixture
def closed(criteria: CriteriaSet) -> list[ReviewRound]:
    """Returned in round 1, passed in round 2."""
    city = a_unit("甲市")
    rounds = [a_round(city, criteria, number=n, on=date(2018, 3, n)) for n in (1, 2)]
    for review, last in zip(rounds, (False, True), strict=True):
        answers, day = {"1": True, "2": last}, date(2018, 3, review.number)
        actions.close_round(review, actor=a_post(), answers=answers, comments={"2": "原来的话"}, happened_on=day)
        review.refresh_from_db()
    return rounds


def test_correct_round_shows_old_and_new_and_what_would_be_voided(office: Client, closed: list[ReviewRound]) -> None:
    page = _text(office.get(_address("correct", closed[0])))

    assert "原：是" in page
    assert "原：否" in page
    assert "原来的话" in page
    assert f'href="{_card(closed[1])}"' in page
    assert page.count("checked") == 2


def test_correct_round_voids_and_leads_to_the_successor(
    office: Client, criteria: CriteriaSet, closed: list[ReviewRound]
) -> None:
    given = _filled(criteria, "1", "1", closed_on="2018-03-01", reason="第一轮已通过")

    response = office.post(_address("correct", closed[0]), given, follow=True)

    [new] = ReviewRound.objects.current()
    assert (new.succeeds_id, new.verdict) == (closed[0].pk, "PASSED")
    assert response.redirect_chain == [(_card(new), 302)]
    assert "审核意见为通过" in _text(response)
    page_of_voided = _text(office.get(_card(closed[1])))
    assert "第1轮更正为通过：第一轮已通过" in page_of_voided
    assert f'href="{_card(new)}"' in page_of_voided


@pytest.mark.parametrize(
    ("others", "field"),
    [
        ({"closed_on": "2018-03-01", "reason": ""}, "reason"),
        ({"closed_on": "2018-03-01", "reason": "因" * 201}, "reason"),
        ({"closed_on": "2018-02-01", "reason": "更正"}, "closed_on"),
    ],
)
def test_correct_round_with_an_error_keeps_the_form(
    others: dict[str, str], field: str, office: Client, criteria: CriteriaSet, closed: list[ReviewRound]
) -> None:
    response = office.post(_address("correct", closed[0]), _filled(criteria, "1", "1", **others))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert ReviewRound.objects.current().count() == 2


def test_correct_round_to_what_it_said_before_says_so_at_the_form(
    office: Client, criteria: CriteriaSet, closed: list[ReviewRound]
) -> None:
    same = _filled(criteria, "1", "0", closed_on="2018-03-01", reason="更正")
    second = criteria.criteria.get(code="2")
    response = office.post(_address("correct", closed[0]), same | {f"comment_{second.pk}": "原来的话"})

    assert response.status_code == 422
    assert "与原意见相同，无需更正" in _text(response)
    assert ReviewRound.objects.current().count() == 2


def test_correct_round_of_an_open_or_voided_one_gives_409(office: Client, review: ReviewRound) -> None:
    assert office.get(_address("correct", review)).status_code == 409

    void_row(review, reason="录入有误")

    assert office.get(_address("correct", review)).status_code == 409
    assert office.get(_address("close", review)).status_code == 409


def test_pages_of_a_unit_that_does_not_exist_are_not_there(office: Client) -> None:
    for page in ("round_detail", "filing_detail", "close_round", "correct_round"):
        assert office.get(reverse(f"plans:{page}", args=[0])).status_code == 404


def test_round_list_of_a_clerk_tallies_only_what_is_seen(criteria: CriteriaSet) -> None:
    mine: Unit = a_unit("甲市")
    a_round(mine, criteria, verdict="PASSED")
    a_round(a_unit("乙市"), criteria, verdict="PASSED")

    assert "通过 1" in _text(_browser(a_post(mine, role="CLERK")).get(reverse("plans:round_list")))
