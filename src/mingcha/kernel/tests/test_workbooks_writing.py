"""Workbooks written as a stream: what comes back is what went in."""

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from mingcha.kernel.workbooks import writer
from mingcha.kernel.workbooks.opening import open_book
from mingcha.kernel.workbooks.plain import csv_lines
from mingcha.kernel.workbooks.writer import Heading, Page, Sheet, xlsx

AT = datetime.fromisoformat("2018-04-09T10:30")
LONG_AGO = datetime.fromisoformat("1899-01-01T08:00")
HEADINGS = [Heading("事项"), Heading("数", 8)]


def written(*sheets: Sheet, **properties: str) -> bytes:
    return b"".join(xlsx(sheets, properties=properties))


def back(content: bytes) -> list[list[Any]]:
    return list(open_book(content).sheets[0].rows())


def test_values_come_back_with_their_types() -> None:
    values = ["文字", "a<b>&c\n二", " 空格 ", "", 7, 1.5, Decimal("0.25"), date(2018, 4, 9),
              AT, True, None]  # fmt: skip
    content = written(Sheet("表", [Heading(str(n)) for n in range(len(values))], [values]))

    assert back(content)[1] == [
        "文字", "a<b>&c\n二", " 空格 ", "", 7, 1.5, 0.25, date(2018, 4, 9), AT, True, "",
    ]  # fmt: skip


def test_values_the_format_cannot_hold_are_written_as_words() -> None:
    values = [10**16, Decimal("12345678901234567.89"), float("nan"), date(1899, 1, 1), LONG_AGO, "\x01x",
              {"a": 1}, "长" * 40_000]  # fmt: skip

    row = back(written(Sheet("表", [Heading(str(n)) for n in range(len(values))], [values])))[1]

    assert row[:7] == ["10000000000000000", "12345678901234567.89", "nan", "1899-01-01", "1899-01-01 08:00", "\ufffdx",
                       "{'a': 1}"]  # fmt: skip
    assert len(row[7]) == 32_767
    assert row[7].endswith("……（超过一格所能容纳，全文见系统）")


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "-1", "@x", "\tx", "\rx", "=_x0041_"])
def test_what_looks_like_a_formula_is_text_and_comes_back_unchanged(text: str) -> None:
    content = written(Sheet("表", HEADINGS, [[text, 1]]))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active

    assert sheet is not None
    assert (sheet["A2"].data_type, sheet["A2"].quotePrefix) == ("s", 1)
    assert back(content)[1] == [text, 1]
    line = b"".join(csv_lines(["事项"], [[text]]))
    assert line.decode("utf-8-sig").splitlines()[1].lstrip('"').startswith("'")
    assert list(open_book(line).sheets[0].rows())[1] == [text]


def test_csv_writes_days_and_numbers_plainly() -> None:
    rows = [[date(2018, 4, 9), datetime.fromisoformat("2018-04-09T08:05"), 3, None, "a,b"]] * 501

    text = b"".join(csv_lines(list("甲乙丙丁戊"), rows)).decode("utf-8-sig").splitlines()

    assert text[:2] == ["甲,乙,丙,丁,戊", '2018-04-09,2018-04-09 08:05,3,,"a,b"']
    assert len(text) == 502


def test_title_groups_totals_and_page_stand_where_a_ledger_has_them() -> None:
    headings = [Heading("单位"), Heading("应报", 8, "报送"), Heading("已报", 8, "报送"), Heading("备注")]
    sheet = Sheet("督办/台账", headings, [["甲市", 3, 2, ""]], title="督办台账", notes=["2018年"],
                  totals=lambda: ["合计", 3, Decimal(2), None], page=Page(paper=8))  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(written(sheet, 模板="7")))
    page: Any = book["督办 台账"]

    assert [row[0].value for row in page.iter_rows()] == ["督办台账", "2018年", "单位", None, "甲市", "合计"]
    assert [cell.value for cell in page[6]] == ["合计", 3, 2, None]
    assert sorted(map(str, page.merged_cells.ranges)) == ["A1:D1", "A2:D2", "A3:A4", "B3:C3", "D3:D4"]
    assert (page.page_setup.paperSize, page.page_setup.orientation, page.print_title_rows) == (8, "landscape", "$1:$4")
    assert (page.freeze_panes, page.column_dimensions["B"].width) == ("A5", 8)
    assert book.custom_doc_props["模板"].value == "7"


def test_rows_of_a_fitted_sheet_are_as_high_as_their_longest_text() -> None:
    rows: list[list[Any]] = [
        ["短", 1],
        ["二十个字的办理情况" * 4, 1],
        ["甲\n乙\n丙", 1],
        ["长" * 9_000, 1],
        [None, None],
    ]
    sheet = Sheet("表", [Heading("办理情况", 20), Heading("数", 8)], rows, is_fitted=True)

    page: Any = openpyxl.load_workbook(io.BytesIO(written(sheet)))["表"]

    assert [page.row_dimensions[row].height for row in range(2, 7)] == [18, 63, 48, 409, 18]


def test_rows_one_sheet_cannot_hold_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MOST_ROWS", 5)
    monkeypatch.setattr(writer, "BATCH", 2)
    sheet = Sheet("表", HEADINGS, ([f"第{n}", n] for n in range(7)), totals=lambda: ["合计", 7])

    book = open_book(written(sheet))

    assert [(s.name, [row[-1] for row in s.rows()]) for s in book.sheets] == [
        ("表", ["数", 0, 1, 2]),
        ("表（2）", ["数", 3, 4, 5]),
        ("表（3）", ["数", 6, 7]),
    ]


def test_empty_list_is_a_sheet_with_a_head() -> None:
    assert back(written(Sheet("", [Heading("事项")], []))) == [["事项"]]


def test_rows_are_read_while_bytes_are_given() -> None:
    taken = []

    def rows() -> Any:
        for n in range(20_000):
            taken.append(n)
            yield [f"关于办事拖延推诿的问题{n}", n]

    stream = xlsx([Sheet("表", HEADINGS, rows())])
    next(stream)

    assert len(taken) < 20_000
