"""Facts about issued documents."""

from __future__ import annotations

from typing import Any

from mingcha.campaigns.models import Campaign
from mingcha.documents.choices import Authority, DocumentType
from mingcha.documents.models import IssuedDocument
from mingcha.figures.definitions import Column, ColumnKind, Fact


def _issued(table: Any) -> Any:
    rows, campaigns = table(IssuedDocument), table(Campaign)
    rows = rows.filter(rows.voided_at.isnull())
    offices = campaigns.select(c=campaigns.id, office=campaigns.office_id)
    rows = rows.join(offices, rows.campaign_id == offices.c)
    return rows.mutate(drafted_by_office=(rows.unit_id == rows.office).ifelse(True, False))


ISSUED = Fact(
    "documents.issued",
    label="发文",
    says="已印发的文件，每件一行，日期为印发日期；情况通报、简报不是发文，不计",
    record=IssuedDocument,
    rows=_issued,
    columns=(
        Column("authority", ColumnKind.CODE, "发文机关", Authority),
        Column("doc_type", ColumnKind.CODE, "文种", DocumentType),
        Column("drafted_by_office", ColumnKind.BOOL, "由领导小组办公室起草"),
    ),
)
FACTS = (ISSUED,)
