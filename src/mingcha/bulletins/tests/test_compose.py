"""Composing: the tree, the figures in order, one statement for each fact, what is typed by hand."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from mingcha.bulletins import bind, tree
from mingcha.bulletins.compose import Composed, compose
from mingcha.bulletins.proofreading import unbound
from mingcha.bulletins.tests.factories import AS_OF, SmallCampaign, a_small_campaign
from mingcha.bulletins.tree import FigureText, Heading, Paragraph, Table, Text
from mingcha.kernel.errors import BadFile
from mingcha.plans.tests.factories import a_filing
from mingcha.problems.models import TargetProblem

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def small() -> SmallCampaign:
    return a_small_campaign()


def _composed(small: SmallCampaign, text: str) -> Composed:
    return compose(text, bind.Frame(campaign=small.campaign, as_of=AS_OF), file="07.md")


def _printed(composed: Composed) -> str:
    return "\n".join(tree.plain(block.inlines) for block in composed.blocks if not isinstance(block, Table))


# ---------------------------------------------------------------- the tree
def test_compose_builds_paragraphs_headings_and_tables(small: SmallCampaign) -> None:
    made = _composed(small, "共**报**{plans.filed}个\n\n# 一\n\n|单位|数|\n|-|-|\n|甲|{plans.filed}个|\n")

    assert made.blocks == (
        Paragraph((Text("共"), Text("报", strong=True), FigureText("2", 0), Text("个")), line=1),
        Heading(1, (Text("一"),), line=3),
        Table((((Text("单位"),), (Text("数"),)), ((Text("甲"),), (FigureText("2", 1), Text("个")))), line=5),
    )


def test_lines_of_a_paragraph_are_joined_without_a_blank(small: SmallCampaign) -> None:
    made = _composed(small, "甲\n  乙\n{plans.filed}\n个丙")

    assert made.blocks == (Paragraph((Text("甲乙"), FigureText("2", 0), Text("个丙")), line=1),)


def test_escaped_braces_are_printed(small: SmallCampaign) -> None:
    assert _printed(_composed(small, r"写作\{plans.filed\}，得{plans.filed}个")) == "写作{plans.filed}，得2个"


def test_figures_stand_in_the_order_of_reading(small: SmallCampaign) -> None:
    made = _composed(small, "通过{plans.passed round=2}个、{plans.passed}个\n\n开展{plans.rounds_held:cn}轮")

    told = [(f.mark.key, f.text, f.value, f.unit, f.line, f.figure.rows) for f in made.figures]
    assert told == [
        ("plans.passed", "1", 1, "个", 1, 1),
        ("plans.passed", "3", 3, "个", 1, 3),
        ("plans.rounds_held", "三", 3, "轮", 3, 6),
    ]


def test_figure_tells_its_definition_and_period(small: SmallCampaign) -> None:
    made = _composed(small, "报{plans.filed}个，当月{plans.filed since=2018-03-01}个")

    assert [figure.period for figure in made.figures] == ["截至2018-03-31", "2018-03-01至2018-03-31"]
    assert made.figures[0].definition == "截至统计日实施方案已备案的单位数，每单位计一次"


def test_ratio_keeps_both_numbers(small: SmallCampaign) -> None:
    [figure] = _composed(small, "通过{plans.pass_share kind=department:pct1}").figures

    assert (figure.text, figure.value, figure.unit) == ("100.0%", 100.0, "%")
    assert (figure.figure.numerator, figure.figure.denominator) == (3, 3)


def test_range_prints_lowest_and_highest(small: SmallCampaign) -> None:
    for place, unit in enumerate(small.departments):
        for number in range(1, place + 3):
            TargetProblem.objects.create(
                campaign=small.campaign, unit=unit, number=number, title="问题", method="VISIT", happened_on=AS_OF
            )

    [figure] = _composed(small, "一个单位{problems.per_unit:range}个").figures

    assert (figure.text, figure.value) == ("2—4", [2, 4])


def test_names_follow_the_official_order_and_the_limit(small: SmallCampaign) -> None:
    made = _composed(small, "有{plans.filed:names}；如{plans.filed limit=1:names}等")

    assert [(figure.text, figure.value) for figure in made.figures] == [
        ("甲市、乙市", ["甲市", "乙市"]),
        ("甲市", ["甲市"]),
    ]


def test_units_are_found_by_their_code_of_the_as_of_day(small: SmallCampaign) -> None:
    code = small.cities[0].code

    assert _printed(_composed(small, f"报{{plans.filed unit={code}}}个")) == "报1个"


def test_records_after_the_as_of_day_and_of_other_campaigns_are_not_counted(small: SmallCampaign) -> None:
    a_filing(small.departments[0], small.campaign, on=date(2018, 4, 1))
    a_filing(small.departments[0], a_small_campaign().campaign)

    assert _printed(_composed(small, "报{plans.filed}个")) == "报2个"


# ---------------------------------------------------------------- statements
def test_each_fact_costs_one_statement_however_many_figures(
    small: SmallCampaign, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    once = "报{plans.filed}个、过{plans.passed}个"
    _composed(small, once)

    for text in (once, once * 20):
        with django_assert_num_queries(4):  # two facts, in a savepoint
            made = _composed(small, text)
        assert made.statements == 2


def test_names_and_codes_cost_one_statement_each(
    small: SmallCampaign, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    text = f"报{{plans.filed unit={small.cities[0].code}}}个：{{plans.filed:names}}"
    _composed(small, text)

    with django_assert_num_queries(5):
        made = _composed(small, text * 3)

    assert made.statements == 1


def test_text_without_figures_runs_no_statement(small: SmallCampaign) -> None:
    assert _composed(small, "没有数据。").statements == 0


# ---------------------------------------------------------------- proofreading and faults
def test_claims_typed_by_hand_are_told_with_their_place(small: SmallCampaign) -> None:
    text = "报{plans.filed}个，\n查处酒驾22059起，\n照“七个是否”，3月31日止。\n\n|数|\n|-|\n|80起|\n"

    found = unbound(_composed(small, text).findings)

    assert [(at["line"], at["text"], text[at["start"] : at["end"]]) for at in found] == [
        (2, "22059起", "22059起"),
        (7, "80起", "80起"),
    ]


def test_bound_claims_are_not_told(small: SmallCampaign) -> None:
    made = _composed(
        small, "报{plans.filed}个，开展{plans.rounds_held:cn}轮，占{plans.pass_share:pct1}，{plans.filed:names}"
    )

    assert unbound(made.findings) == []


@pytest.mark.parametrize(
    ("mark", "says"),
    [
        ("{plans.nothing}个", "07.md:3: 没有数据口径“plans.nothing”"),
        ("{plans.filed x=1}个", "07.md:3: “plans.filed”没有维度“x”"),
        ("{plans.filed}起", "07.md:3: {plans.filed} 之后应为量词“个”，得到“起”"),
        ("{plans.filed}{plans.filed}个", "07.md:3: {plans.filed} 之后应为量词“个”，得到“”"),
        ("{plans.filed unit=1}个", "07.md:3: 统计截止日没有代码为“1”的单位"),
        (
            "{plans.pass_share since=2018-03-31:pct1}",
            "07.md:3: {plans.pass_share since=2018-03-31:pct1} 没有可用的记录",
        ),
        ("{{7*7}}", "07.md:3: “{{”不是数据标记"),
    ],
)
def test_fault_is_told_with_file_and_line(small: SmallCampaign, mark: str, says: str) -> None:
    with pytest.raises(BadFile) as raised:
        _composed(small, f"甲\n\n{mark}")

    assert str(raised.value)[: len(says)] == says


def test_figure_without_a_record_behind_it_is_told_at_its_place(small: SmallCampaign) -> None:
    made = _composed(small, "报{plans.filed}个，\n另有{plans.filed until=2018-01-01}个。")

    found = [(f.code, f.level, f.line, f.start, f.text) for f in made.findings if f.code == "NO_RECORDS"]
    assert found == [("NO_RECORDS", "YELLOW", 2, 19, "0")]


def test_mark_that_needs_a_dimension_is_refused_with_its_line(small: SmallCampaign) -> None:
    with pytest.raises(BadFile, match=r"07\.md:1: “indicators\.cases”须指明 indicator=…"):
        _composed(small, "查处{indicators.cases}起")


def test_source_with_more_marks_than_a_statement_holds_is_refused_at_the_first_too_many(small: SmallCampaign) -> None:
    with pytest.raises(BadFile, match=r"07\.md:501: 数据标记超过 500 个"):
        _composed(small, "{plans.filed}个\n" * 501)
