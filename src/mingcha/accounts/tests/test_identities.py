"""Signing in by another system: a real provider, its tokens signed; no account is ever made."""

from collections.abc import Iterator

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from mingcha.accounts import actions
from mingcha.accounts.models import SignIn
from mingcha.accounts.tests.oidc_provider import CLIENT, SECRET, Provider, a_provider
from mingcha.accounts.tests.test_factors import SECRET as TOTP_SECRET
from mingcha.accounts.tests.test_factors import code_of, second_step
from mingcha.accounts.tests.test_signing import a_browser, is_in
from mingcha.kernel.errors import BadValue
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs.models import Account
from mingcha.orgs.tests.factories import a_post, an_account

pytestmark = [pytest.mark.django_db, pytest.mark.allow_hosts(["127.0.0.1"])]


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    with a_provider() as found:
        settings.OIDC_URL, settings.OIDC_CLIENT, settings.OIDC_SECRET = found.url, CLIENT, SECRET
        yield found


@pytest.fixture
def account() -> Account:
    made = an_account(a_post())
    Account.objects.filter(pk=made.pk).update(username="zhang")
    made.refresh_from_db()
    return made


def go(client: Client) -> str:
    """Off to the provider and back; the text of the page one is led to."""
    there = client.get("/login/oidc").headers["Location"]
    back = requests.get(there, allow_redirects=False, timeout=5).headers["Location"]
    return client.get(back.removeprefix("http://testserver"), follow=True).content.decode()


def test_sign_in_by_the_provider_links_the_account_of_that_name(provider: Provider, account: Account) -> None:
    client = a_browser()

    assert "统一身份认证" in client.get("/login").content.decode()
    go(client)

    assert is_in(client)
    assert SignIn.objects.get().way == "OIDC"
    assert list(SocialAccount.objects.values_list("user", "uid", "extra_data")) == [(account.pk, "s-1", {})]
    verbs = list(LedgerEntry.objects.order_by("sequence").values_list("verb", "object_id"))
    assert verbs == [("accounts.link_identity", account.pk), ("accounts.sign_in", account.pk)]


def test_subject_once_linked_counts_and_not_the_name(provider: Provider, account: Account) -> None:
    go(a_browser())
    other = an_account(a_post())
    provider.claims["preferred_username"] = other.username
    client = a_browser()

    go(client)

    assert client.session["_auth_user_id"] == str(account.pk)
    assert SocialAccount.objects.get().extra_data == {}


def test_account_linked_with_one_subject_is_not_given_to_another(provider: Provider, account: Account) -> None:
    go(a_browser())
    provider.claims["sub"] = "s-2"
    client = a_browser()

    page = go(client)

    assert "已与另一个统一身份关联" in page
    assert not is_in(client)
    with pytest.raises(BadValue):
        actions.link_identity(account, actor=None, provider="oidc", subject="s-3")


@pytest.mark.parametrize("name", ["nobody", "", None])
def test_who_has_no_account_gets_none(provider: Provider, name: str | None) -> None:
    provider.claims["preferred_username"] = name
    client = a_browser()

    page = go(client)

    assert "没有与您的统一身份对应的账号" in page
    assert (is_in(client), Account.objects.count(), SocialAccount.objects.count()) == (False, 0, 0)
    assert LedgerEntry.objects.get().outcome == "FAILED"


def test_claim_is_the_one_that_the_settings_name(provider: Provider, account: Account, settings: Settings) -> None:
    settings.OIDC_CLAIM = "employee_number"
    provider.claims["employee_number"] = "zhang"
    provider.claims["preferred_username"] = "somebody"
    client = a_browser()

    go(client)

    assert is_in(client)


def test_token_signed_with_another_key_lets_nobody_in(provider: Provider, account: Account) -> None:
    provider.signs_with = rsa.generate_private_key(65537, 2048)
    client = a_browser()

    page = go(client)

    assert "统一身份认证" in page
    assert (is_in(client), SocialAccount.objects.exists()) == (False, False)


@pytest.mark.parametrize("claims", [{"aud": "other"}, {"iss": "http://127.0.0.1:1"}, {"exp": 1}])
def test_token_for_others_by_others_or_too_old_lets_nobody_in(
    provider: Provider, account: Account, claims: dict[str, object]
) -> None:
    provider.claims.update(claims)
    client = a_browser()

    go(client)

    assert not is_in(client)


def test_answers_about_two_subjects_let_nobody_in(provider: Provider, account: Account) -> None:
    provider.userinfo["sub"] = "s-9"
    client = a_browser()

    page = go(client)

    assert "答复不完整" in page
    assert not is_in(client)


def test_code_of_another_browser_lets_nobody_in(provider: Provider, account: Account) -> None:
    thief, victim = a_browser(), a_browser()
    there = thief.get("/login/oidc").headers["Location"]
    back = requests.get(there, allow_redirects=False, timeout=5).headers["Location"]

    victim.get(back.removeprefix("http://testserver"))

    assert not is_in(victim)


def test_second_factor_is_asked_for_all_the_same(provider: Provider, account: Account) -> None:
    cache.clear()
    actions.add_totp(account, actor=None, secret=TOTP_SECRET)
    client = a_browser()

    page = go(client)
    was_in = is_in(client)
    second_step(client, code_of(TOTP_SECRET))

    assert "登录第二步" in page
    assert (was_in, is_in(client)) == (False, True)


def test_closed_account_stays_closed(provider: Provider, account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(is_active=False)
    client = a_browser()

    page = go(client)

    assert "已停用" in page
    assert not is_in(client)


def test_provider_that_does_not_answer_leads_back(settings: Settings) -> None:
    settings.OIDC_URL = "http://127.0.0.1:9"

    page = a_browser().get("/login/oidc", follow=True).content.decode()

    assert "现在连不上" in page


def test_cancelled_over_there_leads_back(provider: Provider) -> None:
    client = a_browser()
    there = client.get("/login/oidc").headers["Location"]
    state = dict(part.split("=") for part in there.partition("?")[2].split("&"))["state"]

    page = client.get(f"/login/oidc/callback?error=access_denied&state={state}", follow=True).content.decode()

    assert "没有完成" in page


@pytest.mark.parametrize("url", ["/login/oidc", "/login/oidc/callback"])
def test_without_a_provider_there_is_no_such_page(url: str) -> None:
    assert a_browser().get(url).status_code == 404


def test_linking_on_demand_is_not_offered(provider: Provider) -> None:
    assert a_browser().get("/login/oidc?process=connect").status_code == 404
