"""The office's own template refused and mended, seven letters in one go, one of them made anew, the numbers told."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from mingcha.assignments.tests.factories import a_directive, a_task
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel import clock
from mingcha.kernel.tests.word_files import a_template, control, run, text_of
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_post, a_unit, an_account
from mingcha.papers.models import Paper

pytestmark = pytest.mark.django_db(transaction=True)
FIELDS = ("出具单位", "编号", "出具日期", "交办事项", "责任单位", "办理期限")


def enter_as(page: Page, post: Post, address: str) -> None:
    """A window that is signed in already."""
    client = Client()
    client.force_login(an_account(post))
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": address}])


def a_file(folder: Path, *fields: str) -> Path:
    """A Word file with content controls of these names."""

    def write(document: object) -> None:
        for field in fields:
            document.add_paragraph(f"{field}：")._p.append(control(field, run("点击输入")))  # type: ignore[attr-defined]

    path = folder / "催办函.docx"
    path.write_bytes(a_template(write, has_unit=False))
    return path


def upload(page: Page, file: Path) -> None:
    page.get_by_label("模板文件").set_input_files(file)
    page.get_by_label("编号用字").fill("黑整办催")
    page.get_by_role("button", name="检查并启用").click()


def make_seven(page: Page, asked: str) -> list[str]:
    """Letters for the tasks asked, all in one; gives the words of the third of the files."""
    page.goto(f"{reverse('papers:make_paper', args=['assignments.urging'])}?{asked}")
    page.get_by_role("button", name="出具 7 份").click()
    expect(page.get_by_role("heading", name="催办函 · 7 份")).to_be_visible()
    with page.expect_download() as told:
        page.get_by_role("link", name="逐份打包（ZIP）").click()
    packed = ZipFile(BytesIO(told.value.path().read_bytes()))
    assert len(packed.namelist()) == 7
    return text_of(packed.read(packed.namelist()[2]))


def test_office_brings_its_template_and_makes_seven_letters(
    page: Page, page_problems: list[str], live_server: LiveServer, tmp_path: Path
) -> None:
    office, directive = a_post(), a_directive(a_campaign(), "一季度数据")
    tasks = [a_task(directive, a_unit(f"第{number}市")) for number in range(1, 8)]
    page.set_default_timeout(30_000)
    enter_as(page, office, live_server.url)

    page.goto(reverse("papers:upload_template", args=["assignments.urging"]))
    upload(page, a_file(tmp_path, *FIELDS[:-1], "联系电话"))
    expect(page.get_by_text("内容控件“联系电话”不是本文书的字段")).to_be_visible()
    expect(page.get_by_text("缺少必有的字段“办理期限”（due_on）")).to_be_visible()
    page_problems.clear()  # the browser notes the 422
    upload(page, a_file(tmp_path, *FIELDS))
    expect(page.get_by_text("已启用：催办函 第1版")).to_be_visible()

    assert "责任单位：第3市" in make_seven(page, "&".join(f"record={task.pk}" for task in tasks))

    page.get_by_role("link", name="黑整办催", exact=False).nth(2).click()
    page.get_by_role("link", name="作废重出").click()
    page.get_by_label("原因").fill("期限写错")
    page.get_by_role("button", name="作废重出").click()
    expect(page.get_by_text("已出具：黑整办催")).to_be_visible()
    assert Paper.objects.get(voided_at__isnull=False).number == 3

    page.goto(reverse("papers:series_list"))
    row = page.get_by_role("row").filter(has_text="黑整办催")
    expect(row.get_by_role("cell")).to_have_text([f"黑整办催〔{clock.today().year}〕", "8", "7", "0", "1", "0", "0"])
