"""Forms: what they may look like, and what is wrong in a filled one."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from mingcha.assignments import rules
from mingcha.assignments.rules import Cell, ColumnSpec, FieldRow
from mingcha.kernel.errors import BadForm


def number(code: str = "n", label: str = "人数", **given: Any) -> FieldRow:
    return FieldRow(code=code, label=label, kind="NUMBER", **given)


def told(fields: list[FieldRow], values: dict[str, Any]) -> list[tuple[str, int, str, str]]:
    return [(e.code, e.row, e.column, e.message) for e in rules.check_values(fields, values)[1]]


def one(field: FieldRow, value: object) -> object:
    checked, errors = rules.check_values([field], {field.code: value})
    return errors[0].message if errors else checked[field.code]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12", 12), (" １２ ", 12), ("1,234", 1234), ("１，２３４，５６７", 1234567), ("12人", 12), ("－3", -3),
        ("+5", 5), (7, 7), (7.0, 7), (Decimal("8"), 8), ("9.00", 9), ("007", 7), ("-0", 0),
    ],
)  # fmt: skip
def test_number_when_written_as_people_do_then_it_is_read(written: object, read: int) -> None:
    cell = one(number(word="人"), written)

    assert isinstance(cell, Cell)
    assert (cell.number, cell.text) == (Decimal(read), str(read))


@pytest.mark.parametrize(
    "written",
    ["²", "1²", "十二", "1e3", "12,34", "1 2", "①", "0x1F", "٣", "12起", "1" * 17, "=1+1", "1.2.3", "-", "，"],
)
def test_number_when_it_would_have_to_be_guessed_then_it_is_refused(written: str) -> None:
    assert one(number(word="人"), written) == f"应为数字，现为“{written}”"


@pytest.mark.parametrize("written", ["1.5", 1.5])
def test_number_when_it_should_be_whole_then_a_broken_one_is_refused(written: object) -> None:
    assert one(number(), written) == "应为整数，现为“1.5”"
    assert one(number(), True) == "应为数字，现为“是”"


def test_number_when_out_of_bounds_or_too_fine_then_it_says_the_bound() -> None:
    field = number(least=Decimal("0"), most=Decimal("100.0000"), decimals=2)

    assert one(field, "-1") == "不能小于0，现为-1.00"
    assert one(field, "100.01") == "不能大于100，现为100.01"
    assert one(field, "1.234") == "小数不能超过2位，现为“1.234”"
    assert one(field, "1.230") == Cell(text="1.23", number=Decimal("1.23"))


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-26",
        "2026年11月26日",
        "2026/11/26",
        "2026.11.26",
        "２０２６-11-26",
        "2026年 11月26日",
        date(2026, 11, 26),
        datetime(2026, 11, 26, 9, 30, tzinfo=UTC),
    ],
)
def test_date_when_written_as_people_do_then_it_is_read(written: object) -> None:
    field = FieldRow(code="d", label="日期", kind="DATE")

    assert one(field, written) == Cell(text="2026-11-26", day=date(2026, 11, 26))


@pytest.mark.parametrize("written", ["2026-02-30", "26-11-26", "2026-11/26", "11月26日", "45987", "2026年13月1日"])
def test_date_when_the_calendar_has_none_such_then_it_is_refused(written: str) -> None:
    field = FieldRow(code="d", label="日期", kind="DATE")

    assert one(field, written) == f"应为2026-11-26这样的日期，现为“{written}”"


def test_text_choice_and_file_when_wrong_then_they_say_what_would_be_right() -> None:
    assert one(FieldRow(code="t", label="情况"), "字" * 5001) == "不能超过5000字，现有5001字"
    assert (
        one(FieldRow(code="c", label="结果", kind="CHOICE", choices=("是", "否")), "也许")
        == "应为是、否之一，现为“也许”"
    )
    assert one(FieldRow(code="c", label="结果", kind="CHOICE", choices=("是", "否")), True) == Cell(text="是")
    assert one(FieldRow(code="f", label="附件", kind="FILE"), "../x") == "附件没有上传"
    assert one(FieldRow(code="f", label="附件", kind="FILE"), 12) == Cell(text="12", file=12)


def test_check_values_when_empty_then_only_what_is_required_is_missing() -> None:
    fields = [
        number(),
        FieldRow(code="t", label="情况", is_required=False),
        FieldRow(code="x", label="表", kind="TABLE"),
    ]

    assert told([*fields], {"n": " ", "zz": "1"}) == [
        ("zz", 0, "", "表式中没有这一项"),
        ("n", 0, "", "人数不能为空"),
        ("x", 0, "", "表不能为空"),
    ]


def test_check_values_when_a_total_or_a_comparison_does_not_hold_then_it_says_both_numbers() -> None:
    fields = [
        number("a", "党员"), number("b", "群众", is_required=False), number("sum", "合计", total_of=("a", "b")),
        number("times", "人次", not_below="sum"),
    ]  # fmt: skip

    assert told(fields, {"a": "3", "b": "4", "sum": "8", "times": "7"}) == [
        ("sum", 0, "", "合计应等于党员、群众之和7，现为8"),
        ("times", 0, "", "人次小于合计"),
    ]
    assert told(fields, {"a": "3", "sum": "3", "times": "3"}) == []


TABLE = FieldRow(
    code="rows",
    label="培训班",
    kind="TABLE",
    columns=(
        ColumnSpec(code="name", label="名称", is_required=True),
        ColumnSpec(code="persons", label="人数", kind="NUMBER"),
        ColumnSpec(code="times", label="人次", kind="NUMBER", not_below="persons"),
    ),
)


def test_table_when_rows_are_wrong_then_each_error_has_its_row_and_column() -> None:
    rows = [
        {"name": "一班", "persons": "30", "times": "60"},
        {"name": "", "persons": None, "times": " "},
        {"name": "", "persons": "5", "times": "４"},
        {"name": "三班", "persons": "x", "other": "1"},
    ]

    assert told([TABLE], {"rows": rows}) == [
        ("rows", 3, "name", "名称不能为空"),
        ("rows", 3, "times", "人次小于人数"),
        ("rows", 4, "other", "表格中没有这一列"),
        ("rows", 4, "persons", "应为数字，现为“x”"),
    ]


def test_table_when_right_then_its_columns_can_be_summed_and_its_cells_written_flat() -> None:
    total = number("total", "总人数", total_of=("rows.persons",))
    rows = [{"name": "一班", "persons": "30", "times": "60"}, {}, {"name": "二班", "persons": 12, "times": ""}]

    checked, errors = rules.check_values([TABLE, total], {"rows": rows, "total": "42"})

    assert errors == []
    assert [(code, row, column, cell.text) for code, row, column, cell in rules.flat(checked)] == [
        ("rows", 1, "name", "一班"), ("rows", 1, "persons", "30"), ("rows", 1, "times", "60"),
        ("rows", 2, "name", "二班"), ("rows", 2, "persons", "12"), ("total", 0, "", "42"),
    ]  # fmt: skip
    assert told([TABLE, total], {"rows": rows, "total": "41"})[0][3] == "总人数应等于rows之和42，现为41"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("文字", "应为表格的各行"), ([["x"]], "应为表格的各行"), ([{}] * 100_001, "不能超过100000行"),
        ([{}, {"name": None}], "培训班不能为空"),
    ],
)  # fmt: skip
def test_table_when_it_is_no_table_then_it_says_so(given: object, says: str) -> None:
    assert told([TABLE], {"rows": given}) == [("rows", 0, "", says)]


@pytest.mark.parametrize(
    ("field", "says"),
    [
        (FieldRow(code="大", label="x"), "代码应为小写字母开头的字母、数字和下划线：大"),
        (FieldRow(code="a", label=" "), "名称须写明，不超过100字"),
        (FieldRow(code="a", label="x", kind="COLOUR"), "没有这种类型：COLOUR"),
        (FieldRow(code="a", label="x", kind="CHOICE"), "选项不能为空"),
        (FieldRow(code="a", label="x", kind="TABLE"), "表格须有1至60列"),
        (number("a", decimals=5), "小数位须在0至4之间"),
        (number("a", least=Decimal(2), most=Decimal(1)), "最小值大于最大值"),
        (number("a", not_below="a"), "不是可比较的数字：a"),
        (number("a", total_of=("b", "t")), "不是可比较的数字：t"),
        (FieldRow(code="a", label="x", not_below="b"), "不是可比较的数字：b"),
    ],
)
def test_check_form_when_it_cannot_be_filled_then_it_says_why(field: FieldRow, says: str) -> None:
    with pytest.raises(BadForm) as error:
        rules.check_form([field, number("b"), FieldRow(code="t", label="文字")])

    assert str(error.value) == says


def test_check_form_when_columns_are_wrong_then_they_are_named() -> None:
    columns = (
        ColumnSpec(code="a", label="甲", kind="FILE"),
        ColumnSpec(code="a", label="乙", kind="NUMBER", not_below="zz"),
    )

    with pytest.raises(BadForm) as error:
        rules.check_form(
            [FieldRow(code="t", label="表", kind="TABLE", columns=columns), FieldRow(code="t", label="又")]
        )

    assert [(e.code, e.column, e.message) for e in error.value.errors] == [
        ("t", "a", "代码重复"), ("t", "a", "没有这种类型：FILE"),
        ("t", "a", "不是可比较的数字：zz"), ("t", "a", "代码重复"), ("t", "", "代码重复"),
    ]  # fmt: skip


def test_check_form_when_it_is_too_long_then_it_is_refused() -> None:
    with pytest.raises(BadForm, match="填报项不能超过200个"):
        rules.check_form([number(f"n{i}") for i in range(201)])
