"""The proofreader's findings (校对意见) and quantifiers (数量词语)."""

import pytest

from mingcha.bulletins.proofreader import check, quantifiers
from mingcha.bulletins.proofreader.numerals import find


def judged(
    text: str, *, bound: list[str] | None = None, registry: set[str] | None = None
) -> list[tuple[str, str, str]]:
    """Code, level and text of each finding; `bound` gives the printed figures. UNBOUND is left out where it is None."""
    spans = sorted((text.index(figure), text.index(figure) + len(figure)) for figure in bound or [])
    found = check.findings(text, find(text), spans, registry)
    return [(one.code, one.level, one.text) for one in found if bound is not None or one.code != "UNBOUND"]


def test_findings_when_a_claim_is_typed_by_hand_is_red() -> None:
    found = judged("第7期：3月底前查处57起、占60.5%，12345热线", bound=[])

    assert found == [("UNBOUND", "RED", "57起"), ("UNBOUND", "RED", "60.5%")]


@pytest.mark.parametrize("figure", ["57", "57起"])
def test_findings_when_the_figure_is_bound_with_or_without_its_counter_word_is_silent(figure: str) -> None:
    assert judged("查处57起", bound=[figure]) == []


@pytest.mark.parametrize(("text", "figure"), [("查处157起", "57"), ("查处57万起", "57"), ("查处575起", "57")])
def test_findings_when_digits_are_typed_beside_a_figure_is_red(text: str, figure: str) -> None:
    found = judged(text, bound=[figure])

    assert [code for code, _, _ in found] == ["UNBOUND"]


@pytest.mark.parametrize(
    ("text", "figure"), [("占60.5%", "60.5%"), ("有3—5个", "3—5"), ("共十三个", "十三"), ("约2.2万起", "2.2万")]
)
def test_findings_when_a_figure_is_printed_in_any_format_is_silent(text: str, figure: str) -> None:
    assert judged(text, bound=[figure]) == []


def test_findings_give_line_sentence_and_place() -> None:
    text = "前言\n查处57起"

    (found,) = check.findings(text, find(text))

    assert (found.line, found.start, found.end) == (2, 5, 8)
    assert found.says == "“57起”是手写的数据，没有绑定口径"


def test_findings_when_a_quantifier_stands_is_yellow() -> None:
    assert judged("其余单位全部完成") == [("QUANTIFIER", "YELLOW", "其余"), ("QUANTIFIER", "YELLOW", "全部")]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("共受理200件，其中来信50件，占25%。", []),
        ("共受理200件，其中来信50件，占24.9%。", []),
        ("共受理200件，其中来信50件，占52%。", ["PERCENT"]),
        ("共受理200件，其中来信约50件，占52%。", []),
        ("共受理200件。按方式分，来信50件，占52%；来访150件。", ["PERCENT"]),
        ("共受理200件。另来信50件，占52%。", []),
        ("共受理200件，分别为来信50件、来访140件。", ["PARTS"]),
        ("共受理200件，分别为来信50件、来访150件。", []),
        ("共受理200件，分别为来信50件（其中实名20件）、来访150件。", []),
        ("共受理200件，其中来信250件。", ["PART_OVER_TOTAL"]),
        ("共受理200件，其中来信2人、占30%。", []),
        ("公共场所200件，其中来信250件。", []),
        ("共受理0件，其中占3%。", []),
        ("共受理0件，其中来信0件，占3%。", []),
        ("共受理200件\n其中来信250件", []),
        ("共受理200件", []),
        ("共受理约200件，其中来信250件。", []),
    ],
)
def test_findings_judge_arithmetic_only_where_the_numbers_stand_together(text: str, codes: list[str]) -> None:
    assert [code for code, _, _ in judged(text)] == codes


def test_findings_of_arithmetic_name_both_numbers() -> None:
    text = "共受理200件，其中来信50件，占52%。"

    found = [one.says for one in check.findings(text, find(text)) if one.code == "PERCENT"]

    assert found == ["“52%”与前面的数对不上：50÷200＝25%"]


def test_findings_when_a_unit_is_not_in_the_registry_is_yellow() -> None:
    text = "甲市、乙丙市、各县，丁市迅速部署"

    found = judged(text, registry={"甲市"})

    assert found == [("UNKNOWN_UNIT", "YELLOW", "乙丙市")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("基本上都确定", [("基本上都", "NEARLY_ALL")]),
        ("大部分单位普遍重视", [("大部分", "MOST"), ("普遍", "MOST")]),
        ("当天和第一时间", [("当天", "PROMPT"), ("第一时间", "PROMPT")]),
        ("办复率均为百分之百", [("均为", "ALL")]),
        ("平均、均衡、人均，十部分，大都市，双过半", []),
    ],
)
def test_quantifiers_find_words_that_claim_a_share(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.text, one.share) for one in quantifiers.find(text)] == expected
