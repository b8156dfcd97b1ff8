"""A task's workbook: downloaded, filled in as an office program does, brought back; through their addresses."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest

from mingcha.assignments import actions
from mingcha.assignments.models import Draft, Submission, Task, Value
from mingcha.assignments.rules import FieldRow
from mingcha.assignments.tests.factories import a_directive, a_form, a_task
from mingcha.assignments.tests.pages_world import ROWS, World, a_world, at, browser, submitted, text
from mingcha.assignments.tests.workbook_world import fill, given_out, place_of, saved, sent, signed_for, upload
from mingcha.kernel import clock
from mingcha.kernel.tests.workbook_files import with_part

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def march_ninth() -> Iterator[None]:
    with clock.set_to(datetime(2018, 3, 9, 4, tzinfo=UTC)):
        yield


@pytest.fixture
def world() -> World:
    return a_world()


def _values(task: Task) -> dict[str, str]:
    rows = Value.objects.filter(submission__task=task).order_by("field__position", "row", "column")
    return {f"{v.field.code}.{v.row}.{v.column}" if v.row else v.field.code: v.text for v in rows}


# ---------------------------------------------------------------- going out
def test_workbook_when_downloaded_holds_heads_with_words_held_values_grey_and_its_mark_hidden(world: World) -> None:
    submitted(world, persons="31")
    task = signed_for(world)

    book = given_out(world.clerk, task)

    first = book.worksheets[0]
    held = first[place_of(book, "persons")]
    assert (held.value, held.fill.fgColor.rgb, held.protection.locked) == (31, "FFD9D9D9", True)
    assert first[place_of(book, "says")].protection.locked is False
    assert first.cell(held.row, 2).value == "人数（人） *"
    assert first.protection.sheet is True
    assert book["mingcha"].sheet_state == "veryHidden"
    assert str(book["mingcha"]["A1"].value).startswith(f"MC1-{task.pk}-1-")


def test_workbook_when_downloaded_checks_numbers_days_and_choices_while_typing(world: World) -> None:
    task = signed_for(world)

    book = given_out(world.clerk, task)

    rules = {str(one.sqref): one.type for one in book.worksheets[0].data_validations.dataValidation}
    wanted = {place_of(book, "persons"): "whole", place_of(book, "kind"): "list", place_of(book, "day"): "date"}
    assert rules == wanted
    assert [one.type for one in book["明细"].data_validations.dataValidation] == ["whole"]


def test_workbook_when_a_draft_exists_holds_what_was_written(world: World) -> None:
    task = signed_for(world)
    values = {"persons": "7", "day": "2018-03-08", "rows": [{"c1": "甲", "c2": "2"}]}
    actions.save_draft(task, actor=world.clerk, values=values, answer="初稿")

    book = given_out(world.clerk, task)

    first, rows = book.worksheets[0], book["明细"]
    assert first[place_of(book, "day")].value == datetime(2018, 3, 8)  # noqa: DTZ001  a cell knows no zone
    assert first[place_of(book, "@answer")].value == "初稿"
    assert [rows["B5"].value, rows["C5"].value] == ["甲", 2]


@pytest.mark.parametrize(("who", "status"), [("office", 200), ("head", 403), ("foreign", 404)])
def test_workbook_is_given_to_whoever_answers_the_task(world: World, who: str, status: int) -> None:
    task = signed_for(world)

    assert browser(getattr(world, who)).get(at("task_workbook", task.pk)).status_code == status


def test_workbook_of_an_answered_task_is_not_given_out(world: World) -> None:
    task, _ = submitted(world)

    assert browser(world.clerk).get(at("task_workbook", task.pk)).status_code == 409


# ---------------------------------------------------------------- coming back
def test_upload_when_all_is_right_submits_as_the_page_does(world: World) -> None:
    task = signed_for(world)
    rows: list[list[Any]] = [["甲", 1], [None, None], ["乙", "２"]]
    values = {"persons": "１２", "kind": "乙类", "day": date(2018, 3, 8), "@answer": "无"}
    content = saved(fill(given_out(world.clerk, task), values, rows))

    response = upload(world.clerk, task, content, submit="1")

    assert response.headers["HX-Redirect"] == at("task_detail", task.pk)
    task.refresh_from_db()
    submission = Submission.objects.get(task=task)
    assert (task.state, submission.way, submission.answer) == ("SUBMITTED", "WORKBOOK", "无")
    assert _values(task) == {
        "persons": "12", "kind": "乙类", "day": "2018-03-08",
        "rows.1.c1": "甲", "rows.1.c2": "1", "rows.2.c1": "乙", "rows.2.c2": "2",
    }  # fmt: skip


def test_upload_to_the_draft_keeps_it_and_sends_nothing(world: World) -> None:
    task = signed_for(world)
    content = saved(fill(given_out(world.clerk, task), {"persons": 12}))

    response = upload(world.clerk, task, content, draft="1", version="0")

    assert response.headers["HX-Redirect"] == at("submit_task", task.pk)
    assert Draft.objects.get(task=task).values["persons"] == "12"
    assert not Submission.objects.exists()
    page = text(browser(world.clerk).get(at("submit_task", task.pk)))
    assert 'value="12"' in page


def test_upload_to_a_draft_that_somebody_changed_meanwhile_is_told_and_keeps_theirs(world: World) -> None:
    task = signed_for(world)
    content = saved(fill(given_out(world.clerk, task), {"persons": 12}))
    actions.save_draft(task, actor=world.clerk, values={"persons": "9"})

    response = upload(world.clerk, task, content, draft="1", version="0")

    assert response.status_code == 409
    assert Draft.objects.get(task=task).values == {"persons": "9"}


def test_upload_with_errors_names_sheet_row_and_column_and_writes_nothing(world: World) -> None:
    task = signed_for(world)
    values = {"persons": "1²", "kind": "丙类"}
    book = fill(given_out(world.clerk, task), values, [["甲", "三"], [None, 4]])

    response = upload(world.clerk, task, saved(book), submit="1")

    found = [(f.name, f.row, f.column, f.message) for f in response.context["faults"]]
    assert response.status_code == 422
    assert found == [
        ("填报", 6, "C", "人数：应为数字，现为“1²”"),
        ("填报", 8, "C", "类别：应为甲类、乙类之一，现为“丙类”"),
        ("明细", 5, "C", "应为数字，现为“三”"),
        ("明细", 6, "B", "姓名不能为空"),
    ]
    task.refresh_from_db()
    assert (task.state, Submission.objects.count(), Draft.objects.count()) == ("SIGNED_FOR", 0, 0)


def test_upload_without_script_shows_the_errors_on_a_page(world: World) -> None:
    task = signed_for(world)
    book = fill(given_out(world.clerk, task), {"persons": "很多"})

    response = browser(world.clerk).post(at("upload_workbook", task.pk), {"workbook": sent(saved(book)), "submit": "1"})

    assert response.status_code == 422
    assert "<h1" in text(response)
    assert "应为数字，现为“很多”" in text(response)


def test_upload_of_the_same_file_twice_says_so_and_doubles_nothing(world: World) -> None:
    task = signed_for(world)
    content = saved(fill(given_out(world.clerk, task), {"persons": 12}))
    upload(world.clerk, task, content, submit="1")
    submission = Submission.objects.get(task=task)
    actions.return_task(Task.objects.get(pk=task.pk), actor=world.office, reason="不符")

    response = upload(world.clerk, task, content, name="又一份.xlsx", submit="1")

    assert response.status_code == 422
    assert "这个文件已于 2018-03-09 12:00 报送过（填报表.xlsx），没有重复报送" in text(response)
    assert list(Submission.objects.filter(task=task)) == [submission]


def test_upload_of_an_old_version_says_what_changed_and_offers_the_new_one(world: World) -> None:
    task = signed_for(world)
    content = saved(fill(given_out(world.clerk, task), {"persons": 12}))
    new = [FieldRow(code="persons", label="人数", kind="NUMBER", word="名"), *ROWS[2:5]]
    more = FieldRow(code="units", label="单位数", kind="NUMBER")
    actions.set_form(task.directive, actor=world.office, fields=[*new, more])

    response = upload(world.clerk, task, content, submit="1")

    assert list(response.context["changes"]) == ["新增“单位数”", "不再要“情况、佐证”", "改了“人数”的填法"]
    assert at("task_workbook", task.pk) in text(response)
    assert not Submission.objects.exists()


def test_upload_of_another_units_workbook_is_refused_as_not_found(world: World) -> None:
    task = signed_for(world)
    directive = a_directive(world.campaign, "外单位的机密事项")
    a_form(directive, *ROWS)
    foreign = a_task(directive, world.other, state="SIGNED_FOR")
    content = saved(given_out(world.foreign, foreign))

    response = upload(world.clerk, task, content, submit="1")

    assert response.status_code == 404
    assert "没有找到：这张填报表对应的任务" in text(response)
    assert "机密" not in text(response)


def test_upload_of_a_workbook_of_another_own_task_leads_there(world: World) -> None:
    task, mine = signed_for(world), signed_for(world, title="另一件")

    response = upload(world.clerk, task, saved(given_out(world.clerk, mine)), submit="1")

    assert response.status_code == 422
    assert "这是“另一件”的填报表" in text(response)
    assert at("submit_task", mine.pk) in text(response)


def test_upload_of_merged_cells_and_formulas_is_told_by_place(world: World) -> None:
    task = signed_for(world)
    book = fill(given_out(world.clerk, task), {"persons": "=1+1"}, [["甲", 1], ["乙", 2]])
    book["明细"].merge_cells("B5:B6")

    response = upload(world.clerk, task, saved(book), submit="1")

    found = [(f.name, f.row, f.column) for f in response.context["faults"]]
    assert found == [("填报", 6, "C"), ("明细", 5, "B"), ("明细", 6, "B")]
    assert "公式没有算出结果" in text(response)
    assert "B5:B6 是合并的单元格" in text(response)


def test_upload_of_a_reckoned_formula_takes_its_result(world: World) -> None:
    task = signed_for(world)
    content = saved(fill(given_out(world.clerk, task), {"persons": "=3*4"}))
    reckoned = with_part(
        content,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<v></v>", b"<v>12</v>").replace(b"<v />", b"<v>12</v>"),
    )

    response = upload(world.clerk, task, reckoned, submit="1")

    assert response.status_code == 200, text(response)
    assert _values(task) == {"persons": "12"}


def test_upload_with_a_total_line_checks_it_and_leaves_it_out(world: World) -> None:
    task = signed_for(world)
    rows = [["甲", 1], ["乙", 2], ["合计", 4]]
    book = fill(given_out(world.clerk, task), {"persons": 12}, rows)

    wrong = upload(world.clerk, task, saved(book), submit="1")
    book["明细"]["C7"] = 3
    right = upload(world.clerk, task, saved(book), submit="1")

    assert [str(fault) for fault in wrong.context["faults"]] == ["表 2 第 7 行 C 列：合计行的次数应为各行之和3，现为4"]
    assert right.status_code == 200
    assert "rows.3.c1" not in _values(task)


def test_upload_of_a_csv_in_gbk_is_read(world: World) -> None:
    directive = a_directive(world.campaign)
    a_form(directive)
    task = a_task(directive, world.city, state="SIGNED_FOR")
    book = fill(given_out(world.clerk, task), {"persons": 12, "says": "属实"})
    lines = [[cell.value or "" for cell in row] for row in book.worksheets[0].iter_rows()]
    content = "\r\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode("gbk")

    response = upload(world.clerk, task, content, name="填报.csv", submit="1")

    assert response.status_code == 200, text(response)
    assert _values(task) == {"persons": "12", "says": "属实"}


def test_upload_of_a_csv_where_a_table_is_asked_says_what_to_send(world: World) -> None:
    task = signed_for(world)
    book = fill(given_out(world.clerk, task), {"persons": 12})
    lines = [[cell.value or "" for cell in row] for row in book.worksheets[0].iter_rows()]
    content = "\r\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()

    response = upload(world.clerk, task, content, name="填报.csv", submit="1")

    assert [fault.message for fault in response.context["faults"]] == ["没有“明细”表；csv 只有一张表，请上传 xlsx"]


def _any_workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "MC1-1-1-0000000000000000"
    return saved(book)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (_any_workbook(), "不是本系统给出的填报表"),
        (b"\x00\x01", "不是电子表"),
        (b"PK\x03\x04broken", "文件已损坏"),
    ],
)
def test_upload_of_something_else_says_so(world: World, content: bytes, says: str) -> None:
    task = signed_for(world)

    response = upload(world.clerk, task, content, submit="1")

    assert response.status_code == 422
    assert says in text(response)


def test_upload_without_a_file_says_so(world: World) -> None:
    task = signed_for(world)

    response = browser(world.clerk).post(at("upload_workbook", task.pk), {"submit": "1"})

    assert "请选择填好的填报表" in text(response)


def _lines_gone(book: Any) -> None:
    book.worksheets[0].delete_rows(6)


def _line_twice(book: Any) -> None:
    book.worksheets[0]["A7"] = "persons"


def _head_gone(book: Any) -> None:
    book.worksheets[0]["A5"] = "别的"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_lines_gone, "缺少“人数”一行"),
        (_line_twice, "出现不止一行"),
        (_head_gone, "没有找到填报表的表头"),
    ],
)
def test_upload_of_a_workbook_pulled_apart_is_told(world: World, change: Any, says: str) -> None:
    task = signed_for(world)
    book = fill(given_out(world.clerk, task), {"persons": 12})
    change(book)

    response = upload(world.clerk, task, saved(book), submit="1")

    assert response.status_code == 422
    assert says in text(response)


def test_upload_where_the_head_must_sign_waits_for_the_head(world: World) -> None:
    task = signed_for(world, needs_head=True)
    content = saved(fill(given_out(world.clerk, task), {"persons": 12}))

    upload(world.clerk, task, content, submit="1")

    task.refresh_from_db()
    assert task.state == "WITH_HEAD"


def test_upload_by_another_unit_is_refused_as_a_number_that_there_is_not(world: World) -> None:
    task = signed_for(world)
    content = saved(fill(given_out(world.clerk, task), {"persons": 12}))

    assert upload(world.foreign, task, content, submit="1").status_code == 404
    assert upload(world.head, task, content, submit="1").status_code == 403
    assert not Submission.objects.exists()
