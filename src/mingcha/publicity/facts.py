"""Facts about publicity."""

from __future__ import annotations

from typing import Any

from mingcha.figures.definitions import Column, ColumnKind, Fact
from mingcha.publicity.choices import ArticleKind, MaterialKind, MediumLevel
from mingcha.publicity.models import Article, Interview, Material, MediaColumn


def _articles(table: Any) -> Any:
    rows = table(Article)
    rows = rows.filter(rows.voided_at.isnull())
    return rows.mutate(article_kind=rows.kind, in_column=rows.column_id.notnull().ifelse(True, False))


def _columns(table: Any) -> Any:
    rows = table(MediaColumn)
    return rows.filter(rows.voided_at.isnull()).mutate(is_sub_column=rows.parent_id.notnull().ifelse(True, False))


def _interviews(table: Any) -> Any:
    rows = table(Interview)
    return rows.filter(rows.voided_at.isnull())


def _materials(table: Any) -> Any:
    rows = table(Material)
    return rows.filter(rows.voided_at.isnull()).mutate(material_kind=rows.kind)


MEDIUM_LEVEL = Column("medium_level", ColumnKind.CODE, "媒体级别", MediumLevel)
QUANTITY = Column("quantity", ColumnKind.INT, "数量")

ARTICLES = Fact(
    "publicity.articles",
    label="稿件",
    says="评论员文章、重点报道每篇一行；稿件总数每个统计期一行，数量为篇数，日期为截止日期",
    record=Article,
    rows=_articles,
    columns=(
        Column("article_kind", ColumnKind.CODE, "种类", ArticleKind),
        MEDIUM_LEVEL,
        Column("series", ColumnKind.TEXT, "系列名称"),
        Column("in_column", ColumnKind.BOOL, "刊于专栏"),
        QUANTITY,
    ),
)
COLUMNS = Fact(
    "publicity.columns",
    label="专栏",
    says="开设的专栏和子栏目，每个一行，日期为开设日期",
    record=MediaColumn,
    rows=_columns,
    columns=(Column("is_sub_column", ColumnKind.BOOL, "子栏目"),),
)
INTERVIEWS = Fact(
    "publicity.interviews",
    label="一把手专访",
    says="单位主要负责人接受专访，每次报送一行，数量为人数",
    record=Interview,
    rows=_interviews,
    columns=(MEDIUM_LEVEL, QUANTITY),
)
MATERIALS = Fact(
    "publicity.materials",
    label="宣传品",
    says="放置的展板、悬挂的标语，每次报送一行，数量为块数或条数",
    record=Material,
    rows=_materials,
    columns=(Column("material_kind", ColumnKind.CODE, "种类", MaterialKind), QUANTITY),
)
FACTS = (ARTICLES, COLUMNS, INTERVIEWS, MATERIALS)
