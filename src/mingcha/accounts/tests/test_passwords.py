"""Changing the own password; one that was given by an administrator is changed first."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from mingcha.accounts import rules
from mingcha.accounts.choices import Counted
from mingcha.accounts.models import SignIn
from mingcha.accounts.tests.test_signing import a_browser, is_in, try_as
from mingcha.kernel.models import LedgerDetail, LedgerEntry
from mingcha.orgs.models import Account
from mingcha.orgs.tests.factories import PASSWORD, a_post, an_account

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
NEW = "another long sentence"


@pytest.fixture
def account() -> Account:
    return an_account(a_post())


@pytest.fixture
def client(account: Account) -> Client:
    client = a_browser()
    try_as(client, account.username, PASSWORD)
    return client


def change(client: Client, old: str = PASSWORD, new: str = NEW, again: str = NEW) -> str:
    response = client.post("/accounts/password", {"old": old, "new": new, "again": again}, follow=True)
    return response.content.decode()


def test_change_password_keeps_this_session_ends_the_others_and_is_entered(account: Account, client: Client) -> None:
    other = a_browser()
    try_as(other, account.username, PASSWORD)

    page = change(client)

    assert "密码已修改" in page
    assert [each.get("/accounts/").status_code for each in (client, other)] == [200, 302]
    assert SignIn.objects.count() == 1
    entry = LedgerEntry.objects.latest("sequence")
    assert (entry.verb, entry.object_id) == ("accounts.change_password", account.pk)
    assert not LedgerDetail.objects.filter(entry=entry).exists()
    account.refresh_from_db()
    assert account.check_password(NEW)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"old": "wrong"}, "密码不对"),
        ({"again": "something else"}, "不一致"),
        ({"new": PASSWORD, "again": PASSWORD}, "不能与现用密码相同"),
        ({"new": "short", "again": "short"}, "12"),
        ({"new": "", "again": ""}, "必填"),
    ],
)
def test_change_password_says_what_is_wrong(given: dict[str, str], says: str, account: Account, client: Client) -> None:
    page = change(client, **given)

    assert says in page
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_tries_at_the_old_password_are_counted(account: Account, client: Client) -> None:
    for _ in range(rules.MOST_TRIES[Counted.NAME]):
        change(client, old="wrong")

    page = change(client)

    assert "已锁定" in page
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_right_old_password_is_no_failure(account: Account, client: Client) -> None:
    for number in range(7):
        change(
            client, old=PASSWORD if number == 0 else f"{NEW}{number - 1}", new=f"{NEW}{number}", again=f"{NEW}{number}"
        )

    account.refresh_from_db()
    assert account.check_password(f"{NEW}6")


def test_given_password_must_be_changed_before_anything_else(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(must_change_password=True)
    client = a_browser()
    try_as(client, account.username, PASSWORD)

    before = client.get("/plans/rounds/").headers.get("Location")
    says = client.get("/accounts/password").content.decode()
    change(client)

    assert before == "/accounts/password"
    assert "一次性密码" in says
    assert client.get("/plans/rounds/").status_code == 200
    assert is_in(client)


def test_stranger_is_asked_to_sign_in() -> None:
    assert Client().get("/accounts/password").headers["Location"] == "/login?next=/accounts/password"


def test_password_too_short_is_told_in_the_readers_language() -> None:
    for language, says in (
        ("zh-hans", "密码太短，至少12个字符。"),
        ("en", "The password is too short: at least 12 characters."),
    ):
        with translation.override(language), pytest.raises(ValidationError) as refused:
            validate_password("short-1")

        assert refused.value.messages == [says]
