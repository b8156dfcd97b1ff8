"""Signing in by a real browser: password, authenticator app, passkey; a given password is changed first."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from playwright.sync_api import Page

from mingcha.accounts.models import SignIn
from mingcha.orgs.models import Account
from mingcha.orgs.tests.factories import PASSWORD, a_post, a_unit, an_account
from tests.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.goto("/login")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="退出", exact=True).click()
    page.wait_for_url("**/login")


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def test_authenticator_app_is_added_and_asked_for(page: Page) -> None:
    cache.clear()
    account = an_account(a_post())
    sign_in(page, account.username)
    page.get_by_role("link", name=account.username).click()
    page.get_by_role("link", name="启用验证器").click()
    assert page.get_by_alt_text("验证器二维码").evaluate("picture => picture.naturalWidth") > 50
    secret = page.locator("[data-secret]").inner_text()
    page.get_by_label("验证器显示的6位数字").fill(code_of(secret))
    page.get_by_label("现用密码").fill(PASSWORD)
    page.get_by_role("button", name="启用").click()
    codes = page.locator(".recovery-codes code").all_inner_texts()
    page.get_by_role("link", name="已保存").click()
    sign_out(page)

    sign_in(page, account.username)
    page.get_by_label("验证码").fill(codes[0])
    page.get_by_role("button", name="继续").click()
    page.get_by_role("link", name=account.username).click()

    assert len(codes) == 10
    assert page.get_by_text("恢复码还剩 9 个").is_visible()
    assert page.get_by_text("密码和第二因素").is_visible()


def test_passkey_is_added_and_lets_in_alone_and_as_the_second_step(page: Page) -> None:
    account = an_account(a_post())
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    sign_in(page, account.username)
    page.goto("/accounts/passkey")
    page.get_by_label("名称").fill("办公电脑")
    page.get_by_label("现用密码").fill(PASSWORD)
    page.get_by_role("button", name="添加").click()
    page.get_by_role("link", name="已保存").click()
    assert page.get_by_text("通行密钥：办公电脑").is_visible()
    sign_out(page)

    page.get_by_role("button", name="使用通行密钥").click()
    page.get_by_role("link", name=account.username).wait_for()
    alone = SignIn.objects.get(account=account).way
    sign_out(page)
    sign_in(page, account.username)
    page.get_by_role("button", name="使用通行密钥").click()
    page.get_by_role("link", name=account.username).wait_for()

    assert (alone, SignIn.objects.get(account=account).way) == ("PASSKEY", "SECOND_FACTOR")


def test_given_password_is_changed_before_anything_else(page: Page) -> None:
    account = an_account(a_post())
    Account.objects.filter(pk=account.pk).update(must_change_password=True)
    sign_in(page, account.username)

    page.goto("/plans/rounds/")
    page.get_by_label("现用密码").fill(PASSWORD)
    page.get_by_label("新密码", exact=True).fill("another long sentence")
    page.get_by_label("再输一次新密码").fill("another long sentence")
    page.get_by_role("button", name="修改密码").click()
    page.get_by_text("密码已修改").wait_for()
    page.goto("/plans/rounds/")

    assert page.get_by_role("heading", name="审核轮次").is_visible()


def test_post_is_chosen_above_the_page_and_stays_for_the_session(page: Page) -> None:
    first = a_post(a_unit("甲市"), role="CLERK")
    a_post(a_unit("乙市"), role="HEAD", person=first.person)
    sign_in(page, an_account(first).username)

    page.locator(".post-switch summary").click()
    page.get_by_role("button", name="乙市 · 单位负责人").press("Enter")
    page.goto("/orgs/delegations/")

    assert page.locator(".post-switch summary").inner_text() == "乙市 · 单位负责人"
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_administrator_opens_an_account_that_then_signs_in(page: Page) -> None:
    sign_in(page, an_account(a_post(role="SYSTEM_ADMIN")).username)

    page.get_by_role("link", name="开通账号").click()
    page.get_by_label("姓名").fill("张三")
    page.get_by_label("用户名").fill("zhang")
    page.get_by_role("button", name="开通账号").click()
    password = page.locator("[data-one-time]").inner_text()
    sign_out(page)
    sign_in(page, "zhang", password)

    assert page.get_by_text("这是管理员给的一次性密码").is_visible()
