"""Second factors: authenticator app, recovery codes; roles that must have one. Passkeys: tests/journeys."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.apps import apps
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django.fixtures import Settings

from mingcha.accounts import actions
from mingcha.accounts.actions import _guard
from mingcha.accounts.models import SignIn
from mingcha.accounts.tests.test_signing import a_browser, is_in, try_as
from mingcha.kernel import clock
from mingcha.kernel.errors import NotInThisState, Refused
from mingcha.kernel.models import LedgerDetail, LedgerEntry
from mingcha.orgs.models import Account
from mingcha.orgs.tests.factories import PASSWORD, a_post, an_account

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(secret: str, step: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step)))


@pytest.fixture(autouse=True)
def _no_codes_used() -> None:
    cache.clear()  # the library notes used codes there by the account's number, and tests give numbers again


@pytest.fixture
def account() -> Account:
    return an_account(a_post())


@pytest.fixture
def client(account: Account) -> Client:
    client = a_browser()
    try_as(client, account.username, PASSWORD)
    return client


def _with_totp(account: Account) -> list[str]:
    return actions.add_totp(account, actor=None, secret=SECRET)


def second_step(client: Client, code: str) -> str:
    return client.post("/login/second-step", {"code": code}).content.decode()


def test_add_totp_by_page_gives_recovery_codes_once_and_enters_no_secret(account: Account, client: Client) -> None:
    secret = re.findall(r"data-secret>(\w+)<", client.get("/accounts/totp").content.decode())[0]

    page = client.post("/accounts/totp", {"code": code_of(secret), "password": PASSWORD}).content.decode()

    assert len(re.findall(r"<code>\d{8}</code>", page)) == 10
    entry = LedgerEntry.objects.latest("sequence")
    assert (entry.verb, entry.object_id) == ("accounts.add_totp", account.pk)
    assert not LedgerDetail.objects.filter(entry=entry).exists()
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert "恢复码还剩 10 个" in client.get("/accounts/").content.decode()


@pytest.mark.parametrize(
    ("given", "says"), [({"code": "000000"}, "验证码不对"), ({"password": "wrong"}, "密码不对"), ({"code": ""}, "必填")]
)
def test_add_totp_needs_the_code_and_the_password(given: dict[str, str], says: str, client: Client) -> None:
    secret = re.findall(r"data-secret>(\w+)<", client.get("/accounts/totp").content.decode())[0]

    page = client.post("/accounts/totp", {"code": code_of(secret), "password": PASSWORD} | given).content.decode()

    assert says in page
    assert not Authenticator.objects.exists()


def test_add_totp_twice_is_refused(account: Account) -> None:
    _with_totp(account)

    with pytest.raises(NotInThisState):
        _with_totp(account)


def test_password_alone_lets_nobody_in_who_has_a_second_factor(account: Account) -> None:
    _with_totp(account)
    client = a_browser()

    asked = client.post("/login", {"login": account.username, "password": PASSWORD})
    was_in = is_in(client)
    second_step(client, code_of(SECRET))

    assert (asked.headers["Location"], was_in, is_in(client)) == ("/login/second-step", False, True)
    assert SignIn.objects.get().way == "SECOND_FACTOR"


def test_code_is_taken_once(account: Account) -> None:
    _with_totp(account)
    first, second = a_browser(), a_browser()
    for client in (first, second):
        try_as(client, account.username, PASSWORD)
    code = code_of(SECRET)

    second_step(first, code)
    page = second_step(second, code)

    assert (is_in(first), is_in(second)) == (True, False)
    assert "已经用过" in page


def test_recovery_code_lets_in_once(account: Account) -> None:
    codes = _with_totp(account)
    first, second = a_browser(), a_browser()
    for client in (first, second):
        try_as(client, account.username, PASSWORD)
        second_step(client, codes[3])

    assert (is_in(first), is_in(second)) == (True, False)


def test_codes_are_counted_as_passwords_are(account: Account) -> None:
    _with_totp(account)
    client = a_browser()
    try_as(client, account.username, PASSWORD)

    for _ in range(4):
        second_step(client, "000000")
    page = second_step(client, code_of(SECRET))

    assert "已锁定" in page
    assert not is_in(client)
    assert LedgerEntry.objects.filter(verb="accounts.fail_sign_in", object_id=account.pk).count() == 4


def test_second_step_without_a_first_leads_to_the_sign_in() -> None:
    assert a_browser().get("/login/second-step").headers["Location"] == "/login"


def test_sign_in_with_another_account_instead_of_the_second_step(account: Account) -> None:
    _with_totp(account)
    client = a_browser()
    try_as(client, account.username, PASSWORD)

    client.post("/logout")

    assert client.get("/login").status_code == 200


def test_remove_factor_takes_the_recovery_codes_along(account: Account, client: Client) -> None:
    _with_totp(account)
    found = Authenticator.objects.get(type="totp")

    page = client.get(f"/accounts/factors/{found.pk}/remove").content.decode()
    client.post(f"/accounts/factors/{found.pk}/remove", {"password": PASSWORD})

    assert "验证器" in page
    assert not Authenticator.objects.exists()
    assert LedgerEntry.objects.latest("sequence").verb == "accounts.remove_factor"


def test_remove_factor_leaves_recovery_codes_while_there_is_another(account: Account) -> None:
    _with_totp(account)
    actions.add_passkey(account, actor=None, name="a", credential={})
    found = Authenticator.objects.get(type="totp")

    actions.remove_factor(found, actor=None, account=account)

    assert sorted(Authenticator.objects.values_list("type", flat=True)) == ["recovery_codes", "webauthn"]
    found.pk = 987654
    with pytest.raises(NotInThisState):
        actions.remove_factor(found, actor=None, account=account)


def test_remove_factor_of_somebody_else_is_refused(account: Account, client: Client) -> None:
    other = an_account(a_post())
    _with_totp(other)
    found = Authenticator.objects.get(type="totp")

    assert client.post(f"/accounts/factors/{found.pk}/remove", {"password": PASSWORD}).status_code == 404
    with pytest.raises(Refused):
        actions.remove_factor(found, actor=None, account=account)


def test_remove_factor_without_the_password_leaves_it(account: Account, client: Client) -> None:
    _with_totp(account)
    found = Authenticator.objects.get(type="totp")

    assert "密码不对" in client.post(f"/accounts/factors/{found.pk}/remove", {"password": "x"}).content.decode()
    assert Authenticator.objects.filter(pk=found.pk).exists()


def test_renew_recovery_codes_voids_the_old_ones(account: Account, client: Client) -> None:
    old = _with_totp(account)

    page = client.post("/accounts/recovery-codes", {"password": PASSWORD}).content.decode()

    new = re.findall(r"<code>(\d{8})</code>", page)
    assert (len(new), set(new) & set(old)) == (10, set())
    assert LedgerEntry.objects.latest("sequence").verb == "accounts.renew_recovery_codes"


def test_renew_recovery_codes_needs_a_second_factor_and_the_password(account: Account, client: Client) -> None:
    assert client.get("/accounts/recovery-codes").status_code == 200
    assert client.post("/accounts/recovery-codes", {"password": "x"}).status_code == 422
    with pytest.raises(NotInThisState):
        actions.renew_recovery_codes(account, actor=None)


def test_role_that_must_have_a_second_factor_is_led_to_it_and_cannot_remove_the_last(settings: Settings) -> None:
    settings.SECOND_FACTOR_ROLES = ["OFFICE"]
    account, client = an_account(a_post()), a_browser()
    try_as(client, account.username, PASSWORD)

    led = client.get("/plans/rounds/").headers.get("Location")
    says = client.get("/accounts/").content.decode()
    secret = re.findall(r"data-secret>(\w+)<", client.get("/accounts/totp").content.decode())[0]
    client.post("/accounts/totp", {"code": code_of(secret), "password": PASSWORD})
    found = Authenticator.objects.get(type="totp")
    kept = client.post(f"/accounts/factors/{found.pk}/remove", {"password": PASSWORD}).content.decode()

    assert led == "/accounts/"
    assert "必须有第二因素" in says
    assert client.get("/plans/rounds/").status_code == 200
    assert "必须有第二因素" in kept
    assert Authenticator.objects.filter(pk=found.pk).exists()


def test_role_that_there_is_not_stops_the_start(settings: Settings) -> None:
    settings.SECOND_FACTOR_ROLES = ["OFFICE", "HEADS"]

    with pytest.raises(ImproperlyConfigured, match="no such role: HEADS"):
        apps.get_app_config("accounts").ready()


def test_role_that_need_not_have_a_second_factor_goes_on(settings: Settings) -> None:
    settings.SECOND_FACTOR_ROLES = ["AUDITOR"]
    account, client = an_account(a_post()), a_browser()

    try_as(client, account.username, PASSWORD)

    assert client.get("/plans/rounds/").status_code == 200


def test_passkey_of_nobody_lets_nobody_in_and_is_entered() -> None:
    client = a_browser()
    options = client.get("/login/passkey", headers={"Accept": "application/json"}).json()

    client.post("/login/passkey", {"credential": '{"id": "x", "response": {}}'})

    assert options["request_options"]["publicKey"]["userVerification"] == "required"
    assert not is_in(client)
    assert LedgerEntry.objects.get().outcome == "FAILED"


def test_passkey_that_the_browser_did_not_make_is_not_kept(client: Client) -> None:
    page = client.get("/accounts/passkey").content.decode()
    answer = client.post("/accounts/passkey", {"name": "a", "password": PASSWORD, "credential": '{"id": "x"}'})

    assert "data-passkey-create" in page
    assert answer.status_code == 422
    assert not Authenticator.objects.exists()


def test_code_used_in_one_process_is_used_in_all_for_as_long_as_it_holds(account: Account) -> None:
    _with_totp(account)
    found, now = Authenticator.objects.get(type="totp"), clock.now()

    uses = []
    for seconds in (0, 60, 121):
        with clock.set_to(now + timedelta(seconds=seconds)):
            uses.append(_guard.is_first_use(found, "123456"))

    assert uses == [True, False, True]
    found.refresh_from_db()
    assert len(found.data["used"]) == 1


def test_passkey_of_thousands_of_digits_is_refused_as_any_other(client: Client) -> None:
    answer = client.post("/accounts/passkey", {"name": "U盾", "password": PASSWORD, "credential": "9" * 5000})

    assert answer.status_code != 500
    assert not Authenticator.objects.exists()
