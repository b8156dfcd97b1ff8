"""Workbooks read: every cell checked, every error by place."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mingcha.kernel.errors import BadFile
from mingcha.kernel.tests.workbook_files import Rows, converted, xlsx_of
from mingcha.kernel.workbooks.columns import Column, Kind
from mingcha.kernel.workbooks.opening import open_book
from mingcha.kernel.workbooks.places import MOST_TOLD, BadWorkbook, letters
from mingcha.kernel.workbooks.tables import HANDFUL, Table

COLUMNS = (
    Column("unit", "单位", Kind.CODE, is_required=True, look_up=lambda codes: {c: int(c) for c in codes & {"230100"}}),
    Column("title", "事项", is_required=True, most_letters=10),
    Column("state", "状态", Kind.CHOICE, choices={"已办结": "CLOSED", "办理中": "OPEN"}),
    Column("persons", "人数", Kind.WHOLE, is_required=True, most=9999),
    Column("amount", "金额", Kind.DECIMAL, least=0),
    Column("day", "日期", Kind.DAY),
)
HEAD = ["单位", "事项", "状态", "人数", "金额", "日期"]
GOOD = ["230100", "窗口", "已办结", 12, 3.25, date(2018, 4, 9)]
MEANT = {"unit": 230100, "title": "窗口", "state": "CLOSED", "persons": 12, "amount": Decimal("3.25"),
         "day": date(2018, 4, 9)}  # fmt: skip


def read(content: bytes, name: str = "台账.xlsx") -> list[dict[str, Any]]:
    """All rows of the first sheet, settled."""
    book = open_book(content, name=name)
    table = Table(book.sheets[0], COLUMNS, file=name)
    rows = [row for handful in table.read() for _, row in handful.each()]
    table.settle()
    return rows


def errors(content: bytes, name: str = "台账.xlsx") -> list[str]:
    """What is wrong with a file, line by line."""
    with pytest.raises(BadWorkbook) as raised:
        read(content, name)
    return str(raised.value).splitlines()


def test_rows_below_a_title_are_read_with_their_types_and_a_total_left_out() -> None:
    rows: Rows = [["督办台账"], [], HEAD, GOOD, [], GOOD, ["合计", "", "", 24]]

    assert read(xlsx_of(rows)) == [MEANT, MEANT]


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_files_of_other_programs_read_alike(kind: str, tmp_path: Path) -> None:
    content = converted(xlsx_of([HEAD, GOOD]), kind, tmp_path)

    assert read(content, f"台账.{kind}") == [MEANT]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_csv_reads_in_the_encodings_that_office_programs_write(encoding: str) -> None:
    text = "单位,事项,状态,人数,金额,日期\r\n230100,窗口,已办结,１２,3.25,2018年4月9日\r\n"

    assert read(text.encode(encoding), "台账.csv") == [MEANT]


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_csv_reads_with_other_separators(separator: str) -> None:
    text = "\n".join(separator.join(line) for line in (HEAD, ["230100", "窗口", "已办结", "12", "3.25", "2018-4-9"]))

    assert read(text.encode(), "台账.csv") == [MEANT]


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        (0, "230199", "表 1 第 2 行 A 列：单位没有“230199”，或不在您的办理范围内"),
        (0, "", "表 1 第 2 行 A 列：单位不能为空"),
        (1, "  ", "表 1 第 2 行 B 列：事项不能为空"),
        (1, "一二三四五六七八九十一", "表 1 第 2 行 B 列：事项最多 10 字，现有 11 字"),
        (1, 1e15, "表 1 第 2 行 B 列：事项数字太长，尾数已失真，请把单元格设为文本再填"),
        (2, "办完了", "表 1 第 2 行 C 列：状态应为 已办结、办理中 之一，现为“办完了”"),
        (3, "²", "表 1 第 2 行 D 列：人数应为数字，现为“²”"),
        (3, "①", "表 1 第 2 行 D 列：人数应为数字，现为“①”"),
        (3, "12人", "表 1 第 2 行 D 列：人数应为数字，现为“12人”"),
        (3, 1.5, "表 1 第 2 行 D 列：人数应为整数，现为“1.5”"),
        (3, -1, "表 1 第 2 行 D 列：人数不能小于 0，现为 -1"),
        (3, 10000, "表 1 第 2 行 D 列：人数不能大于 9999，现为 10000"),
        (3, True, "表 1 第 2 行 D 列：人数应为数字，现为“True”"),
        (3, 1e30, "表 1 第 2 行 D 列：人数数字超出范围"),
        (4, 1.005, "表 1 第 2 行 E 列：金额最多 2 位小数，现为“1.005”"),
        (4, "1,2", "表 1 第 2 行 E 列：金额应为数字，现为“1,2”"),
        (5, "2018-02-30", "表 1 第 2 行 F 列：日期应为 2018-04-09 这样的日期，现为“2018-02-30”"),
        (5, 43199, "表 1 第 2 行 F 列：日期应为 2018-04-09 这样的日期，现为“43199.0”"),
    ],
)
def test_wrong_cell_is_told_by_sheet_row_and_column(column: int, cell: object, says: str) -> None:
    row = [*GOOD]
    row[column] = cell

    assert errors(xlsx_of([HEAD, row])) == [says]


@pytest.mark.parametrize(
    ("column", "cell", "name", "value"),
    [
        (0, 230100, "unit", 230100),
        (1, 17, "title", "17"),
        (1, " 窗口\r\n二 ", "title", "窗口\n二"),
        (3, "１２", "persons", 12),
        (3, " 1,234 ", "persons", 1234),
        (3, "１，２３４", "persons", 1234),
        (4, None, "amount", None),
        (4, "1,234.50", "amount", Decimal("1234.50")),
        (4, 0, "amount", Decimal(0)),
        (5, "2018/4/9", "day", date(2018, 4, 9)),
        (5, "2018.04.09", "day", date(2018, 4, 9)),
        (5, "２０１８年４月９日", "day", date(2018, 4, 9)),
        (5, "20180409", "day", date(2018, 4, 9)),
    ],
)
def test_cell_written_as_people_write_it_is_understood(column: int, cell: object, name: str, value: object) -> None:
    row = [*GOOD]
    row[column] = cell

    assert read(xlsx_of([HEAD, row]))[0][name] == value


def test_all_errors_are_told_in_order_and_csv_has_no_sheet() -> None:
    text = "单位,事项,人数\n230100,,x\n,窗口,1\n"

    assert errors(text.encode(), "a.csv") == [
        "第 2 行 B 列：事项不能为空",
        "第 2 行 C 列：人数应为数字，现为“x”",
        "第 3 行 A 列：单位不能为空",
    ]


def test_many_errors_are_counted_and_the_first_told() -> None:
    rows: Rows = [HEAD, *([["230100", "窗口", "", "x"]] * (MOST_TOLD + 7))]

    told = errors(xlsx_of(rows))

    assert len(told) == MOST_TOLD + 1
    assert told[-1] == "还有 7 处，改好以上再看"


def test_rows_beyond_a_handful_keep_their_numbers() -> None:
    rows: Rows = [HEAD, *([GOOD] * HANDFUL), [], ["230100", "窗口", "", "x"]]

    assert errors(xlsx_of(rows)) == [f"表 1 第 {HANDFUL + 3} 行 D 列：人数应为数字，现为“x”"]


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (["单位", "事项"], "没有找到表头，缺少 人数 列"),
        (["甲", "乙"], "没有找到表头，缺少 单位、事项、人数 列"),
        ([*HEAD, "人 数"], "表头“人数”出现不止一次：D、G 列"),
    ],
)
def test_head_that_does_not_fit_is_told(head: list[str], says: str) -> None:
    assert errors(xlsx_of([head, GOOD])) == [f"表 1：{says}"]


def test_head_with_marks_of_a_form_is_known_and_strange_columns_are_named() -> None:
    content = xlsx_of([["单 位*", "事项（必填）", "备注", "人数："], ["230100", "窗口", "无", 3]])
    table = Table(open_book(content).sheets[0], COLUMNS, file="a")

    assert [row["persons"] for handful in table.read() for _, row in handful.each()] == [3]
    assert table.unread == ["备注"]


def test_head_of_two_lines_is_read_through_its_merged_cells() -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    content = xlsx_of([["单位", "内容", ""], ["", "事项", "人数"], ["230100", "窗口", 3]], merge)

    assert [row["persons"] for row in read(content)] == [3]


def test_merged_cells_among_the_rows_are_refused_by_name() -> None:
    content = xlsx_of([HEAD, GOOD, GOOD], lambda sheet: sheet.merge_cells("B2:B3"))

    assert errors(content) == [
        "表 1 第 2 行 B 列：B2:B3 是合并的单元格，请拆开后逐格填写",
        "表 1 第 3 行 B 列：事项不能为空",
    ]


def test_error_a_column_cannot_know_is_placed_by_name() -> None:
    table = Table(open_book(xlsx_of([HEAD, GOOD])).sheets[0], COLUMNS, file="a")

    table.error(7, "persons", "人次小于人数")
    table.error(8, "nothing", "不对")

    with pytest.raises(BadWorkbook, match=r"\A表 1 第 7 行 D 列：人次小于人数\n表 1 第 8 行：不对\Z"):
        table.settle()


def test_optional_column_left_out_of_the_head_is_empty() -> None:
    row = read(xlsx_of([["单位", "事项", "人数"], ["230100", "窗口", 3]]))[0]

    assert (row["state"], row["amount"], row["day"]) == (None, None, None)


def test_columns_are_lettered_as_office_programs_do() -> None:
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_csv_without_a_known_encoding_is_refused_and_so_is_what_is_no_workbook() -> None:
    with pytest.raises(BadFile, match="文字编码读不出来"):
        open_book(b"\x81\xff\xff\xff\n", name="a.csv")
    with pytest.raises(BadFile, match="不是电子表"):
        open_book(b"GIF89a\0\0", name="a.xlsx")
    with pytest.raises(BadFile, match="没有这个文件"):
        open_book(Path("/nowhere/a.xlsx"))
