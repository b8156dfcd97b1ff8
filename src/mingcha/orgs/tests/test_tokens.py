"""Tokens: made for the own post, shown once, in force until withdrawn, expired, or the post or account has ended."""

from datetime import date, timedelta
from typing import Any

import pytest

from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs import access, actions, queries, rules
from mingcha.orgs.choices import ApiScope
from mingcha.orgs.models import Account, ApiToken, Post
from mingcha.orgs.tests.factories import a_post, a_system_post, a_unit, an_account

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

READ = [ApiScope.ASSIGNMENTS_READ.value]


def a_holder(role: str = "CLERK") -> Post:
    """A post whose person has an account."""
    return an_account(a_post(role=role)).person.posts.get()


def made(actor: Post, name: str = "报表系统", **given: Any) -> tuple[ApiToken, str]:
    values: dict[str, Any] = {"name": name, "scopes": READ, "expires_on": clock.today() + timedelta(days=30), **given}
    return actions.make_token(actor=actor, **values)


def test_make_token_when_made_keeps_a_digest_and_enters_the_ledger() -> None:
    actor = a_holder()

    token, secret = made(actor, scopes=[ApiScope.ORGS_READ, *READ])

    assert secret.startswith("mc_")
    assert secret not in str(ApiToken.objects.values())
    assert token.digest == rules.token_digest(secret)
    assert token.scopes == ["ORGS_READ", "ASSIGNMENTS_READ"]
    assert queries.acting_token(secret) == token
    entry = LedgerEntry.objects.get(verb="orgs.make_token")
    assert (entry.actor_id, entry.object_id) == (actor.pk, token.pk)


@pytest.mark.parametrize("role", ["SYSTEM_ADMIN", "SECURITY_ADMIN", "AUDITOR"])
def test_make_token_when_asked_by_an_administrator_is_refused(role: str) -> None:
    with pytest.raises(Refused):
        made(a_holder(role))


def test_make_token_when_asked_by_a_built_in_post_is_refused() -> None:
    with pytest.raises(Refused):
        made(a_system_post())


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "长" * 41}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["TIPS_READ"]}, "scopes"),
        ({"expires_on": date(2000, 1, 1)}, "expires_on"),
        ({"expires_on": date(2100, 1, 1)}, "expires_on"),
    ],
)
def test_make_token_when_a_value_is_wrong_names_the_field(given: dict[str, Any], field: str) -> None:
    with pytest.raises(BadValue) as caught:
        made(a_holder(), **given)

    assert caught.value.field == field
    assert not ApiToken.objects.exists()


def test_make_token_when_the_name_is_used_is_refused_until_that_one_is_withdrawn() -> None:
    actor = a_holder()
    token, _ = made(actor)

    with pytest.raises(BadValue):
        made(actor)
    actions.revoke_token(token, actor=actor)

    assert made(actor)[0].name == token.name


def test_make_token_when_ten_are_in_force_is_refused() -> None:
    actor = a_holder()
    for number in range(10):
        made(actor, f"系统{number}")

    with pytest.raises(BadValue):
        made(actor, "又一个")


def test_revoke_token_when_withdrawn_ends_it_at_once() -> None:
    actor = a_holder()
    token, secret = made(actor)

    actions.revoke_token(token, actor=actor)

    token.refresh_from_db()
    assert queries.acting_token(secret) is None
    assert token.revoked_by == actor
    assert not token.is_in_force
    assert LedgerEntry.objects.filter(verb="orgs.revoke_token", object_id=token.pk).exists()
    with pytest.raises(NotInThisState):
        actions.revoke_token(token, actor=actor)


def test_revoke_token_when_asked_by_another_post_is_refused_but_not_by_the_security_administrator() -> None:
    token, _ = made(a_holder())

    with pytest.raises(Refused):
        actions.revoke_token(token, actor=a_holder())
    actions.revoke_token(token, actor=a_holder("SECURITY_ADMIN"))

    assert not ApiToken.objects.in_force().exists()


def test_tokens_visible_to_when_asked_gives_the_own_ones_and_all_to_the_security_administrator() -> None:
    token, _ = made(a_holder())
    other, _ = made(a_holder())

    assert list(queries.api_tokens(token.post)) == [token]
    assert set(queries.api_tokens(a_holder("SECURITY_ADMIN"))) == {token, other}
    assert not ApiToken.objects.visible_to(a_holder("SYSTEM_ADMIN")).exists()
    assert not access.may_revoke_token(token.post, other)


def test_acting_token_when_expired_or_unknown_is_none() -> None:
    token, secret = made(a_holder())
    ApiToken.objects.filter(pk=token.pk).update(expires_on=clock.today() - timedelta(days=1))
    token.refresh_from_db()

    assert queries.acting_token(secret) is None
    assert queries.acting_token("mc_guess") is None
    assert str(token) == "报表系统"
    assert not token.is_in_force


def test_acting_token_when_the_post_or_the_account_has_ended_is_none() -> None:
    ended, locked = made(a_holder()), made(a_holder())

    Post.objects.filter(pk=ended[0].post_id).update(valid_until=clock.today() - timedelta(days=1))
    Account.objects.filter(person=locked[0].post.person_id).update(is_active=False)

    assert queries.acting_token(ended[1]) is None
    assert queries.acting_token(locked[1]) is None


def test_add_link_post_when_asked_twice_makes_one_and_a_unit_that_asks_nobody_is_refused() -> None:
    unit = a_unit("甲市")

    post = actions.add_link_post(unit, actor=a_post())

    assert actions.add_link_post(unit, actor=a_post()) == post
    assert (post.person, post.role) == (None, "CLERK")
    assert LedgerEntry.objects.filter(verb="orgs.add_link_post").count() == 1
    with pytest.raises(Refused):
        actions.add_link_post(unit, actor=a_post(role="LEADER"))
