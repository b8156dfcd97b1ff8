"""Every main page, wide and on a phone, has no serious fault that axe-core finds (WCAG 2.1 A and AA).

axe-core comes by `frontend/package-lock.json` for tests alone; the site does not serve it.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, ViewportSize, expect

from mingcha.assignments import actions
from mingcha.assignments.models import Directive, Task
from mingcha.assignments.tests.pages_world import ROWS
from mingcha.bulletins.models import Bulletin
from mingcha.campaigns.models import Campaign
from mingcha.kernel import clock
from mingcha.kernel.workdays import ONE_DAY
from mingcha.notices.models import Notice
from mingcha.notices.tests.factories import the_wordings
from mingcha.orgs.models import Account, Contact, Post, Unit
from mingcha.orgs.tests.factories import a_contact
from mingcha.ui import navigation, records
from tests.conftest import PHONE

WIDE: ViewportSize = {"width": 1440, "height": 900}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
AXE = settings.NODE_MODULES / "axe-core" / "axe.min.js"
RUN = """async (rules) => (await axe.run(document, { runOnly: rules, resultTypes: ["violations"] })).violations
    .filter((found) => ["serious", "critical"].includes(found.impact))
    .map((found) => `${found.id}: ${found.nodes.map((node) => node.html.slice(0, 120)).slice(0, 3).join("  ")}`)"""

OF_OFFICE = (
    "desk:home",
    "desk:state",
    "desk:measures",
    "assignments:draft_directive",
    "accounts:own_account",
    "assignments:add_light_scheme",
    "assignments:upload_workbooks",
    "papers:layout_list",
)
OF_DRAFT = ("directive_detail", "edit_directive", "set_form", "set_plan", "set_audience", "send_directive")
OF_ISSUED = ("directive_detail", "make_links", "withdraw_directive", "missing")
OF_WAITING = ("task_detail", "make_link", "pause_task", "record_task_call")
OF_ANSWERED = ("task_detail", "judge_task")
OF_CLERK = ("task_detail", "submit_task", "hand_on_task", "ask_extension", "reuse_answer", "receipt")


@dataclass
class Desk:
    """What stands on the desk, the passwords of who works at it, the address of a one-time link."""

    passwords: dict[str, str]
    draft: Directive
    waiting: Task
    answered: Task
    link: str

    @property
    def office_pages(self) -> list[str]:
        """What the office works with every day."""
        pages = [reverse(name) for name in OF_OFFICE]
        pages.append(reverse("papers:edit_layout", args=["assignments.task", "样式1"]))
        pages += [_at(name, self.draft.pk) for name in OF_DRAFT]
        pages += [_at(name, self.waiting.directive_id) for name in OF_ISSUED]
        pages += [_at(name, self.waiting.pk) for name in OF_WAITING]
        pages += [_at(name, self.answered.pk) for name in OF_ANSWERED]
        bulletin = Bulletin.objects.order_by("pk").first()
        assert bulletin
        pages.append(reverse("bulletins:bulletin_detail", args=[bulletin.pk]))
        return [*pages, reverse("desk:unit", args=["230100"]), reverse("desk:search") + "?q=哈尔滨"]

    @property
    def lists(self) -> list[str]:
        """Every list in the office's menu."""
        kinds = [kind for kind in records.all_kinds() if kind.in_menu and kind.is_for(_post_of("office"))]
        return [url for kind in kinds if (url := navigation.list_url(kind))]

    @property
    def clerk_pages(self) -> list[str]:
        """What a unit's liaison works with."""
        return [reverse("desk:home"), *(_at(name, self.waiting.pk) for name in OF_CLERK)]


def _at(name: str, pk: int) -> str:
    return reverse(f"assignments:{name}", args=[pk])


def _post_of(name: str) -> Post:
    return Post.objects.get(person=Account.objects.get(username=name).person)


def _draft(title: str, office: Post) -> Directive:
    given: dict[str, Any] = {"minutes_needed": 15, "due_on": clock.today() + 7 * ONE_DAY}
    asked = actions.Asked(title=title, asks="按表填报", basis="通知", **given)
    draft = actions.draft_directive(Campaign.objects.get(), actor=office, asked=asked)
    actions.set_form(draft, actor=office, fields=ROWS)
    return draft


def _issued(title: str, office: Post, clerk: Post) -> Task:
    """The clerk's task of a directive to six units, signed for."""
    directive = _draft(title, office)
    units = Unit.objects.filter(level="PREFECTURE", valid_until__isnull=True).order_by("official_order")[:6]
    actions.send_directive(directive, actor=office, units=list(units))
    task: Task = Task.objects.get(directive=directive, unit=clerk.unit)
    actions.sign_for_task(task, actor=clerk)
    return task


@pytest.fixture
def desk(demo_site: dict[str, str]) -> Desk:
    """The demo with a draft, a directive that one unit has signed for, one it has answered, a link, a notice."""
    the_wordings()
    office, clerk = _post_of("office"), _post_of("harbin")
    assert clerk.unit
    contact = Contact.objects.valid_on(clock.today()).filter(unit=clerk.unit).exclude(mobile="").first()
    contact = contact or a_contact(clerk.unit, mobile="13800001234", valid_from=date(2018, 1, 1))
    waiting, answered = _issued("报送台账", office, clerk), _issued("报送总结", office, clerk)
    actions.submit_task(answered, actor=clerk, values={"persons": "12", "says": "已办"})
    actions.make_link(waiting, actor=office, contact=contact)
    found = re.search(r"/t/[\w-]+/", Notice.objects.get(wording="task-link").outgoing)
    assert found
    return Desk(demo_site, _draft("草稿", office), waiting, answered, found[0])


def faults(page: Page) -> list[str]:
    """What axe-core finds serious or critical in the page as it stands."""
    page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(RUN, RULES)
    return found


def walk(page: Page, addresses: list[str]) -> list[str]:
    """The faults of each page; one that does not open is a fault of its own."""
    found = []
    for address in addresses:
        response = page.goto(address)
        assert response
        assert response.ok, f"{response.status} {address}"
        found += [f"{address} {fault}" for fault in faults(page)]
    return found


def sign_in(page: Page, name: str, password: str) -> list[str]:
    """Sign in; gives the faults of the page that asks for the name."""
    page.context.clear_cookies()
    page.goto("/")
    found = faults(page)
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return found


def walk_overdue(page: Page, task: Task) -> list[str]:
    """What is open only once the day has passed; the day is put back after."""
    rows = Task.objects.filter(pk=task.pk)
    rows.update(due_on=clock.today() - ONE_DAY)
    found = walk(page, [_at("escalate_task", task.pk)])
    rows.update(due_on=task.due_on)
    return found


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_pages_have_no_serious_fault(viewport: ViewportSize, page: Page, desk: Desk) -> None:
    page.set_viewport_size(viewport)

    found = sign_in(page, "office", desk.passwords["office"])
    found += walk(page, desk.office_pages + desk.lists)
    found += walk_overdue(page, desk.waiting)
    found += sign_in(page, "harbin", desk.passwords["harbin"])
    found += walk(page, desk.clerk_pages)
    page.context.clear_cookies()
    found += walk(page, [desk.link])

    assert found == []


def test_pages_that_say_what_is_wrong_have_no_serious_fault(page: Page, desk: Desk, page_problems: list[str]) -> None:
    sign_in(page, "harbin", desk.passwords["harbin"])
    page.set_viewport_size(PHONE)
    page.goto(_at("submit_task", desk.waiting.pk))
    page.get_by_label("人数").first.fill("十二")
    page.get_by_role("button", name="报送", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    found = faults(page)
    page.get_by_role("button", name="菜单").click()
    found += faults(page)
    page.context.clear_cookies()
    page.goto("/t/nothing/")
    found += faults(page)

    page_problems.clear()  # the refused form and the link that there is not are told to the console as well
    assert found == []


def test_check_sees_a_planted_fault(page: Page) -> None:
    page.goto("/")
    page.evaluate("document.querySelector('main').innerHTML += '<img src=\"/static/ui/icon.svg\"><input>'")

    assert [fault.split(":")[0] for fault in faults(page)] == ["image-alt", "label"]
