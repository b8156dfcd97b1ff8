"""A unit fills its workbook offline and brings it back; the office uploads many at once and prints the A3 ledger.

Real xlsx files: downloaded by the browser, filled in through openpyxl as an office program would, chosen in the page's
own file box. Beside the keyboard nothing is used on the unit's way.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from mingcha.assignments import actions
from mingcha.assignments.models import Submission, Task
from mingcha.assignments.tests.factories import a_directive, a_form, a_task
from mingcha.assignments.tests.pages_world import ROWS, World, a_world
from mingcha.kernel import clock, jobs
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import PASSWORD, a_unit, an_account
from tests.conftest import PHONE, SCREENSHOTS

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Office:
    """The world, its task signed for, and three more units of the same directive."""

    world: World
    task: Task
    others: list[Task]


@pytest.fixture
def office(settings: Any, tmp_path: Path) -> Office:
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    world, today = a_world(), clock.today()
    dates: dict[str, Any] = {"happened_on": today, "due_on": today}
    directive = a_directive(world.campaign, "报送培训数据", year=today.year, **dates)
    a_form(directive, *ROWS)
    task = a_task(directive, world.city, original_due_on=today, **dates)
    actions.sign_for_task(task, actor=world.clerk)
    others = [
        a_task(directive, a_unit(f"{name}市"), original_due_on=today, state="SIGNED_FOR", **dates) for name in "丙丁戊"
    ]
    return Office(world, task, others)


def _address(name: str, *numbers: int) -> str:
    return reverse(f"assignments:{name}", args=numbers)


def _sign_in(page: Page, post: Post) -> None:
    page.context.clear_cookies()
    page.goto(_address("task_list"))
    page.get_by_label("用户名").fill(an_account(post).username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def _downloaded(page: Page, task: Task, folder: Path) -> Path:
    page.goto(_address("submit_task", task.pk))
    with page.expect_download() as started:
        page.get_by_role("link", name="下载填报表").click()
    path = folder / f"{task.pk}.xlsx"
    started.value.save_as(path)
    return path


def _fill(path: Path, persons: Any, rows: list[list[Any]]) -> Path:
    book = openpyxl.load_workbook(path)
    book["填报"]["C6"] = persons
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            book["明细"].cell(5 + number, 2 + column, value)
    book.save(path)
    return path


def _picture(page: Page, name: str) -> None:
    """A picture of the page, wide and on a phone, to be looked at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    size = page.viewport_size
    for width, height in ((1440, 900), (PHONE["width"], PHONE["height"])):
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=SCREENSHOTS / f"workbooks-{name}-{width}.png", full_page=True)
    if size:
        page.set_viewport_size(size)


def test_unit_fills_its_workbook_offline_corrects_what_is_told_and_answers(
    page: Page, office: Office, page_problems: list[str], tmp_path: Path
) -> None:
    _sign_in(page, office.world.clerk)
    path = _fill(_downloaded(page, office.task, tmp_path), "十二", [["政务大厅", 3], ["", "４"], ["合计", 8]])

    page.get_by_label("填好的填报表").set_input_files(path)
    page.get_by_role("button", name="上传并报送").press("Enter")

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("人数：应为数字，现为“十二”")
    expect(alert.locator("tbody tr")).to_have_count(3)
    expect(alert).to_be_focused()
    _picture(page, "errors")
    assert not Submission.objects.exists()
    page_problems.clear()  # the refused upload is told to the console as well

    _fill(path, "１２", [["政务大厅", 3], ["办事窗口", "４"], ["合计", 7]])
    page.get_by_label("填好的填报表").set_input_files(path)
    page.get_by_role("button", name="上传到草稿").press("Enter")
    expect(page.locator("#notice")).to_contain_text("填报表已读入草稿")
    expect(page.get_by_label("人数")).to_have_value("１２")
    page.get_by_label("填好的填报表").set_input_files(path)
    page.get_by_role("button", name="上传并报送").press("Enter")

    expect(page.locator("#notice")).to_contain_text("已报送。")
    expect(page.get_by_text("电子表")).to_be_visible()
    assert Submission.objects.get().way == "WORKBOOK"


def test_office_uploads_what_came_back_and_sees_each_files_result(page: Page, office: Office, tmp_path: Path) -> None:
    _sign_in(page, office.world.office)
    paths = [_downloaded(page, task, tmp_path) for task in office.others]
    for path, persons in zip(paths, (7, "多", 9), strict=True):
        _fill(path, persons, [])

    page.goto(_address("returned_workbook_list"))
    page.get_by_role("link", name="批量上传填报表").click()
    page.get_by_label("填报表（可多选）").set_input_files(paths)
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_text("已核对 0/3 个")).to_be_visible()
    jobs.run_all()

    expect(page.get_by_text("已核对 3/3 个")).to_be_visible(timeout=8_000)
    expect(page.get_by_text("人数：应为数字，现为“多”")).to_be_visible()
    _picture(page, "batch")
    assert sorted(Submission.objects.values_list("task", flat=True)) == [office.others[0].pk, office.others[2].pk]


def test_office_edits_the_look_of_its_ledger_and_takes_it_as_a_sheet(
    page: Page, office: Office, tmp_path: Path
) -> None:
    _sign_in(page, office.world.office)
    page.goto(reverse("papers:layout_list"))
    page.get_by_role("link", name="样式1").click()
    page.get_by_label("表题").fill("市级督办台账")
    page.get_by_role("button", name="上移 交办事项").click()
    _picture(page, "layout")
    page.get_by_role("button", name="保存样式").click()
    expect(page.locator("#notice")).to_contain_text("已保存：样式1 第1版。")

    page.goto(_address("task_list"))
    _picture(page, "list")
    with page.expect_download() as started:
        page.get_by_role("link", name="样式1").click()
    started.value.save_as(tmp_path / "ledger.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "ledger.xlsx").active
    assert sheet["A1"].value == "市级督办台账"
    assert [sheet.cell(3, column).value for column in (2, 3)] == ["交办事项", "文号"]
    assert sheet.cell(sheet.max_row, 2).value == "合计 4 条"
