"""What the pages of a bulletin show (通报页面): the sheet, and one figure with the records behind it.

An issued bulletin is shown from what was frozen, a draft from its records as they stand. Records are shown through the
reader's own access; what is hidden is not counted aloud.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext

from mingcha.bulletins import access, freeze, live, queries, source, tree
from mingcha.bulletins.choices import BulletinState, Format
from mingcha.bulletins.compose import bound, placed_marks
from mingcha.bulletins.models import Bulletin, FrozenFigure, FrozenRow
from mingcha.bulletins.proofreader.check import Finding
from mingcha.figures import evidence, registry
from mingcha.kernel.errors import BadFile, NotThere
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.models.units import UnitQuerySet
from mingcha.ui.columns import natural_order
from mingcha.ui.records import RecordKind, kind_of

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """A bulletin to be read (通报正文).

    Attributes:
        document: None for an issue that was only registered, or a draft with a faulty mark.
        findings: what the proofreader says of a draft. fault: why a draft cannot be composed, "" where it can.
    """

    document: tree.Document | None
    findings: tuple[Finding, ...] = ()
    fault: str = ""


def sheet(bulletin: Bulletin) -> Sheet:
    """The sheet: an issued one without a statement, a draft with one for each fact it uses."""
    if bulletin.state == BulletinState.ISSUED:
        return Sheet(tree.load(bulletin.frozen["document"]) if bulletin.frozen else None)
    try:
        made = live.composed(bulletin)
    except BadFile as error:
        return Sheet(None, fault=str(error))
    body = queries.document(bulletin, made.blocks, number=None, issued_on=None)
    return Sheet(body, findings=made.findings)


def formats(bulletin: Bulletin, actor: Post) -> list[Format]:
    """What the reader may take away: the trace counts every record, so it is for those who may check."""
    if bulletin.state == BulletinState.ISSUED and bulletin.frozen is None:
        return []
    return [form for form in Format if form is not Format.JSON or access.may_check_bulletin(actor)]


@dataclass(frozen=True, slots=True)
class Behind:
    """Records behind a figure, or behind a ratio's denominator, that the reader may see.

    Attributes:
        kind: None for a table without pages. page: this page of rows, each with `text_` and `unit_`.
        units: the units these records are about, in official order; none where the kind is not about units.
        parameter: which part of the address says the page.
    """

    is_denominator: bool
    kind: RecordKind | None
    page: Page[Any]
    units: list[Unit]
    parameter: str


@dataclass(frozen=True, slots=True)
class FigurePage:
    """One figure of a bulletin with what stands behind it.

    Attributes:
        figure: as issued; of a draft as it stands now. today: what it would print today where that differs, else "".
        count: how many figures the bulletin has.
    """

    bulletin: Bulletin
    figure: FrozenFigure
    count: int
    today: str
    behind: tuple[Behind, ...]

    @property
    def previous(self) -> int | None:
        """Index of the figure before, in the order of reading."""
        return self.figure.index - 1 if self.figure.index else None

    @property
    def following(self) -> int | None:
        """Index of the figure after."""
        return self.figure.index + 1 if self.figure.index + 1 < self.count else None


def figure_page(bulletin: Bulletin, index: int, actor: Post, asked: Mapping[str, str]) -> FigurePage:
    """A figure and one page of the records behind it. At most eleven statements, whatever stands behind it.

    Args:
        asked: the address's parameters; `page` and `of_page` say which rows.

    Raises:
        NotThere: no such figure; BadFile: a draft with a faulty mark.
    """
    if bulletin.state == BulletinState.ISSUED:
        return _issued(bulletin, index, actor, asked)
    return _drafted(bulletin, index, actor, asked)


def _no_figure(bulletin: Bulletin, index: int) -> NotThere:
    return NotThere(gettext("%(bulletin)s的第%(number)s个数据") % {"bulletin": bulletin, "number": index + 1})


def _issued(bulletin: Bulletin, index: int, actor: Post, asked: Mapping[str, str]) -> FigurePage:
    count = FrozenFigure.objects.filter(bulletin=OuterRef("bulletin")).values("bulletin").values(count=Count("pk"))
    figure = bulletin.figures.filter(index=index).annotate(count_=Subquery(count)).first()
    if figure is None:
        raise _no_figure(bulletin, index)
    parts = [(figure.fact, False), (figure.denominator_fact, True)]
    behind = tuple(
        _behind(_frozen_rows(figure, fact, actor, of=of), asked, is_denominator=of) for fact, of in parts if fact
    )
    return FigurePage(bulletin, figure, figure.count_, _today(bulletin, figure, actor), behind)


def _frozen_rows(figure: FrozenFigure, fact: str, actor: Post, *, of: bool) -> QuerySet[Any]:
    kept = FrozenRow.objects.filter(figure=figure, is_denominator=of).values("record_id")
    record: Any = registry.fact(fact).record
    seen: QuerySet[Any] = record.objects.visible_to(actor).filter(pk__in=kept)
    return seen


def _today(bulletin: Bulletin, figure: FrozenFigure, actor: Post) -> str:
    if not access.may_check_bulletin(actor):
        return ""
    [today] = live.todays_texts(bulletin, [figure])
    return today if today != figure.text else ""


def _drafted(bulletin: Bulletin, index: int, actor: Post, asked: Mapping[str, str]) -> FigurePage:
    file = live.file_of(bulletin)
    placed = placed_marks(source.read(bulletin.source, file=file))
    if index >= len(placed):
        raise _no_figure(bulletin, index)
    [[made], _] = bound([placed[index]], live.frame_of(bulletin), file=file)
    parts = registry.parts(made.figure.measure)
    behind = tuple(
        _behind(evidence.records(part.key, made.figure.slice, actor=actor), asked, is_denominator=place > 0)
        for place, part in enumerate(parts)
    )
    return FigurePage(bulletin, freeze.as_frozen(bulletin, index, made), len(placed), "", behind)


def _behind(rows: QuerySet[Any], asked: Mapping[str, str], *, is_denominator: bool) -> Behind:
    kind, parameter = kind_of(rows.model), "of_page" if is_denominator else "page"
    is_about_units = kind is not None and kind.is_about_units
    order = natural_order(Unit, f"{kind.unit_field}__") if kind and is_about_units else []
    units = _units_of(rows, kind) if kind and is_about_units else Unit.objects.none()
    shown = rows.annotate(
        text_=kind.text if kind else Cast(F("pk"), TextField()),
        unit_=F(f"{kind.unit_field}__short_name") if kind and is_about_units else Value(""),
    )
    page = Paginator(shown.order_by(*order, "pk"), PAGE_SIZE).get_page(asked.get(parameter))
    return Behind(is_denominator, kind, page, list(units), parameter)


def _units_of(rows: QuerySet[Any], kind: RecordKind) -> UnitQuerySet:
    return Unit.objects.filter(pk__in=rows.order_by().values(kind.unit_field)).in_official_order()
