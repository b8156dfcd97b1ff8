"""A bulletin as its records stand now (现算): a draft finished to be read, and what an issued one would print today."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from mingcha.bulletins import bind, marks, queries
from mingcha.bulletins.compose import Composed, PlacedMark, bound, compose
from mingcha.bulletins.freeze import as_frozen
from mingcha.bulletins.models import Bulletin, FrozenFigure
from mingcha.bulletins.proofreading import unbound
from mingcha.bulletins.queries import Finished
from mingcha.kernel.errors import NotThere


@dataclass(frozen=True, slots=True)
class Erratum:
    """One figure of an issued bulletin that would differ today (应更正的数据)."""

    index: int
    line: int
    mark: str
    label: str
    issued: str
    today: str
    word: str


def frame_of(bulletin: Bulletin) -> bind.Frame:
    """What all its marks share."""
    return bind.Frame(campaign=bulletin.campaign, as_of=bulletin.as_of)


def file_of(bulletin: Bulletin) -> str:
    """What its source is called in an error."""
    return f"bulletin-{bulletin.number or f'draft-{bulletin.pk}'}.md"


def composed(bulletin: Bulletin) -> Composed:
    """The bulletin bound, evaluated and proofread. Statements as for `compose`.

    Raises:
        BadFile: a faulty mark, with its line.
    """
    return compose(bulletin.source, frame_of(bulletin), file=file_of(bulletin))


def finished(bulletin: Bulletin) -> Finished:
    """A draft ready to be rendered, without number and date.

    Raises:
        BadFile: a faulty mark, with its line.
    """
    made = composed(bulletin)
    figures = [as_frozen(bulletin, index, figure) for index, figure in enumerate(made.figures)]
    body = queries.document(bulletin, made.blocks, number=None, issued_on=None)
    return Finished(body, queries.trace(bulletin, figures, made.statements, unbound(made.findings)))


def errata(bulletin: Bulletin) -> list[Erratum]:
    """What an issued bulletin's figures would be today, only those that differ (更正对照).

    Raises:
        NotThere: a bulletin that is not issued, or was only registered.
    """
    if bulletin.frozen is None:
        raise NotThere(gettext("%(bulletin)s冻结的数据") % {"bulletin": bulletin})
    issued = list(bulletin.figures.order_by("index"))
    return [
        Erratum(old.index, old.line, old.mark, old.label, issued=old.text, today=today, word=old.counted_in)
        for old, today in zip(issued, todays_texts(bulletin, issued), strict=True)
        if old.text != today
    ]


def todays_texts(bulletin: Bulletin, issued: Sequence[FrozenFigure]) -> list[str]:
    """What issued figures would print today, in their order. Statements as for `composed`.

    Raises:
        BadFile: a measure or unit the mark names is gone.
    """
    placed = [PlacedMark(marks.parse(figure.mark), figure.line, figure.counted_in) for figure in issued]
    found, _ = bound(placed, frame_of(bulletin), file=file_of(bulletin), blank=gettext("（没有记录）"))
    return [figure.text for figure in found]
