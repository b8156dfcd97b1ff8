"""未报名单, on a real site with a real text message receiver: from the home page, a text to exactly the seven that are
missing, three calls in a line each, one escalation, in fourteen clicks; then a county with its own, by keyboard."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from mingcha.assignments import actions
from mingcha.assignments.actions import LightRow
from mingcha.assignments.models import Call, Chase, Directive, Task
from mingcha.assignments.tests.factories import a_directive, a_task
from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel import clock, jobs
from mingcha.kernel.workdays import ONE_DAY
from mingcha.notices.models import Notice, SendingHours
from mingcha.notices.tests.factories import Gateway, a_gateway, the_wordings
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import PASSWORD, a_contact, a_post, a_system_post, a_unit, an_account
from tests.conftest import PHONE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
ASKED, MISSING, MOST_CLICKS, MOST_TABS = 110, 7, 14, 200


@dataclass
class Office:
    """The office, its directive, and the units that have not answered, in official order."""

    campaign: Campaign
    office: Post
    directive: Directive
    missing: list[Unit]


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Gateway]:
    with a_gateway() as gateway:
        settings.SMS_URL, settings.SMS_TOKEN = gateway.url, "token"
        the_wordings()
        a_system_post()
        SendingHours.objects.update(quiet_from="00:00", quiet_until="00:00")
        yield gateway


@pytest.fixture
def world() -> Office:
    """110 units asked, every fifteenth has not answered and was due yesterday."""
    campaign = a_campaign()
    office, yesterday = a_post(campaign.office), clock.today() - ONE_DAY
    days = {"happened_on": yesterday - ONE_DAY, "due_on": yesterday}
    directive = a_directive(campaign, "一季度数据", **days)
    missing = []
    for number in range(1, ASKED + 1):
        unit = a_unit(f"第{number}县")
        is_missing = number % 15 == 5 and number < 15 * MISSING
        state = "ISSUED" if is_missing else "SUBMITTED"
        a_task(directive, unit, state=state, original_due_on=yesterday, **days)
        if is_missing:
            missing.append(unit)
            a_contact(unit, name=f"联络{number}", mobile=f"139{number:08}")
            a_contact(unit, "DEPUTY_IN_CHARGE", name="", title="副县长", mobile=f"136{number:08}")
    lights = [LightRow("YELLOW", 2, "临期"), LightRow("RED", -1, "逾期")]
    actions.add_light_scheme("三色灯", actor=office, basis="整办发1号", lights=lights)
    return Office(campaign, office, directive, missing)


class Clicks:
    """Clicks with the mouse, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def on(self, role: str, name: str) -> None:
        """Click on one thing by its name."""
        self.page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]
        self.count += 1


class Keys(Clicks):
    """No mouse: the tabulator until the thing has the focus, then Enter."""

    def on(self, role: str, name: str) -> None:
        """Reach one thing by its name, and press it."""
        wanted = self.page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
        expect(wanted).to_be_visible()
        for _ in range(MOST_TABS):
            if wanted.evaluate("one => one === document.activeElement"):
                break
            self.page.keyboard.press("Tab")
        expect(wanted).to_be_focused()
        self.page.keyboard.press("Enter")


def sign_in(page: Page, post: Post) -> None:
    page.context.clear_cookies()
    page.goto("/")
    page.get_by_label("用户名").fill(an_account(post).username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="我的待办")).to_be_visible()


def chase(page: Page, world: Office, by: type[Clicks] = Clicks) -> Clicks:
    """Everything from the home page, by mouse unless said; what is typed is typed."""
    clicks, row = by(page), page.locator(".missing-row")
    clicks.on("link", "未报名单")
    clicks.on("link", "一季度数据")
    expect(page.locator(".counts dd")).to_have_text(["110", "103", "7", "7"])
    assert [one.inner_text() for one in row.get_by_role("rowheader").all()] == [u.short_name for u in world.missing]
    expect(row.locator(".lamp")).to_have_text(["红"] * MISSING)
    clicks.on("button", "短信催办")
    expect(page.locator(".names li")).to_have_count(MISSING)
    names = [one.inner_text().split()[0] for one in page.locator(".names li").all()]
    assert names == [unit.short_name for unit in world.missing]
    expect(page.locator(".text-sent")).to_contain_text("您单位有1项交办任务尚未报送")
    clicks.on("button", "发短信给 7 个单位")
    expect(page.locator("#notice")).to_contain_text("已催办 7 个单位。")
    for unit, says in zip(world.missing, ("下午报", "正在汇总", "明早报"), strict=False):
        clicks.on("link", f"电话记录：{unit.short_name}")
        expect(page.get_by_label("内容")).to_be_focused()
        page.keyboard.type(says)
        clicks.on("button", "保存")
        expect(row.filter(has_text=unit.short_name).locator(".missing-reply")).to_have_text(says)
    last = world.missing[-1].short_name
    clicks.on("link", f"提级：{last}")
    expect(page.locator(".row-form")).to_contain_text("将发短信给分管领导 副县长")
    expect(page.get_by_label("督办理由")).to_be_focused()
    page.keyboard.type("三次催办未报")
    clicks.on("button", "提级督办")
    expect(row.filter(has_text=last).locator(".missing-reply")).to_contain_text("已提级：分管领导")
    return clicks


def test_seven_are_texted_three_rung_and_one_escalated_in_fourteen_clicks(
    page: Page, world: Office, gateway: Gateway
) -> None:
    sign_in(page, world.office)

    clicks = chase(page, world)
    jobs.run_all()
    assert clicks.count <= MOST_CLICKS
    numbers = [f"139{int(unit.name[1:-1]):08}" for unit in world.missing]
    assert sorted(gateway.numbers) == sorted([*numbers, f"136{int(world.missing[-1].name[1:-1]):08}"])
    assert {body["text"] for body in gateway.got if body["wording"] == "tasks-due"} == {
        Notice.objects.filter(wording="tasks-due").values_list("text", flat=True)[0]
    }
    assert "一季度数据" not in json.dumps(gateway.got, ensure_ascii=False)
    expect(page.locator(".missing-row td[data-label=已催次数]")).to_have_text(["2", "2", "2", "1", "1", "1", "2"])
    assert (Call.objects.count(), Chase.objects.count()) == (3, 11)


def test_seven_are_chased_by_keyboard_alone(page: Page, world: Office, gateway: Gateway) -> None:
    sign_in(page, world.office)

    chase(page, world, Keys)
    jobs.run_all()

    assert len(gateway.numbers) == MISSING + 1


def test_figures_read_110_of_110_when_the_last_has_answered(page: Page, world: Office) -> None:
    Task.objects.filter(state="ISSUED").update(state="SUBMITTED")
    sign_in(page, world.office)

    page.goto(reverse("assignments:missing", args=[world.directive.pk]))

    assert [one.inner_text() for one in page.locator(".counts dd").all()] == ["110", "110", "0", "0"]
    expect(page.get_by_text("全部已报。")).to_be_visible()


def test_county_reminds_three_departments_by_keyboard_from_its_own_list(
    page: Page, world: Office, gateway: Gateway
) -> None:
    county = world.missing[0]
    mine = a_directive(world.campaign, "转报数据", unit=county, handed_on_from=Task.objects.filter(unit=county).get())
    for number in range(9):
        below = a_unit(f"第{number}局", kind="DEPARTMENT", level="COUNTY", parent=county)
        a_contact(below, mobile=f"1380000000{number}")
        a_task(mine, below, state="ISSUED" if number < 3 else "SUBMITTED")
    sign_in(page, a_post(county, role="CLERK"))

    page.goto(reverse("assignments:missing", args=[mine.pk]))
    page.get_by_role("button", name="短信催办").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="发短信给 3 个单位").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("已催办 3 个单位。")
    page.get_by_role("link", name="电话记录：第1局").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("内容")).to_be_focused()
    page.keyboard.type("马上报")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="已记录通话。")).to_be_visible()
    expect(page.get_by_role("link", name="电话记录：第1局")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("内容")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="电话记录：第1局")).to_be_focused()
    jobs.run_all()

    assert sorted(gateway.numbers) == ["13800000000", "13800000001", "13800000002"]


def test_list_of_missing_units_fits_a_phone(page: Page, world: Office) -> None:
    sign_in(page, world.office)
    page.set_viewport_size(PHONE)

    page.goto(reverse("assignments:missing", args=[world.directive.pk]))
    page.get_by_role("link", name=f"电话记录：{world.missing[0].short_name}").click()
    expect(page.get_by_label("内容")).to_be_focused()

    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
