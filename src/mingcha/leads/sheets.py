"""Leads as a table, in and out (线索表): for the office alone."""

from collections.abc import Sequence
from functools import partial

from mingcha.kernel.workbooks.columns import Column, Kind
from mingcha.kernel.workbooks.intake import Intake
from mingcha.leads import actions
from mingcha.leads.actions import Intake as Said
from mingcha.leads.choices import IssueGroup, SourceKind
from mingcha.leads.models import Lead
from mingcha.orgs.models import Post
from mingcha.orgs.queries.by_code import units_named
from mingcha.ui.sheets import SheetKind
from mingcha.ui.values import choices_of

PATHS = {
    "reference": "reference",
    "unit": "unit__code",
    "unit_name": "unit__name",
    "headline": "headline",
    "source_kind": "source_kind",
    "issue_group": "issue_group",
    "happened_on": "happened_on",
    "state": "state",
    "result": "result",
    "closed_on": "closed_on",
}


def columns(actor: Post) -> Sequence[Column]:
    """What a table of leads holds; numbers, states and results are given by the system."""
    return (
        Column("reference", "编号", help_text="只供阅读，由系统编号"),
        Column("unit", "单位代码", Kind.CODE, is_required=True, also=("单位",), look_up=partial(units_named, actor)),
        Column("unit_name", "单位名称", help_text="只供阅读，导入时不用"),
        Column("headline", "反映内容", is_required=True, most_letters=200),
        Column("source_kind", "来源", Kind.CHOICE, is_required=True, choices=choices_of(SourceKind)),
        Column("issue_group", "问题类别", Kind.CHOICE, choices=choices_of(IssueGroup)),
        Column("happened_on", "登记日期", Kind.DAY, help_text="不填为今天"),
        Column("state", "办理状态", help_text="只供阅读，导入的都在核查中"),
        Column("result", "核查结果", help_text="只供阅读"),
        Column("closed_on", "办结日期", help_text="只供阅读"),
        Column("source_ref", "来源编号", most_letters=60, help_text="同一来源编号只登记一条线索"),
    )


def take(intake: Intake) -> None:
    """Open a lead for every row of a table."""
    for number, row in intake.rows():
        said = Said(
            source_kind=row["source_kind"],
            headline=row["headline"],
            issue_group=row["issue_group"] or IssueGroup.OTHER,
            source_ref=row["source_ref"],
        )
        with intake.at(number):
            actions.open_lead(
                row["unit"],
                actor=intake.actor,
                campaign=intake.campaign,
                intake=said,
                happened_on=row["happened_on"],
            )


KIND = SheetKind("leads", "线索", Lead, columns, take, says="逐条登记线索，按年编号", paths=PATHS)
