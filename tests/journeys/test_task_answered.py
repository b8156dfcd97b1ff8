"""A directive from its draft to its end, over the pages: drafted, issued, signed for, filled in, signed by the head,
sent back by field, sent again, accepted; then the form by keyboard alone, and on a phone."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from mingcha.assignments import actions
from mingcha.assignments.models import Submission, Task
from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign, a_participation
from mingcha.kernel import clock
from mingcha.kernel.workdays import ONE_DAY
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import PASSWORD, a_post, a_unit, an_account
from tests.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Office:
    """Who acts in the journey, by user name."""

    office: str
    clerk: str
    head: str
    posts: dict[str, Post]


@pytest.fixture
def world() -> Office:
    campaign = a_campaign()
    city, other = a_unit("甲市"), a_unit("乙市")
    for unit in (city, other):
        a_participation(campaign, unit)
    posts = {"office": a_post(campaign.office), "clerk": a_post(city, role="CLERK"), "head": a_post(city, role="HEAD")}
    return Office(**{name: an_account(post).username for name, post in posts.items()}, posts=posts)


def _address(name: str, *numbers: int) -> str:
    return reverse(f"assignments:{name}", args=numbers)


def _sign_in(page: Page, name: str) -> None:
    page.context.clear_cookies()
    page.goto(_address("task_list"))
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def _draft_and_issue(page: Page) -> None:
    """One number and one table, to the units that take part, with the names shown before they are kept."""
    page.goto(_address("directive_list"))
    page.get_by_role("link", name="拟交办事项").click()
    page.get_by_label("标题").fill("报送培训数据")
    page.get_by_label("办理要求").fill("按表填报")
    page.get_by_label("依据").fill("整办发〔2026〕3号")
    page.get_by_label("预计用时（分钟）").fill("15")
    page.get_by_label("须单位领导审签后报送").check()
    page.get_by_label("期限算法").select_option("DAYS")
    page.get_by_label("期限数").fill("7")
    expect(page.locator("#due")).to_contain_text("截止：")
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_label("名称").fill("参加人数")
    page.get_by_label("类型").select_option("NUMBER")
    page.get_by_role("button", name="加一项").click()
    second = page.get_by_role("group", name="第2项")
    second.get_by_label("名称").fill("明细")
    second.get_by_label("类型").select_option("TABLE")
    second.get_by_label("表列").fill("大厅，文字\n人次，数字")
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_role("link", name="跳过，定交办范围").click()
    page.get_by_label("只含参加集中整顿的单位").check()
    expect(page.locator("#preview")).to_contain_text("共 2 个单位")
    expect(page.locator("#preview")).to_contain_text("乙市")
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_role("button", name="交办给 2 个单位").click()
    expect(page.locator(".counts-missing dd")).to_have_text("2")


def _fill(page: Page, persons: str, times: str) -> None:
    page.get_by_label("参加人数").fill(persons)
    page.get_by_role("textbox", name="第1行 大厅").fill("政务大厅")
    page.get_by_role("textbox", name="第1行 人次").fill(times)


def _say(page: Page, words: str) -> None:
    expect(page.locator("#notice")).to_contain_text(words)


def _answer(page: Page, world: Office, task: Task, problems: list[str]) -> None:
    """Signed for in one tap; a word where a number belongs is told at its field; then sent to the head."""
    _sign_in(page, world.clerk)
    page.goto(_address("task_detail", task.pk))
    page.get_by_role("button", name="签收").click()
    _say(page, "已签收，回执号：1")
    page.get_by_role("link", name="填报", exact=True).click()
    _fill(page, "十二", "30")
    page.get_by_role("button", name="送领导审签").click()
    expect(page.get_by_role("alert")).to_contain_text("应为数字，现为“十二”")
    expect(page.get_by_role("alert")).to_be_focused()
    problems.clear()  # the refused form is told to the console as well
    _fill(page, "12", "30")
    page.get_by_role("button", name="送领导审签").click()
    _say(page, "已送本单位领导审签。")


def _sign(page: Page, world: Office, task: Task) -> None:
    _sign_in(page, world.head)
    page.goto(_address("task_detail", task.pk))
    page.get_by_role("link", name="审签", exact=True).click()
    expect(page.get_by_text("政务大厅")).to_be_visible()
    page.get_by_role("button", name="签字报送").click()
    _say(page, "已签，已报送。")


def _send_back(page: Page, world: Office, task: Task) -> None:
    _sign_in(page, world.office)
    page.goto(_address("judge_task", task.pk))
    page.get_by_label("参加人数：退回意见").fill("与台账不符")
    page.get_by_label("退回理由").fill("请核实")
    page.get_by_role("button", name="退回修改").click()
    _say(page, "已退回：甲市。")


def _answer_again(page: Page, world: Office, task: Task) -> None:
    _sign_in(page, world.clerk)
    page.goto(_address("submit_task", task.pk))
    expect(page.locator(".entry-remark")).to_contain_text("与台账不符")
    expect(page.locator(".entry-old").first).to_contain_text("12")
    _fill(page, "15", "30")
    page.get_by_role("button", name="送领导审签").click()
    _say(page, "已送本单位领导审签。")
    actions.sign_answer(Submission.objects.get(state="WITH_HEAD"), actor=world.posts["head"])


def _accept(page: Page, world: Office, task: Task) -> None:
    _sign_in(page, world.office)
    page.goto(_address("judge_task", task.pk))
    expect(page.locator("ins")).to_have_text("5")
    expect(page.locator("del")).to_have_text("2")
    page.get_by_role("button", name="办结", exact=True).click()
    _say(page, "已办结：甲市。")


def test_directive_goes_down_and_its_answer_comes_back_signed_sent_back_and_accepted(
    page: Page, world: Office, page_problems: list[str]
) -> None:
    _sign_in(page, world.office)
    _draft_and_issue(page)
    task = Task.objects.get(unit__name="甲市")

    _answer(page, world, task, page_problems)
    _sign(page, world, task)
    _send_back(page, world, task)
    _answer_again(page, world, task)
    _accept(page, world, task)

    page.goto(_address("directive_detail", task.directive_id))
    assert [dd.inner_text() for dd in page.locator(".counts dd").all()] == ["2", "1", "1", "0", "1"]


def _a_task(world: Office) -> Task:
    """A signed task with a form of two fields, due in a week."""
    office, clerk = world.posts["office"], world.posts["clerk"]
    days: Any = {"due_on": clock.today() + 7 * ONE_DAY}
    asked = actions.Asked(title="报数", asks="填表", basis="通知", minutes_needed=5, **days)
    draft = actions.draft_directive(Campaign.objects.get(), actor=office, asked=asked)
    rows = [actions.FieldRow(code="a", label="件数", kind="NUMBER"), actions.FieldRow(code="b", label="说明")]
    actions.set_form(draft, actor=office, fields=rows)
    actions.send_directive(draft, actor=office, units=[Unit.objects.get(name="甲市")])
    task: Task = Task.objects.get()
    actions.sign_for_task(task, actor=clerk)
    return task


def test_task_is_answered_by_keyboard_alone(page: Page, world: Office) -> None:
    task = _a_task(world)
    _sign_in(page, world.clerk)
    page.goto(_address("submit_task", task.pk))

    page.get_by_label("件数").focus()
    page.keyboard.type("12")
    page.keyboard.press("Tab")
    page.keyboard.type("已办")
    page.keyboard.press("Tab")
    page.keyboard.type("附言")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="报送", exact=True)).to_be_focused()
    page.keyboard.press("Enter")

    _say(page, "已报送。")


def test_task_and_its_form_fit_a_phone(page: Page, world: Office) -> None:
    task = _a_task(world)
    page.set_viewport_size(PHONE)
    _sign_in(page, world.clerk)

    for name in ("task_detail", "submit_task", "receipt", "ask_extension"):
        page.goto(_address(name, task.pk))
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, name
    page.goto(_address("submit_task", task.pk))
    expect(page.get_by_role("button", name="报送", exact=True)).to_be_in_viewport()
