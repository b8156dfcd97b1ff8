"""Cells of a returned workbook as the rules read them, and sheets that were tampered with."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from mingcha.assignments.rules import ColumnSpec, FieldRow
from mingcha.assignments.sheets import layout
from mingcha.assignments.sheets.changes import changes_since
from mingcha.assignments.sheets.marks import Mark, read_mark
from mingcha.assignments.sheets.reading import read_book, written
from mingcha.assignments.tests.factories import a_directive, a_form, a_task
from mingcha.assignments.tests.pages_world import TABLE, World, a_world, text
from mingcha.assignments.tests.workbook_world import fill, given_out, saved, signed_for, upload
from mingcha.kernel import clock
from mingcha.kernel.tests.workbook_files import xlsx_of
from mingcha.kernel.workbooks.cells import Unreadable
from mingcha.kernel.workbooks.opening import open_book

pytestmark = pytest.mark.django_db
AT = datetime.fromisoformat("2018-03-09T10:30")


@pytest.fixture(autouse=True)
def march_ninth() -> Iterator[None]:
    with clock.set_to(datetime(2018, 3, 9, 4, tzinfo=UTC)):
        yield


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (12.0, "12"),
        (0.1 + 0.2, "0.3"),
        (1e14, "100000000000000"),
        (2.50, "2.5"),
        (True, "是"),
        (date(2018, 3, 9), "2018-03-09"),
        (datetime.fromisoformat("2018-03-09T00:00"), "2018-03-09"),
        (AT, "2018-03-09 10:30"),
        (time(8, 30), "08:30:00"),
        (" 甲 ", "甲"),
        ("", ""),
    ],
)
def test_written_gives_a_cell_as_somebody_would_have_typed_it(cell: Any, text: str) -> None:
    assert written(cell) == text


def test_written_refuses_a_number_that_the_program_has_rounded() -> None:
    with pytest.raises(Unreadable, match="数字太长"):
        written(2.3010119900101123e17)


def test_long_number_in_a_cell_is_told_by_its_place(world: World) -> None:
    task = signed_for(world)
    book = fill(given_out(world.clerk, task), {"persons": 12, "says": 230101199001011234})

    response = upload(world.clerk, task, saved(book), submit="1")

    assert [str(fault) for fault in response.context["faults"]] == [
        "表 1 第 7 行 C 列：数字太长，尾数已失真，请把单元格设为文本再填"
    ]


def test_total_that_is_no_number_is_left_to_whoever_reads_it(world: World) -> None:
    task = signed_for(world)
    book = fill(given_out(world.clerk, task), {"persons": 12}, [["甲", 1], ["合计", "见下"]])

    assert upload(world.clerk, task, saved(book), submit="1").status_code == 200


def test_sheets_of_ones_own_are_passed_over(world: World) -> None:
    task = signed_for(world)
    book = fill(given_out(world.clerk, task), {"persons": 12})
    for number, first in enumerate(("草稿", "#nothing", "#persons")):
        mine = book.create_sheet(f"自用{number}")
        for row in range(1, 40):
            mine.cell(row, 1, first if row == 30 or number else f"第{row}行")

    assert upload(world.clerk, task, saved(book), submit="1").status_code == 200


def test_head_line_too_far_down_is_not_found() -> None:
    rows = [[f"第{n}行"] for n in range(30)] + [[layout.CODES_HEAD]]

    found = read_book(open_book(xlsx_of(rows), name="甲.xlsx"), [])

    assert [one.message[:12] for one in found.errors] == ["没有找到填报表的表头，请"]


def test_tables_of_one_name_have_sheets_of_their_own_and_come_back(world: World) -> None:
    column = ColumnSpec(code="c1", label="姓名")
    forms = [
        FieldRow(code=f"t{n}", label="人员/名单", kind="TABLE", columns=(column,), is_required=False) for n in "ab"
    ]
    directive = a_directive(world.campaign)
    fields = a_form(directive, *forms)
    task = a_task(directive, world.city, state="SIGNED_FOR")
    book = given_out(world.clerk, task)

    book["人员 名单（2）"]["B5"] = "乙"

    found = read_book(open_book(saved(book), name="甲.xlsx"), fields)
    assert found.values == {"ta": [], "tb": [{"c1": "乙"}]}


def test_mark_of_another_site_or_changed_by_hand_is_none() -> None:
    mark = str(Mark(7, 2))

    assert read_mark(f"表号 {mark}，请勿改动") == Mark(7, 2)
    assert read_mark(mark.replace("-7-", "-8-")) is None
    assert read_mark("没有") is None


def test_changes_since_a_workbook_without_its_hidden_sheet_name_what_is_asked_now(world: World) -> None:
    fields = a_form(a_directive(world.campaign), TABLE)

    assert changes_since(open_book(xlsx_of([["甲"]]), name="甲.xlsx"), fields) == ["新增“明细”"]
    assert changes_since(open_book(xlsx_of([["甲"]]), name="甲.xlsx"), []) == ["填报要求有调整"]


def test_directive_without_a_form_is_answered_in_words_by_workbook(world: World) -> None:
    task = a_task(a_directive(world.campaign), world.city, state="SIGNED_FOR")
    book = given_out(world.clerk, task)

    empty = upload(world.clerk, task, saved(book), submit="1")
    said = upload(world.clerk, task, saved(fill(book, {"@answer": "已办"})), submit="1")

    assert "报送内容不能为空" in text(empty)
    assert said.status_code == 200
