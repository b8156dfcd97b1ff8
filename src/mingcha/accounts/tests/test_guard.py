"""Tries at once, forged addresses, and where one is sent after signing in."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from mingcha.accounts.actions import _guard
from mingcha.accounts.models import Tries
from mingcha.accounts.tests.test_signing import a_browser, try_as
from mingcha.orgs.models import Account
from mingcha.orgs.tests.factories import PASSWORD, a_post, an_account

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.mark.django_db(transaction=True)
def test_tries_at_once_gain_nothing() -> None:
    account = an_account(a_post())

    def take(number: int) -> bool:
        try:
            return _guard.take_try(account.username, account, f"10.0.0.{number}") is None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        granted = list(threads.map(take, range(24)))

    assert granted.count(True) == 5
    assert Tries.objects.get(account=account).count == 5


@pytest.mark.django_db(transaction=True)
def test_tries_at_once_from_one_address_are_all_counted() -> None:
    def take(number: int) -> bool:
        try:
            return _guard.take_try(f"name{number}", None, "10.0.0.1") is None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        granted = list(threads.map(take, range(40)))

    assert granted.count(True) == 30


def test_address_that_the_browser_claims_is_not_believed() -> None:
    account = an_account(a_post())
    for number in range(30):
        client = Client(REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": f"192.0.2.{number}"})
        try_as(client, f"name{number}")

    page = try_as(Client(REMOTE_ADDR="10.0.0.1", headers={"Accept-Language": "zh-CN"}), account.username, PASSWORD)

    assert "已锁定" in page


def test_behind_a_proxy_the_address_is_the_one_that_the_last_proxy_saw(settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client = Client(REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "198.51.100.9, 192.0.2.7"})

    try_as(client, "somebody")

    assert Tries.objects.get(kind="ADDRESS").key == "192.0.2.7"


def test_server_that_is_told_no_address_lets_in_all_the_same() -> None:
    account = an_account(a_post())
    client = Client(REMOTE_ADDR="")

    try_as(client, account.username, PASSWORD)

    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("there", ["http://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_next_page_is_never_another_site(there: str) -> None:
    account = an_account(a_post())

    answer = a_browser().post(f"/login?next={there}", {"login": account.username, "password": PASSWORD, "next": there})

    assert answer.headers["Location"] == "/"


def test_nobody_signs_up_or_resets_a_password_by_mail() -> None:
    client = Client()
    pages = ["/accounts/signup/", "/signup", "/accounts/password/reset/", "/accounts/email/"]

    assert [client.get(url).status_code for url in pages] == [404] * 4
    assert not Account.objects.exists()
