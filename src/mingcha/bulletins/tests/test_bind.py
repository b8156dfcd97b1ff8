"""Binding: arguments, counter words, formats; each fault says what it is about."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from mingcha.bulletins import bind, marks
from mingcha.campaigns.models import Campaign
from mingcha.figures import registry
from mingcha.figures.definitions import Slice
from mingcha.figures.evaluate import Figure
from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue

FRAME = bind.Frame(campaign=Campaign(pk=7), as_of=date(2018, 3, 31))
WHOLE = Figure(
    measure=registry.measure("plans.filed"), slice=Slice(), value=13, numerator=None, denominator=None, rows=13,
    unit_ids=(), fact="plans.filings", version="", sql="", statement=0, evaluated_at=clock.now(),
)  # fmt: skip


def _request(raw: str, units: Mapping[str, int] | None = None) -> Any:
    return bind.request_for(marks.parse(raw), FRAME, units or {})


def _fault(make: Any, *given: Any) -> tuple[str, str]:
    with pytest.raises(BadValue) as raised:
        make(*given)
    return raised.value.field, raised.value.message


# ---------------------------------------------------------------- requests
def test_mark_alone_counts_the_campaign_until_the_as_of_day() -> None:
    request = _request("{plans.filed}")

    assert request.slice == Slice(campaign_id=7, until=date(2018, 3, 31), where={})
    assert (request.measure, request.with_units) == ("plans.filed", False)


def test_arguments_become_the_slice() -> None:
    raw = (
        "{plans.passed unit=230100 line=system since=2018-03-01 until=2018-03-15 round=1,2 level=county:names limit=3}"
    )
    request = _request(raw.replace(":names limit=3", " limit=3:names"), {"230100": 5})

    assert request.slice == Slice(
        campaign_id=7, unit_id=5, line="SYSTEM", since=date(2018, 3, 1), until=date(2018, 3, 15),
        where={"round": (1, 2), "level": ("COUNTY",)},
    )  # fmt: skip
    assert request.with_units


def test_unit_codes_are_collected_of_all_marks() -> None:
    found = bind.unit_codes([marks.parse("{a.b unit=1}"), marks.parse("{a.b}"), marks.parse("{a.b unit=2,1}")])

    assert found == {"1", "2"}


@pytest.mark.parametrize(
    ("raw", "field", "says"),
    [
        ("{plans.nothing}", "key", "没有数据口径“plans.nothing”"),
        ("{nobody.knows}", "key", "没有数据口径“nobody.knows”"),
        ("{plans.filed colour=red}", "colour", "“plans.filed”没有维度“colour”"),
        ("{plans.passed round=zwei}", "round", "维度“round”应为int，得到“zwei”"),
        ("{plans.filed unit=999999}", "unit", "统计截止日没有代码为“999999”的单位"),
        ("{plans.filed unit=1,2}", "unit", "参数“unit”只能有一个值"),
        ("{plans.filed line=both}", "line", "参数 line 应为 territory（块）或 system（条）"),
        ("{plans.filed line=system,territory}", "line", "参数 line 应为 territory（块）或 system（条）"),
        ("{plans.filed since=三月}", "since", "参数“since”应为日期，如 2018-03-31"),
        ("{plans.filed until=2018-02-30}", "until", "参数“until”应为日期，如 2018-03-31"),
        ("{plans.filed until=2018-02-01,2018-02-02}", "until", "参数“until”只能有一个值"),
        ("{plans.filed since=2018-04-01}", "since", "起始日晚于截止日"),
        ("{plans.filed limit=3}", "limit", "参数 limit 应为 1 以上的整数，只用于 names 格式"),
        ("{plans.filed limit=0:names}", "limit", "参数 limit 应为 1 以上的整数，只用于 names 格式"),
        ("{plans.filed limit=many:names}", "limit", "参数 limit 应为 1 以上的整数，只用于 names 格式"),
        ("{plans.filed limit=1,2:names}", "limit", "参数“limit”只能有一个值"),
        ("{plans.filed:pct1}", "{plans.filed:pct1}", "“plans.filed”的格式应为 cn、n、names、wan1"),
        ("{plans.filed:range}", "{plans.filed:range}", "“plans.filed”的格式应为 cn、n、names、wan1"),
        ("{plans.pass_share}", "{plans.pass_share}", "“plans.pass_share”的格式应为 pct0、pct1、pct2"),
        ("{problems.per_unit}", "{problems.per_unit}", "“problems.per_unit”的格式应为 range"),
    ],
)
def test_fault_of_a_mark_is_named(raw: str, field: str, says: str) -> None:
    found = _fault(_request, raw)

    assert (found[0], found[1][: len(says)]) == (field, says)


# ---------------------------------------------------------------- counter words
@pytest.mark.parametrize(
    ("raw", "following", "word"),
    [
        ("{plans.filed}", "个市（地）", "个"),
        ("{plans.filed}", "家单位", "家"),
        ("{plans.filed word=家}", "家单位", "家"),
        ("{publicity.articles_counted}", "条（篇）稿件", "条(篇)"),
        ("{publicity.articles_counted}", "条(篇)", "条(篇)"),
        ("{publicity.articles_counted word=条（篇）}", "条(篇)", "条(篇)"),
        ("{publicity.articles_counted}", "篇", "篇"),
        ("{accountability.persons}", "名干部", "名"),
        ("{plans.filed:names}", "", ""),
        ("{plans.pass_share:pct1}", "，", "%"),
    ],
)
def test_word_after_gives_the_house_spelling(raw: str, following: str, word: str) -> None:
    assert bind.word_after(marks.parse(raw), following) == word


@pytest.mark.parametrize(
    ("raw", "following", "says"),
    [
        ("{plans.filed}", "起", "{plans.filed} 之后应为量词“个”，得到“起”"),
        ("{plans.filed}", "", "{plans.filed} 之后应为量词“个”，得到“”"),
        ("{plans.filed}", "方案报备", "{plans.filed} 之后应为量词“个”，得到“方案报备”"),
        ("{plans.filed}", "%", "{plans.filed} 之后应为量词“个”，得到“%”"),
        ("{accountability.persons}", "人次", "{accountability.persons} 之后应为量词“"),
        ("{publicity.articles_counted}", "条信息", "{publicity.articles_counted} 之后应为量词“条(篇)”，得到“条信息”"),
        ("{plans.filed word=起}", "起", "量词“起”不合“plans.filed”，应为“个”或同类量词"),
        ("{plans.filed word=家}", "个", "{plans.filed word=家} 之后应为量词“家”，得到“个”"),
        ("{plans.filed word=家,个}", "个", "参数“word”只能有一个值"),
        ("{plans.pass_share:pct1}", "%，", "{plans.pass_share:pct1} 自带百分号，后面不要再写"),
        ("{plans.pass_share:pct1}", "％", "{plans.pass_share:pct1} 自带百分号，后面不要再写"),
    ],
)
def test_word_that_does_not_fit_is_named(raw: str, following: str, says: str) -> None:
    found = _fault(bind.word_after, marks.parse(raw), following)

    assert (found[0], found[1][: len(says)]) == ("word", says)


# ---------------------------------------------------------------- what is printed
@pytest.mark.parametrize(
    ("form", "value", "text", "told"),
    [
        ("n", 13, "13", 13),
        ("n", 0, "0", 0),
        ("n", 1234567, "1234567", 1234567),
        ("cn", 13, "十三", 13),
        ("wan1", 22059, "2.2万", 22059),
        ("wan1", 500, "0.1万", 500),
        ("pct0", Fraction(1, 8), "13%", 13.0),
        ("pct1", Fraction(842, 1391), "60.5%", 60.5),
        ("pct2", Fraction(2, 3), "66.67%", 66.67),
        ("pct1", Fraction(0, 3), "0.0%", 0.0),
        ("range", (3, 5), "3—5", [3, 5]),
        ("range", (4, 4), "4", [4, 4]),
    ],
)
def test_value_is_printed_and_told(form: str, value: Any, text: str, told: Any) -> None:
    mark, figure = marks.parse(f"{{a.b:{form}}}"), replace(WHOLE, value=value)

    assert bind.printed(mark, figure, []) == text
    assert bind.trace_value(mark, figure, []) == told


def test_names_are_printed_with_enumeration_commas() -> None:
    mark = marks.parse("{a.b:names}")

    assert bind.printed(mark, WHOLE, ["甲市", "乙厅"]) == "甲市、乙厅"
    assert bind.trace_value(mark, WHOLE, ["甲市", "乙厅"]) == ["甲市", "乙厅"]


def test_nothing_to_count_is_an_error_unless_a_blank_is_given() -> None:
    mark, nothing = marks.parse("{a.b:pct1}"), replace(WHOLE, value=None)

    assert _fault(bind.printed, mark, nothing, []) == ("{a.b:pct1}", "{a.b:pct1} 没有可用的记录")
    assert bind.printed(mark, nothing, [], blank="（无）") == "（无）"
    assert bind.trace_value(mark, nothing, []) is None
