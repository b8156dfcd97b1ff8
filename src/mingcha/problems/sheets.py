"""Target problems as a table, in and out (问题清单)."""

from collections.abc import Sequence
from functools import partial

from mingcha.kernel.workbooks.columns import Column, Kind
from mingcha.kernel.workbooks.intake import Intake
from mingcha.orgs.models import Post
from mingcha.orgs.queries.by_code import units_named
from mingcha.problems import actions
from mingcha.problems.choices import FindingMethod
from mingcha.problems.models import TargetProblem
from mingcha.ui.sheets import SheetKind
from mingcha.ui.values import choices_of

PATHS = {
    "unit": "unit__code",
    "unit_name": "unit__name",
    "number": "number",
    "title": "title",
    "method": "method",
    "happened_on": "happened_on",
    "state": "state",
    "source_note": "source_note",
}


def columns(actor: Post) -> Sequence[Column]:
    """What a table of problems holds; numbers and states are given by the system."""
    return (
        Column("unit", "单位代码", Kind.CODE, is_required=True, also=("单位",), look_up=partial(units_named, actor)),
        Column("unit_name", "单位名称", help_text="只供阅读，导入时不用"),
        Column("number", "序号", help_text="只供阅读，由系统编号"),
        Column("title", "问题", is_required=True, most_letters=200),
        Column("method", "查摆方式", Kind.CHOICE, is_required=True, choices=choices_of(FindingMethod)),
        Column("happened_on", "确定日期", Kind.DAY, help_text="不填为今天"),
        Column("state", "状态", help_text="只供阅读，导入的都在整改中"),
        Column("source_note", "来源说明", most_letters=300),
    )


def take(intake: Intake) -> None:
    """Register every problem of a table."""
    for number, row in intake.rows():
        with intake.at(number):
            actions.register_problem(
                row["unit"],
                actor=intake.actor,
                campaign=intake.campaign,
                values={"title": row["title"], "method": row["method"]},
                happened_on=row["happened_on"],
                source_note=row["source_note"],
            )


KIND = SheetKind("problems", "靶向问题", TargetProblem, columns, take, says="逐条登记靶向问题", paths=PATHS)
