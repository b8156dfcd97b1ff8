"""A task answered from a phone without an account and without scripts: the message's link, a code, the form, the
receipt; then the same link is used up, and what the desk sees of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from mingcha.assignments.models import Submission, Task
from mingcha.assignments.rules import FieldRow
from mingcha.assignments.tests.factories import a_directive, a_form, a_task
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel import clock
from mingcha.kernel.workdays import ONE_DAY
from mingcha.notices.models import Notice
from mingcha.notices.tests.factories import the_wordings
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import PASSWORD, a_contact, a_post, a_unit, an_account
from tests.conftest import PHONE, SCREENSHOTS, listen

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class World:
    """The task, and the office that asks."""

    task: Task
    office: Post
    user: str


@pytest.fixture
def world() -> World:
    the_wordings()
    campaign = a_campaign()
    due: dict[str, Any] = {"happened_on": clock.today(), "due_on": clock.today() + 7 * ONE_DAY}
    directive = a_directive(campaign, "报送培训数据", **due)
    persons = FieldRow(code="persons", label="参加人数", kind="NUMBER", word="人")
    proof = FieldRow(code="proof", label="签到表", kind="FILE", is_required=False)
    a_form(directive, persons, proof)
    city, office = a_unit("甲市"), a_post(campaign.office)
    task = a_task(directive, city, original_due_on=due["due_on"], **due)
    a_contact(city, mobile="13800001234")
    a_contact(campaign.office, name="办公室甲", phone="0451-12345")
    return World(task, office, an_account(office).username)


@pytest.fixture
def phone(page: Page, chromium: Browser, live_server: LiveServer, page_problems: list[str]) -> Iterator[Page]:
    """A window of a phone's size that runs no scripts."""
    context = chromium.new_context(
        base_url=live_server.url, viewport=PHONE, locale="zh-CN", java_script_enabled=False, is_mobile=True
    )
    context.set_default_timeout(10_000)
    window = context.new_page()
    listen(window, page_problems)
    yield window
    context.close()


def latest(pattern: str, wording: str) -> str:
    """What the newest message of a kind says."""
    found = re.search(pattern, Notice.objects.filter(wording=wording).latest("pk").outgoing)
    assert found
    return found[1]


def look(window: Page, name: str) -> None:
    """A picture, and nothing wider than the phone."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    window.screenshot(path=SCREENSHOTS / f"link-{name}.png", full_page=True)
    assert not window.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), name


def send_from_the_desk(page: Page, world: World) -> str:
    """The office sends a link to the unit's liaison; gives its address."""
    page.goto(reverse("assignments:task_detail", args=[world.task.pk]))
    page.get_by_label("用户名").fill(world.user)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="发送免登录链接").click()
    expect(page.get_by_role("radio")).to_be_checked()
    page.get_by_role("button", name="发送").click()
    expect(page.locator("#notice")).to_contain_text("链接已交发送")
    expect(page.get_by_text("138****1234")).to_be_visible()
    return latest(r"(/t/[\w-]+/)", "task-link")


def verify_number(phone: Page) -> None:
    """The code of the message is typed in, a wrong one first."""
    phone.get_by_role("button", name="发送验证码").click()
    phone.get_by_label("短信验证码").fill("abc")
    phone.get_by_role("button", name="验证，去填报").click()
    expect(phone.get_by_role("alert")).to_contain_text("还可以试4次")
    look(phone, "wrong-code")
    phone.get_by_label("短信验证码").fill(latest(r"(\d{6})", "link-code"))
    phone.get_by_role("button", name="验证，去填报").click()


def fill_in(phone: Page) -> None:
    """A word where a number belongs is told at its field, and the file is still there; then the number."""
    phone.get_by_label("参加人数").fill("十二")
    phone.get_by_label("签到表").set_input_files({"name": "签到.txt", "mimeType": "text/plain", "buffer": b"x"})
    phone.get_by_role("button", name="报送").click()
    expect(phone.get_by_role("alert")).to_contain_text("应为数字，现为“十二”")
    expect(phone.get_by_text("签到.txt")).to_be_visible()
    look(phone, "form")
    phone.get_by_label("参加人数").fill("12")
    phone.get_by_role("button", name="报送").click()


def test_task_is_answered_from_a_text_message_on_a_phone_without_scripts(
    page: Page, phone: Page, world: World, page_problems: list[str]
) -> None:
    address = send_from_the_desk(page, world)

    phone.goto(address)
    expect(phone.get_by_role("heading", level=1)).to_have_text("报送培训数据")
    look(phone, "opened")
    verify_number(phone)
    fill_in(phone)

    expect(phone.get_by_role("heading", level=1)).to_have_text("已报送")
    expect(phone.locator(".receipt")).to_contain_text(f"{clock.today().year}–1")
    look(phone, "receipt")
    answer = Submission.objects.get()
    assert answer.way == "LINK"
    assert answer.values.get(field__code="persons").number == 12

    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("这个链接已经用过了")
    page_problems.clear()  # a wrong code, a refused form and a link that is used up are told to the console as well
    page.goto(reverse("assignments:task_detail", args=[world.task.pk]))
    expect(page.get_by_text("已使用")).to_be_visible()
