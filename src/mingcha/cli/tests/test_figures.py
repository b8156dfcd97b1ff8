"""`mingcha figures`: measures, figures, the records behind them."""

import json
from typing import Any

import pytest

from mingcha.bulletins.tests.factories import SmallCampaign, a_small_campaign
from mingcha.cli.tests.factories import run
from mingcha.figures import registry
from mingcha.orgs.tests.factories import a_post, a_unit, an_account
from mingcha.plans.models import PlanFiling
from mingcha.plans.tests.factories import a_filing

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def small() -> SmallCampaign:
    return a_small_campaign()


def _told(capsys: Capsys, *arguments: object) -> Any:
    ran = run(capsys, "figures", *arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


# ---------------------------------------------------------------- list
def test_list_gives_every_measure_with_its_definition(capsys: Capsys) -> None:
    lines = run(capsys, "figures", "list").out.splitlines()
    rows = _told(capsys, "list")

    assert [line.split("\t")[0] for line in lines] == [measure.key for measure in registry.measures()]
    assert "plans.filed\t已备案的实施方案（个）\t截至统计日实施方案已备案的单位数，每单位计一次" in lines
    assert [row for row in rows if row["key"] == "plans.passed"] == [
        {
            "key": "plans.passed",
            "label": "审核通过的实施方案",
            "word": "个",
            "definition": registry.measure("plans.passed").says,
            "dimensions": ["category", "kind", "level", "round"],
        }
    ]


# ---------------------------------------------------------------- eval
def test_eval_says_value_word_and_definition(small: SmallCampaign, capsys: Capsys) -> None:
    ran = run(capsys, "figures", "eval", "plans.filed")

    assert ran == (0, "已备案的实施方案：2个，2 条记录\n口径：截至统计日实施方案已备案的单位数，每单位计一次\n", "")


def test_eval_says_both_numbers_of_a_ratio(small: SmallCampaign, capsys: Capsys) -> None:
    assert run(capsys, "figures", "eval", "plans.pass_share").out.startswith("审核通过比例：60.0%（3/5），3 条记录\n")
    told = _told(capsys, "eval", "plans.pass_share", "--where", "kind=department")
    assert (told["value"], told["numerator"], told["denominator"], told["evidence_count"]) == (100.0, 3, 3, 3)


@pytest.mark.parametrize(
    ("options", "value"),
    [
        ((), 3),
        (("--where", "round=2"), 1),
        (("--where", "round=1", "--where", "round=3"), 2),
        (("--until", "2018-03-07"), 2),
        (("--since", "2018-03-07", "--until", "2018-03-07"), 1),
        (("--where", "level=prefecture"), 0),
    ],
)
def test_eval_cuts_by_period_and_dimension(
    options: tuple[str, ...], value: int, small: SmallCampaign, capsys: Capsys
) -> None:
    assert _told(capsys, "eval", "plans.passed", *options)["value"] == value


def test_eval_cuts_by_campaign_and_by_a_unit_with_all_below_it_on_a_line(small: SmallCampaign, capsys: Capsys) -> None:
    bureau = a_unit(
        "甲局", level="COUNTY", kind="DEPARTMENT", parent=small.cities[0], system_parent=small.departments[0]
    )
    a_filing(bureau, small.campaign)
    a_small_campaign()
    here = ("eval", "plans.filed", "--campaign", small.campaign.short_name)

    assert _told(capsys, *here)["value"] == 3
    assert _told(capsys, *here, "--unit", small.cities[0].code)["value"] == 2
    assert _told(capsys, *here, "--unit", small.departments[0].code, "--line", "system")["value"] == 1


def test_eval_by_a_dimension_gives_a_table(small: SmallCampaign, capsys: Capsys) -> None:
    ran = run(capsys, "figures", "eval", "plans.passed", "--by", "round")

    assert ran == (0, "1\t1\n2\t1\n3\t1\n", "")
    assert _told(capsys, "eval", "plans.returned", "--by", "round") == [
        {"round": 1, "value": 2},
        {"round": 2, "value": 1},
    ]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("plans.fild",), "没有数据口径“plans.fild”；该机制有："),
        (("plans.filed", "--where", "colour=red"), "“plans.filed”没有维度“colour”"),
        (("plans.filed", "--where", "level"), "--where 应写作 维度=值，得到“level”"),
        (("plans.filed", "--where", "unit=1"), "--where 应写作 维度=值，得到“unit=1”"),
        (("plans.filed", "--unit", "999999"), "没有找到：代码为 999999 的单位"),
        (("plans.filed", "--campaign", "nirgends"), "没有找到：集中整顿“nirgends”，现有："),
        (("plans.filed", "--by", "colour"), "“plans.filed”没有维度“colour”"),
        (("plans.pass_share", "--by", "kind"), "“plans.pass_share”不能按维度分列"),
        (("plans.filed", "--as", "nobody"), "没有可用的账号或岗位“nobody”"),
        (("plans.filed", "--since", "March"), "Usage: mingcha figures eval"),
        (("plans.filed", "--since", "2018-04-01", "--until", "2018-03-01"), "起始日 2018-04-01 晚于截止日 2018-03-01"),
        (("plans.filed", "--where", "level=prefectur"), "维度“level”没有“prefectur”，可用：province prefecture"),
        (("indicators.cases",), "“indicators.cases”须指明 indicator=…"),
    ],
)
def test_eval_names_what_is_wrong(arguments: tuple[str, ...], says: str, small: SmallCampaign, capsys: Capsys) -> None:
    ran = run(capsys, "figures", "eval", *arguments)

    assert (ran.code, ran.out, ran.err[: len(says)]) == (2, "", says)


def test_eval_as_a_clerk_is_refused_since_it_would_count_what_is_hidden(small: SmallCampaign, capsys: Capsys) -> None:
    clerk = an_account(a_post(small.cities[0], role="CLERK"))

    ran = run(capsys, "figures", "eval", "plans.filed", "--as", clerk.username)

    assert ran == (2, "", "现算的数据只供办公室查看；单位看已印发的通报\n")


def test_eval_of_a_ratio_over_nothing_says_so(small: SmallCampaign, capsys: Capsys) -> None:
    ran = run(capsys, "figures", "eval", "indicators.completion", "--where", "indicator=none")

    assert ran.out.startswith("指标完成比例：没有可用的记录\n")


def test_table_by_what_a_measure_needs_is_enough(small: SmallCampaign, capsys: Capsys) -> None:
    assert run(capsys, "figures", "eval", "indicators.cases", "--by", "indicator").code == 0


def test_eval_without_a_campaign_says_so(capsys: Capsys) -> None:
    assert run(capsys, "figures", "eval", "plans.filed") == (2, "", "还没有集中整顿\n")


# ---------------------------------------------------------------- evidence
def test_evidence_gives_one_record_a_line(small: SmallCampaign, capsys: Capsys) -> None:
    lines = run(capsys, "figures", "evidence", "plans.filed").out.splitlines()
    rows = run(capsys, "figures", "evidence", "plans.filed", "--json").out.splitlines()

    ids = list(PlanFiling.objects.order_by("pk").values_list("pk", flat=True))
    assert [int(line.split("\t")[0]) for line in lines] == ids
    told = [json.loads(row) for row in rows]
    assert [(row["id"], row["happened_on"], len(row["digest"])) for row in told] == [
        (pk, "2018-03-05", 64) for pk in ids
    ]


def test_evidence_is_shown_through_the_readers_own_access(small: SmallCampaign, capsys: Capsys) -> None:
    clerk, auditor = an_account(a_post(small.cities[0], role="CLERK")), an_account(a_post(role="AUDITOR"))
    own = PlanFiling.objects.get(unit=small.cities[0])

    seen = run(capsys, "figures", "evidence", "plans.filed", "--as", clerk.username)

    assert [line.split("\t")[0] for line in seen.out.splitlines()] == [str(own.pk)]
    assert run(capsys, "figures", "evidence", "plans.filed", "--as", auditor.username).out == ""
