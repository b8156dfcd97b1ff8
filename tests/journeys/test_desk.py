"""The desk on the real campaign: three directives go down to 13 cities and 97 departments and come back by page,
interface, workbook and one-time link; seven are missing and are chased; the figures read 103 of 110, then 110 of 110.
Then one task goes down three steps, province, city, county, and comes up again as one answer."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from mingcha.api.tests.callers import Caller
from mingcha.assignments import actions
from mingcha.assignments.actions import LightRow
from mingcha.assignments.models import Directive, Submission, Task
from mingcha.assignments.tests.test_facts import figure_of
from mingcha.assignments.tests.workbook_world import fill, saved
from mingcha.campaigns.models import Campaign, Participation
from mingcha.figures.evaluate import Figure
from mingcha.kernel import clock, jobs
from mingcha.kernel.workdays import ONE_DAY
from mingcha.notices.models import Notice, SendingHours
from mingcha.notices.tests.factories import Gateway, a_gateway, the_wordings
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import a_contact, a_post, a_unit
from tests.journeys.test_chasing import MOST_CLICKS, Office, chase, sign_in

pytestmark = pytest.mark.postgres
FORM = [{"code": "persons", "label": "参加培训人数", "kind": "NUMBER", "word": "人"}]


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Gateway]:
    with a_gateway() as gateway:
        settings.SMS_URL, settings.SMS_TOKEN = gateway.url, "token"
        yield gateway


@pytest.fixture
def office(demo_site: dict[str, str]) -> Caller:
    """The office with a token; the site's texts may go out at any hour."""
    the_wordings()
    SendingHours.objects.update(quiet_from="00:00", quiet_until="00:00")
    return Caller(a_post(Campaign.objects.get().office))


def asked(title: str, units: list[str], **given: Any) -> dict[str, Any]:
    words = {"title": title, "asks": "按表填报", "basis": "整办发〔2018〕9号", "minutes_needed": 15, "fields": FORM}
    return {**words, "campaign": Campaign.objects.get().short_name, "units": units, **given}


def issue(office: Caller) -> list[Directive]:
    """All 110, the cities, the departments; three days ago, the first due yesterday."""
    campaign, today = Campaign.objects.get(), clock.today()
    everybody = list(
        Unit.objects.filter(pk__in=Participation.objects.filter(campaign=campaign).values("unit")).in_official_order()
    )
    cities = [unit.code for unit in everybody if unit.level == "PREFECTURE"]
    departments = [unit.code for unit in everybody if unit.level == "PROVINCE"]
    assert (len(cities), len(departments)) == (13, 97)
    made = []
    with clock.set_to(datetime.now(clock.CHINA) - timedelta(days=3)):
        for title, units, days in (
            ("一季度数据", [*cities, *departments], -1), ("地市自查", cities, 7), ("厅局自查", departments, 7)
        ):  # fmt: skip
            answer = office.post(
                "assignments/directives", asked(title, units, due_on=(today + days * ONE_DAY).isoformat())
            )
            assert answer.status_code == 201, answer.content.decode()
            made.append(Directive.objects.get(pk=answer.json()["id"]))
    return made


def say(page: Page, words: str) -> None:
    expect(page.locator("#notice")).to_contain_text(words)


def answer_by_page(page: Page, task: Task) -> None:
    """From the list of what waits: signed for in one tap, filled in, sent."""
    sign_in(page, a_post(task.unit, role="CLERK"))
    page.get_by_role("link", name=task.directive.title).first.click()
    page.get_by_role("button", name="签收").click()
    say(page, "已签收，回执号：")
    page.get_by_role("link", name="填报", exact=True).click()
    page.get_by_label("参加培训人数").fill("１２")
    page.get_by_role("button", name="报送", exact=True).click()
    say(page, "已报送")


def answer_by_workbook(page: Page, task: Task, folder: Path) -> None:
    """Downloaded, filled in elsewhere, sent up."""
    clerk = a_post(task.unit, role="CLERK")
    actions.sign_for_task(task, actor=clerk)
    sign_in(page, clerk)
    page.goto(reverse("assignments:submit_task", args=[task.pk]))
    with page.expect_download() as given:
        page.get_by_role("link", name="下载填报表").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(given.value.path()).read_bytes()))
    file = folder / "填报表.xlsx"
    file.write_bytes(saved(fill(book, {"persons": 34})))
    page.get_by_label("填好的填报表").set_input_files(file)
    page.get_by_role("button", name="上传并报送").click()
    expect(page.get_by_text("已报送").first).to_be_visible()


def newest(pattern: str, wording: str) -> str:
    """What the newest text of a kind says."""
    found = re.search(pattern, Notice.objects.filter(wording=wording).latest("pk").outgoing)
    assert found
    return found[1]


def answer_by_link(page: Page, task: Task, office: Post) -> None:
    """No account: the link of a text, a code, the form, the receipt."""
    contact = a_contact(task.unit, mobile="13800009999")
    actions.make_link(task, actor=office, contact=contact)
    page.context.clear_cookies()
    page.goto(newest(r"(/t/[\w-]+/)", "task-link"))
    page.get_by_role("button", name="发送验证码").click()
    page.get_by_label("短信验证码").fill(newest(r"(\d{6})", "link-code"))
    page.get_by_role("button", name="验证，去填报").click()
    page.get_by_label("参加培训人数").fill("56")
    page.get_by_role("button", name="报送").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已报送")


def answer_by_interface(task: Task) -> None:
    clerk = Caller(a_post(task.unit, role="CLERK"))
    assert clerk.post(f"assignments/tasks/{task.pk}/sign-for").status_code == 200
    answer = clerk.post(f"assignments/tasks/{task.pk}/submit", {"values": {"persons": 1}})
    assert answer.json()["state"] == "SUBMITTED", answer.content.decode()


def figure(key: str, directive: Directive) -> Figure:
    return figure_of(key, directive.campaign, where={"directive": (directive.number,), "year": (directive.year,)})


def answered_by_every_way(page: Page, quarter: Directive, asker: Post, folder: Path) -> list[Task]:
    """103 of 110; gives the seven that have not answered."""
    tasks = list(quarter.tasks.select_related("unit", "directive").order_by("unit__official_order"))
    missing = tasks[5::16]
    first, second, third, *rest = [task for task in tasks if task not in missing]
    answer_by_page(page, first)
    answer_by_workbook(page, second, folder)
    answer_by_link(page, third, asker)
    for task in rest:
        answer_by_interface(task)
    return missing


def ready_to_chase(missing: list[Task], asker: Post) -> None:
    """Contacts of the seven, lights, and nothing else left to be sent."""
    for number, task in enumerate(missing):
        a_contact(task.unit, mobile=f"1390000000{number}")
        a_contact(task.unit, "DEPUTY_IN_CHARGE", name="", title="副县长", mobile=f"1360000000{number}")
    lights = [LightRow("YELLOW", 2, "临期"), LightRow("RED", -1, "逾期")]
    actions.add_light_scheme("三色灯", actor=asker, basis="整办发1号", lights=lights)
    jobs.run_all()


def test_three_directives_come_back_by_every_way_and_the_seven_missing_are_chased(
    page: Page, office: Caller, gateway: Gateway, tmp_path: Path
) -> None:
    quarter, *others = issue(office)
    asker = office.token.post
    missing = answered_by_every_way(page, quarter, asker, tmp_path)

    ways = Submission.objects.filter(task__directive=quarter).values_list("way", flat=True)
    assert Counter(ways) == {"PAGE": 1, "WORKBOOK": 1, "LINK": 1, "API": 100}
    assert (figure("assignments.submitted", quarter).value, figure("assignments.tasks", quarter).value) == (103, 110)
    assert list(figure("assignments.unsubmitted", quarter).unit_ids) == [task.unit_id for task in missing]
    assert [figure("assignments.unsubmitted", each).value for each in others] == [13, 97]

    ready_to_chase(missing, asker)
    gateway.got.clear()
    sign_in(page, asker)
    clicks = chase(page, Office(quarter.campaign, asker, quarter, [task.unit for task in missing]))
    jobs.run_all()
    assert clicks.count <= MOST_CLICKS
    assert sorted(gateway.numbers) == ["13600000006", *(f"1390000000{number}" for number in range(7))]

    for task in missing:
        answer_by_interface(task)
    assert (figure("assignments.submitted", quarter).value, figure("assignments.unsubmitted", quarter).value) == (
        110,
        0,
    )
    page.goto(reverse("assignments:missing", args=[quarter.pk]))
    expect(page.get_by_text("全部已报。")).to_be_visible()


def hand_on(page: Page, task: Task, to: list[Unit], *, days: int) -> Directive:
    """From a unit's page of its task to units below it, names shown before they are asked."""
    sign_in(page, a_post(task.unit, role="CLERK"))
    page.goto(reverse("assignments:task_detail", args=[task.pk]))
    page.get_by_role("button", name="签收").click()
    page.get_by_role("link", name="二次交办").click()
    for unit in to:
        page.get_by_label(unit.short_name, exact=True).check()
    expect(page.locator("#preview")).to_contain_text(f"共 {len(to)} 个单位")
    page.get_by_label("截止日期").fill((clock.today() + days * ONE_DAY).isoformat())
    page.get_by_role("button", name="二次交办").click()
    say(page, "已二次交办")
    return Directive.objects.get(handed_on_from=task)


def roll_up(page: Page, task: Task, directive: Directive, persons: int) -> None:
    """What came from below is accepted, taken together, and sent up as the unit's own."""
    actions.accept_tasks(list(directive.tasks.select_related("directive", "unit")), actor=task.unit.posts.latest("pk"))
    page.goto(reverse("assignments:task_detail", args=[task.pk]))
    page.get_by_role("button", name="汇总下级数据到草稿").click()
    expect(page.get_by_label("参加培训人数")).to_have_value(str(persons))
    page.get_by_role("button", name="报送", exact=True).click()
    say(page, "已报送")


def test_task_goes_down_to_nine_departments_of_a_county_and_comes_up_as_one_answer(page: Page, office: Caller) -> None:
    asked_of_city = issue(office)[1].tasks.select_related("unit", "directive").get(unit__code="230100")
    county = Unit.objects.get(code="230125", valid_until__isnull=True)
    departments = [a_unit(f"宾县第{n}局", kind="DEPARTMENT", level="COUNTY", parent=county) for n in range(1, 10)]

    of_city = hand_on(page, asked_of_city, [county], days=5)
    asked_of_county = of_city.tasks.select_related("unit", "directive").get()
    of_county = hand_on(page, asked_of_county, departments, days=3)
    for task in of_county.tasks.select_related("unit"):
        answer_by_interface(task)
    roll_up(page, asked_of_county, of_county, persons=9)
    sign_in(page, asked_of_city.unit.posts.latest("pk"))
    roll_up(page, asked_of_city, of_city, persons=9)

    kept = Submission.objects.get(task=asked_of_city, state="SUBMITTED")
    assert kept.values.get(field__code="persons").number == 9
    assert figure("assignments.tasks", asked_of_city.directive).value == 13
