"""Facts about leads."""

from __future__ import annotations

from typing import Any

from mingcha.figures.definitions import Column, ColumnKind, Fact
from mingcha.leads.choices import IssueGroup, LeadResult, LeadState, SourceKind
from mingcha.leads.models import Lead


def _leads(table: Any) -> Any:
    rows = table(Lead)
    return rows.filter(rows.voided_at.isnull())


LEADS = Fact(
    "leads.leads",
    label="线索",
    says="登记的线索，每条线索一行，发生日期为登记日期；作废的不计，未核实前不作为问题",
    record=Lead,
    rows=_leads,
    columns=(
        Column("source_kind", ColumnKind.CODE, "来源", SourceKind),
        Column("issue_group", ColumnKind.CODE, "问题类别", IssueGroup),
        Column("state", ColumnKind.CODE, "办理状态", LeadState),
        Column("result", ColumnKind.CODE, "核查结果", LeadResult),
        Column("closed_on", ColumnKind.DATE, "办结日期"),
    ),
)
FACTS = (LEADS,)
