"""Signing in and out: what is written of it, and when a name or an address is locked."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from mingcha.accounts import actions, rules
from mingcha.accounts.actions import _guard
from mingcha.accounts.choices import Counted, Way
from mingcha.accounts.models import SignIn, Tries
from mingcha.kernel import clock
from mingcha.kernel.errors import NotInThisState, Refused
from mingcha.kernel.models import LedgerDetail, LedgerEntry
from mingcha.orgs.models import Account, Post
from mingcha.orgs.tests.factories import PASSWORD, a_post, an_account

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
NOON = datetime(2026, 11, 1, 4, tzinfo=UTC)
WRONG = "wrong"
CHROME = "Mozilla/5.0 (Windows NT 10.0) Chrome/141.0 Safari/537.36"


def a_browser(address: str = "10.0.0.1") -> Client:
    return Client(headers={"Accept-Language": "zh-CN", "User-Agent": CHROME}, REMOTE_ADDR=address)


def try_as(client: Client, name: str, password: str = WRONG) -> str:
    return client.post("/login", {"login": name, "password": password}).content.decode()


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def _book() -> list[tuple[str, str, int | None]]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", "outcome", "object_id"))


def test_sign_in_is_entered_with_the_post_and_without_the_password() -> None:
    post = a_post()
    account, client = an_account(post), a_browser()

    try_as(client, account.username, PASSWORD)

    entry = LedgerEntry.objects.get()
    assert (entry.verb, entry.actor_id, entry.object_id) == ("accounts.sign_in", post.pk, account.pk)
    assert entry.session == f"user {account.username}"
    assert LedgerDetail.objects.get().after == '{"address":"10.0.0.1","way":"PASSWORD"}'
    kept = SignIn.objects.get()
    assert (kept.account, kept.session_key, kept.way) == (account, client.session.session_key, Way.PASSWORD)
    assert kept.browser == "Chrome 141 · Windows"


def test_session_gets_another_id_by_signing_in() -> None:
    account, client = an_account(a_post()), a_browser()
    client.session.save()
    client.cookies["sessionid"] = before = client.session.session_key or ""

    try_as(client, account.username, PASSWORD)

    assert is_in(client)
    assert client.session.session_key != before


def test_failure_is_entered_but_not_the_name_of_nobody() -> None:
    post = a_post()
    account = an_account(post)

    try_as(a_browser(), account.username)
    try_as(a_browser(), "my-secret-password")

    assert _book() == [("accounts.fail_sign_in", "FAILED", account.pk), ("accounts.fail_sign_in", "FAILED", None)]
    assert "my-secret" not in str(list(LedgerDetail.objects.values()) + list(Tries.objects.values()))


def test_name_is_locked_after_five_failures_for_everybody_until_the_time_is_over() -> None:
    account = an_account(a_post())
    with clock.set_to(NOON):
        for number in range(5):
            try_as(a_browser(f"10.0.0.{number}"), account.username)
        page = try_as(a_browser("10.0.1.1"), account.username, PASSWORD)
    client = a_browser()
    with clock.set_to(NOON + rules.LOCK):
        try_as(client, account.username, PASSWORD)

    assert "请15分钟后再试，或请系统管理员解锁" in page
    assert is_in(client)
    last = LedgerEntry.objects.filter(verb="accounts.fail_sign_in").latest("sequence")
    assert last.reason == "锁定至2026-11-01 12:15"
    assert LedgerEntry.objects.filter(verb="accounts.fail_sign_in").count() == 5


def test_address_is_locked_after_thirty_failures_and_others_are_not() -> None:
    account = an_account(a_post())
    near, far = a_browser("10.0.0.9"), a_browser("10.0.0.8")
    with clock.set_to(NOON):
        for number in range(30):
            _guard.take_try(f"name{number}", None, "10.0.0.9")
        page = try_as(near, account.username, PASSWORD)
        try_as(far, account.username, PASSWORD)

    assert "请15分钟后再试" in page
    assert (is_in(near), is_in(far)) == (False, True)


def test_right_password_at_the_fifth_try_lets_in_and_starts_anew() -> None:
    account, client = an_account(a_post()), a_browser()
    for _ in range(4):
        try_as(a_browser(), account.username)

    try_as(client, account.username, PASSWORD)

    assert is_in(client)
    assert not Tries.objects.filter(kind=Counted.NAME).exists()
    assert Tries.objects.get(kind=Counted.ADDRESS).count == 4


def test_failures_long_ago_are_forgotten() -> None:
    account = an_account(a_post())
    with clock.set_to(NOON):
        _guard.take_try("somebody", None, "10.9.9.9")
    with clock.set_to(NOON + timedelta(hours=1)):
        try_as(a_browser(), account.username, PASSWORD)

    assert list(Tries.objects.values_list("key", flat=True)) == ["10.0.0.1"]


@pytest.mark.parametrize("wrong", ["USER", " user", "ｕser"])
def test_name_is_taken_exactly_as_it_is_written(wrong: str) -> None:
    account, client = an_account(a_post()), a_browser()
    Account.objects.filter(pk=account.pk).update(username="user")

    try_as(client, wrong, PASSWORD)

    assert is_in(client) is (wrong == " user")


def test_closed_account_is_told_so_only_with_its_password() -> None:
    account = an_account(a_post())
    Account.objects.filter(pk=account.pk).update(is_active=False)

    pages = [try_as(a_browser(), account.username, word) for word in ("wrong", PASSWORD)]

    assert ["已停用" in page for page in pages] == [False, True]
    assert not SignIn.objects.exists()


def test_sign_in_without_a_valid_post_is_entered_without_one() -> None:
    post = a_post()
    account = an_account(post)
    Post.objects.filter(pk=post.pk).update(valid_until="2018-06-30")

    try_as(a_browser(), account.username, PASSWORD)

    assert LedgerEntry.objects.get().actor_id is None


def test_sign_out_ends_the_session_and_is_entered() -> None:
    account, client = an_account(a_post()), a_browser()
    try_as(client, account.username, PASSWORD)

    client.post("/logout")

    assert _book()[1:] == [("accounts.sign_out", "DONE", account.pk)]
    assert (is_in(client), SignIn.objects.count()) == (False, 0)


def test_sign_out_of_a_stranger_leads_to_the_sign_in() -> None:
    assert a_browser().post("/logout").headers["Location"] == "/login"
    assert not LedgerEntry.objects.exists()


def _two_devices(account: Account) -> tuple[Client, Client]:
    here, there = a_browser(), a_browser("10.0.0.2")
    for client in (here, there):
        try_as(client, account.username, PASSWORD)
    return here, there


def test_end_sign_in_signs_that_device_out() -> None:
    account = an_account(a_post())
    here, there = _two_devices(account)

    response = here.post(f"/accounts/sign-ins/{SignIn.objects.get(address='10.0.0.2').pk}/end", follow=True)

    assert "已退出该设备" in response.content.decode()
    assert [client.get("/accounts/").status_code for client in (here, there)] == [200, 302]
    assert _book()[-1] == ("accounts.end_sign_in", "DONE", account.pk)


def test_end_sign_in_of_somebody_else_is_refused_and_not_there() -> None:
    account, other = an_account(a_post()), an_account(a_post())
    _two_devices(account)
    client = a_browser()
    try_as(client, other.username, PASSWORD)
    found = SignIn.objects.filter(account=account).first()
    assert found is not None

    assert client.post(f"/accounts/sign-ins/{found.pk}/end").status_code == 404
    with pytest.raises(Refused):
        actions.end_sign_in(found, actor=None, account=other)


def test_end_sign_in_twice_is_too_late_the_second_time() -> None:
    account = an_account(a_post())
    _two_devices(account)
    found = SignIn.objects.filter(account=account).latest("pk")
    actions.end_sign_in(SignIn.objects.get(pk=found.pk), actor=None, account=account)

    with pytest.raises(NotInThisState):
        actions.end_sign_in(found, actor=None, account=account)


def test_end_other_sign_ins_leaves_this_one_alone() -> None:
    account = an_account(a_post())
    here, there = _two_devices(account)

    here.post("/accounts/sign-ins/end-others")

    assert [client.get("/accounts/").status_code for client in (here, there)] == [200, 302]
    entry = LedgerEntry.objects.latest("sequence")
    assert (entry.verb, entry.rows) == ("accounts.end_other_sign_ins", 1)


def test_devices_whose_session_is_over_are_not_listed_and_go_at_the_next_sign_in() -> None:
    account = an_account(a_post())
    with clock.set_to(datetime.now(UTC) - timedelta(hours=9)):
        SignIn.objects.create(account=account, session_key="old", address="10.0.0.7", agent="", way=Way.PASSWORD)
    client = a_browser()
    try_as(client, account.username, PASSWORD)

    page = client.get("/accounts/").content.decode()

    assert "10.0.0.7" not in page
    assert SignIn.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_own_page_costs_the_same_with_one_and_with_three_devices(count: int, django_assert_num_queries: object) -> None:
    account = an_account(a_post())
    clients = [a_browser() for _ in range(count)]
    for client in clients:
        try_as(client, account.username, PASSWORD)

    with django_assert_num_queries(6):  # type: ignore[operator]  # session, account, post, devices, factors, codes
        page = clients[0].get("/accounts/").content.decode()

    assert page.count('data-label="浏览器"') == count
