"""Acting in one of several posts, and in somebody else's for some days."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs import access, actions, queries
from mingcha.orgs.models import Account, Delegation, Post, Unit
from mingcha.orgs.tests.factories import a_post, a_system_post, a_unit, an_account

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Counted = Callable[[int], AbstractContextManager[Any]]
DAY = timedelta(days=1)


class Office:
    """A city with a clerk, a head and a second clerk, all with accounts."""

    def __init__(self) -> None:
        self.unit = a_unit("甲市")
        self.clerk, self.head = a_post(self.unit, role="CLERK"), a_post(self.unit, role="HEAD")
        self.other = a_post(self.unit, role="CLERK")
        self.accounts = {post.pk: an_account(post) for post in (self.clerk, self.head, self.other)}

    def lend(self, post: Post | None = None, to: Post | None = None, **given: Any) -> Delegation:
        post, deputy = post or self.clerk, to or self.other
        assert deputy.person is not None
        today = clock.today()
        plain = {"valid_from": today, "valid_until": today + 2 * DAY, "reason": "出差", "actor": post}
        return actions.make_delegation(post, person=deputy.person, **{**plain, **given})

    def browser(self, post: Post) -> Client:
        client = Client(headers={"Accept-Language": "zh-CN"})
        client.force_login(self.accounts[post.pk])
        return client


@pytest.fixture
def office() -> Office:
    return Office()


def _acts(client: Client) -> Post:
    found: Post = client.get("/orgs/delegations/").context["request"].actor
    return found


def _second_post(office: Office, unit: Unit | None = None) -> Post:
    return a_post(unit or a_unit("乙市"), role="CLERK", person=office.clerk.person)


# ---------------------------------------------------------------- one of several posts
def test_act_in_post_holds_for_the_session_and_is_shown(office: Office) -> None:
    second = _second_post(office)
    client = office.browser(office.clerk)

    before = _acts(client)
    client.post("/orgs/posts/act", {"post": second.pk})
    page = client.get("/orgs/delegations/").content.decode()

    assert (before, _acts(client)) == (office.clerk, second)
    assert f'value="{second.pk}" aria-current="true"' in page.replace("  ", " ")


@pytest.mark.parametrize("asked", ["", "x", "987654"])
def test_act_in_post_of_nobody_or_of_another_is_not_there(office: Office, asked: str) -> None:
    client = office.browser(office.clerk)

    answers = [client.post("/orgs/posts/act", {"post": post}).status_code for post in (asked, office.head.pk)]

    assert answers == [404, 404]
    assert _acts(client) == office.clerk


def test_act_in_post_that_has_ended_since_goes_back_to_the_first_and_says_so(office: Office) -> None:
    second = _second_post(office)
    client = office.browser(office.clerk)
    client.post("/orgs/posts/act", {"post": second.pk})
    Post.objects.filter(pk=second.pk).update(valid_until=date(2018, 6, 30))

    page = client.get("/orgs/delegations/").content.decode()

    assert "您原来办事的岗位已到期" in page
    assert "您原来办事的岗位已到期" not in client.get("/orgs/delegations/").content.decode()
    assert _acts(client) == office.clerk


def test_one_post_alone_is_named_without_a_choice(office: Office) -> None:
    page = office.browser(office.clerk).get("/orgs/delegations/").content.decode()

    assert "post-switch" not in page
    assert "甲市 · 单位联络员" in page


@pytest.mark.parametrize("count", [1, 3])
def test_posts_cost_one_statement_however_many(office: Office, count: int, django_assert_num_queries: Counted) -> None:
    for _ in range(count - 1):
        _second_post(office)

    with django_assert_num_queries(1):
        found = queries.acting_posts(office.accounts[office.clerk.pk])

    assert len(found) == count


# ---------------------------------------------------------------- for somebody else
def test_make_delegation_lets_the_deputy_choose_the_post_marked_and_the_ledger_names_him(office: Office) -> None:
    made = office.lend()
    client = office.browser(office.other)

    page = client.get("/orgs/delegations/").content.decode()
    client.post("/orgs/posts/act", {"post": office.clerk.pk})
    answer = client.post(f"/orgs/delegations/{made.pk}/end")

    assert page.count("代办</span>") == 1
    assert _acts(office.browser(office.other)) == office.other
    assert answer.status_code == 403  # a deputy decides nothing about the post
    refused = LedgerEntry.objects.get(verb="orgs.end_delegation")
    assert (refused.outcome, refused.actor_id) == ("REFUSED", office.clerk.pk)
    assert refused.session == f"deputy {office.accounts[office.other.pk].username}"
    assert LedgerEntry.objects.get(verb="orgs.make_delegation").object_id == made.pk


def test_delegation_begins_and_ends_by_itself(office: Office) -> None:
    today = clock.today()
    office.lend(valid_from=today + DAY, valid_until=today + 2 * DAY)
    account = office.accounts[office.other.pk]
    seen = []
    for days in range(4):
        with clock.set_to(clock.now() + days * DAY):
            seen.append(office.clerk in queries.acting_posts(account))

    assert seen == [False, True, True, False]


def test_end_delegation_takes_the_post_away_at_once(office: Office) -> None:
    made = office.lend()
    client = office.browser(office.other)
    client.post("/orgs/posts/act", {"post": office.clerk.pk})

    actions.end_delegation(made, actor=office.clerk)

    assert _acts(client) == office.other
    assert LedgerEntry.objects.filter(verb="orgs.end_delegation", object_id=made.pk).exists()


def test_deputy_whose_own_post_has_ended_acts_for_nobody(office: Office) -> None:
    office.lend()
    Post.objects.filter(pk=office.other.pk).update(valid_until=date(2018, 6, 30))

    assert queries.acting_posts(office.accounts[office.other.pk]) == []


def test_deputy_who_has_gone_to_another_unit_acts_for_nobody(office: Office) -> None:
    office.lend()
    Post.objects.filter(pk=office.other.pk).update(valid_until=date(2018, 6, 30))
    elsewhere = a_post(a_unit("乙市"), role="CLERK", person=office.other.person)

    assert queries.acting_posts(office.accounts[office.other.pk]) == [elsewhere]


def test_deputy_who_has_become_an_administrator_acts_for_nobody(office: Office) -> None:
    office.lend()
    Post.objects.filter(pk=office.other.pk).update(role="AUDITOR")

    assert queries.acting_posts(office.accounts[office.other.pk]) == [office.other]


def test_delegation_of_a_post_that_has_ended_is_worth_nothing(office: Office) -> None:
    office.lend()
    Post.objects.filter(pk=office.clerk.pk).update(valid_until=date(2018, 6, 30))

    assert queries.acting_posts(office.accounts[office.other.pk]) == [office.other]


def test_make_delegation_by_the_head_for_somebody_of_the_unit(office: Office) -> None:
    made = office.lend(actor=office.head)

    assert (made.post, made.made_by) == (office.clerk, office.head)


def test_make_delegation_is_refused_to_others(office: Office) -> None:
    stranger, deputised = a_post(a_unit("乙市"), role="HEAD"), Post.objects.get(pk=office.clerk.pk)
    deputised.is_deputised = True
    for actor in (stranger, office.other, deputised):
        with pytest.raises(Refused):
            office.lend(actor=actor)


@pytest.mark.parametrize("role", ["SYSTEM_ADMIN", "SECURITY_ADMIN", "AUDITOR"])
def test_make_delegation_of_an_administrator_is_refused(office: Office, role: str) -> None:
    with pytest.raises(Refused):
        office.lend(a_post(office.unit, role=role))


def test_make_delegation_of_a_post_that_nobody_holds_is_refused(office: Office) -> None:
    empty = Post.objects.create(unit=office.unit, title="短信链接", role="CLERK")

    assert not access.may_make_delegation(office.head, empty)
    assert not access.may_make_delegation(office.head, a_system_post())


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"valid_from": clock.today() - DAY}, "valid_from"),
        ({"valid_until": clock.today() - DAY}, "valid_until"),
        ({"valid_until": clock.today() + 90 * DAY}, "valid_until"),
        ({"reason": " "}, "reason"),
    ],
)
def test_make_delegation_with_bad_days_or_no_reason_says_where(office: Office, given: Any, field: str) -> None:
    with pytest.raises(BadValue) as caught:
        office.lend(**given)

    assert caught.value.field == field


def test_make_delegation_to_who_may_not_is_refused_at_the_person(office: Office) -> None:
    elsewhere = a_post(a_unit("乙市"), role="CLERK")
    an_account(elsewhere)
    without_account = a_post(office.unit, role="CLERK")
    closed = a_post(office.unit, role="CLERK")
    Account.objects.filter(pk=an_account(closed).pk).update(is_active=False)
    administers = a_post(office.unit, role="CLERK")
    an_account(administers)
    a_post(office.unit, role="AUDITOR", person=administers.person)

    for deputy in (elsewhere, without_account, closed, administers, office.clerk):
        with pytest.raises(BadValue) as caught:
            office.lend(to=deputy)
        assert caught.value.field == "person"


def test_make_delegation_twice_for_the_same_days_is_refused(office: Office) -> None:
    office.lend()

    with pytest.raises(BadValue) as caught:
        office.lend(valid_from=clock.today() + 2 * DAY, valid_until=clock.today() + 5 * DAY)

    assert caught.value.field == "valid_from"


def test_end_delegation_twice_or_after_its_day_is_too_late(office: Office) -> None:
    made, past = office.lend(), office.lend(to=office.head)
    actions.end_delegation(made, actor=office.clerk)
    Delegation.objects.filter(pk=past.pk).update(valid_from=date(2018, 1, 1), valid_until=date(2018, 1, 2))

    for delegation in (made, past):
        with pytest.raises(NotInThisState):
            actions.end_delegation(delegation, actor=office.clerk)


def test_end_delegation_by_the_deputy_and_the_security_administrator_but_nobody_else(office: Office) -> None:
    made = office.lend()
    guard, stranger = a_post(role="SECURITY_ADMIN"), a_post(a_unit("乙市"), role="HEAD")

    may = [access.may_end_delegation(actor, made) for actor in (office.other, office.head, guard, stranger)]

    assert may == [True, True, True, False]
    with pytest.raises(Refused):
        actions.end_delegation(made, actor=stranger)


def test_deputy_makes_no_token(office: Office) -> None:
    office.clerk.is_deputised = True

    assert not access.may_make_token(office.clerk)


def test_pages_make_list_show_and_end_a_delegation(office: Office) -> None:
    client, today = office.browser(office.head), clock.today()
    given = {"post": office.clerk.pk, "person": office.other.person_id, "valid_from": today, "reason": "学习"}

    page = client.get("/orgs/delegations/make").content.decode()
    wrong = client.post("/orgs/delegations/make", {**given, "valid_until": today - DAY})
    client.post("/orgs/delegations/make", {**given, "valid_until": today + DAY})
    made = Delegation.objects.get()
    shown = client.get(f"/orgs/delegations/{made.pk}/").content.decode()
    asked = client.get(f"/orgs/delegations/{made.pk}/end").content.decode()
    client.post(f"/orgs/delegations/{made.pk}/end")

    assert "设代办" in client.get("/orgs/delegations/").content.decode()
    assert page.count("<option") == 3 + 1 + 3
    assert (wrong.status_code, "最长90天" in wrong.content.decode()) == (422, True)
    assert "学习" in shown
    assert "结束代办" in asked
    assert client.get(f"/orgs/delegations/{made.pk}/end").status_code == 409
    made.refresh_from_db()
    assert made.ended_by == office.head


def test_pages_of_a_delegation_are_for_those_it_concerns(office: Office) -> None:
    made = office.lend()
    second = a_post(office.unit, role="CLERK")
    office.accounts[second.pk] = an_account(second)
    posts = (office.clerk, office.other, office.head, second)

    codes = [office.browser(post).get(f"/orgs/delegations/{made.pk}/").status_code for post in posts]

    assert codes == [200, 200, 200, 404]


def test_administrator_makes_no_delegation(office: Office) -> None:
    guard = a_post(role="SECURITY_ADMIN")
    office.accounts[guard.pk] = an_account(guard)
    client = office.browser(guard)
    made = office.lend()

    assert client.get("/orgs/delegations/make").status_code == 403
    assert client.get(f"/orgs/delegations/{made.pk}/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_delegations_costs_the_same(office: Office, count: int, django_assert_num_queries: Counted) -> None:
    for number in range(count):
        day = clock.today() + number * DAY
        office.lend(valid_from=day, valid_until=day)
    client = office.browser(office.head)

    with django_assert_num_queries(5):
        page = client.get("/orgs/delegations/").content.decode()

    assert page.count('data-label="代办起"') == count
