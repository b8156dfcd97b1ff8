"""Many workbooks at once: each file whole or not at all, each with its own result; through their addresses."""

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mingcha.assignments.models import ReturnedWorkbook, Submission, Task
from mingcha.assignments.tests.factories import a_task
from mingcha.assignments.tests.pages_world import World, a_world, browser, text
from mingcha.assignments.tests.workbook_world import fill, given_out, saved, sent, signed_for, upload
from mingcha.kernel import clock, jobs
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_here")]
UPLOAD = "/assignments/workbooks/upload/"
LIST = "/assignments/workbooks/"


@pytest.fixture(autouse=True)
def march_ninth() -> Iterator[None]:
    with clock.set_to(datetime(2018, 3, 9, 4, tzinfo=UTC)):
        yield


@pytest.fixture
def world() -> World:
    return a_world()


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<a/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    return buffer.getvalue()


def _upload(post: Post, *files: SimpleUploadedFile) -> Any:
    response = browser(post).post(UPLOAD, {"workbooks": files})
    jobs.run_all()
    return response


def _filled(post: Post, task: Task, persons: Any, **more: Any) -> bytes:
    return saved(fill(given_out(post, task), {"persons": persons, **more}))


def test_upload_of_many_answers_each_task_and_names_the_errors_of_the_others(world: World) -> None:
    task = signed_for(world)
    others = [a_task(task.directive, a_unit(f"{n}市"), state="SIGNED_FOR") for n in range(3)]
    files = [
        sent(_filled(world.office, task, 12), "甲市.xlsx"),
        sent(_filled(world.office, others[0], "多"), "错.xlsx"),
    ]
    files += [sent(_filled(world.office, others[1], 7), "二.xlsx"), sent(_bomb(), "炸弹.xlsx")]

    response = _upload(world.office, *files)

    page = browser(world.office).get(response.url)
    rows = [(row.name, row.state, row.says) for row in page.context["batch"].rows]
    assert rows == [
        ("甲市.xlsx", "TAKEN", ""),
        ("错.xlsx", "REFUSED", "有 1 处错误"),
        ("二.xlsx", "TAKEN", ""),
        ("炸弹.xlsx", "REFUSED", "文件展开以后过大，不予打开；请拆成几个文件"),
    ]
    assert "人数：应为数字，现为“多”" in text(page)
    assert "已核对 4/4 个" in text(page)
    assert sorted(Submission.objects.values_list("task", flat=True)) == sorted([task.pk, others[1].pk])


def test_upload_of_the_same_workbook_twice_in_one_go_doubles_nothing(world: World) -> None:
    content = _filled(world.office, signed_for(world), 12)

    _upload(world.office, sent(content, "一.xlsx"), sent(content, "二.xlsx"))

    states = list(ReturnedWorkbook.objects.order_by("pk").values_list("state", "says"))
    assert states[0] == ("TAKEN", "")
    assert states[1][0] == "REFUSED"
    assert "没有重复报送" in states[1][1]
    assert Submission.objects.count() == 1


def test_upload_by_a_clerk_of_another_units_workbook_finds_no_such_task(world: World) -> None:
    task = signed_for(world)
    content = _filled(world.clerk, task, 12, **{"@answer": "机密"})

    response = _upload(world.foreign, sent(content))

    page = text(browser(world.foreign).get(response.url))
    assert "没有找到：这张填报表对应的任务" in page
    assert task.directive.title not in page
    assert not Submission.objects.exists()


def test_batch_that_waits_is_asked_for_again_and_is_not_another_units(world: World) -> None:
    signed_for(world)
    response: Any = browser(world.office).post(UPLOAD, {"workbooks": [sent(b"PK\x03\x04")]})

    mine = browser(world.office).get(response.url, headers={"HX-Request": "true"})

    assert 'hx-trigger="every 2s"' in text(mine)
    assert "<h1" not in text(mine)
    assert browser(world.foreign).get(response.url).status_code == 404


def test_large_workbook_of_one_task_is_looked_at_in_the_background(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mingcha.assignments.views.workbooks.LARGE", 1_000)
    task = signed_for(world)
    content = _filled(world.clerk, task, 12)

    response = upload(world.clerk, task, content, submit="1")
    jobs.run_all()

    assert response.headers["HX-Redirect"].startswith(LIST)
    assert Submission.objects.get().task == task
    assert "已核对 1/1 个" in text(browser(world.clerk).get(response.headers["HX-Redirect"]))


def test_upload_page_is_for_whoever_answers(world: World) -> None:
    assert "批量上传填报表" in text(browser(world.office).get(UPLOAD))
    assert browser(world.head).get(UPLOAD).status_code == 403
    assert browser(world.office).post(UPLOAD).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_batch_cost_the_same_however_many_came(
    world: World, count: int, django_assert_max_num_queries: Callable[..., AbstractContextManager[Any]]
) -> None:
    task = signed_for(world)
    tasks = [a_task(task.directive, a_unit(f"{n}市"), state="SIGNED_FOR") for n in range(count)]
    response = _upload(world.office, *[sent(_filled(world.office, one, 1), f"{one.pk}.xlsx") for one in tasks])
    client = browser(world.office)

    for address in (LIST, response.url):
        with django_assert_max_num_queries(9):
            assert client.get(address).status_code == 200
