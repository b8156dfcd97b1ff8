"""From a bulletin's source to its finished tree (成稿): bind every mark, evaluate all at once, proofread."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile
from typing import Any, TypeVar

from django.utils.translation import gettext

from mingcha.bulletins import bind, source, tree
from mingcha.bulletins.marks import Mark
from mingcha.bulletins.proofreader.check import Finding
from mingcha.bulletins.proofreading import Stretch, findings_in
from mingcha.bulletins.source import Piece, SourceBlock
from mingcha.figures.evaluate import Figure, Request, evaluate
from mingcha.kernel.errors import BadFile, BadValue
from mingcha.orgs import queries as orgs

Made = TypeVar("Made")
MOST_MARKS = 500
"""Marks of one bulletin: each takes up to three columns of its fact's statement, and databases allow some 1,600."""


@dataclass(frozen=True, slots=True)
class BoundFigure:
    """A figure as it stands in one bulletin: what the trace says of it, and its place in the source."""

    mark: Mark
    figure: Figure
    text: str
    value: Any
    unit: str
    line: int

    @property
    def definition(self) -> str:
        """The definition in a sentence."""
        return self.figure.measure.says

    @property
    def period(self) -> str:
        """The period counted, as words: `2018-02-22至2018-03-31` or `截至2018-03-31`."""
        since, until = self.figure.slice.since, self.figure.slice.until
        return f"{since}至{until}" if since else f"截至{until}"


@dataclass(frozen=True, slots=True)
class Composed:
    """A finished bulletin: its blocks, its figures in order, the statements run, and what the proofreader found."""

    blocks: tuple[tree.Block, ...]
    figures: tuple[BoundFigure, ...]
    statements: int
    findings: tuple[Finding, ...]


def compose(text: str, frame: bind.Frame, *, file: str = "bulletin.md") -> Composed:
    """Bind, evaluate and proofread a source. One statement per fact used, one for unit codes and one for names if any.

    Raises:
        BadFile: any fault of a mark, with file and line; nothing is written.
    """
    blocks = source.read(text, file=file)
    figures, statements = bound(placed_marks(blocks), frame, file=file)
    made, stretches = _Builder(figures).build(blocks)
    return Composed(tuple(made), tuple(figures), statements, tuple(findings_in(stretches, source=text)))


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark, its line in the source, and the words right after it (where the counter word stands)."""

    mark: Mark
    line: int
    following: str


def placed_marks(blocks: Sequence[SourceBlock]) -> list[PlacedMark]:
    """Every mark in the order of reading."""
    found: list[PlacedMark] = []
    for run in source.runs(blocks):
        for i, piece in enumerate(run):
            if isinstance(piece.content, Mark):
                after = takewhile(lambda words: isinstance(words, str), (p.content for p in run[i + 1 : i + 4]))
                found.append(PlacedMark(piece.content, piece.line, "".join(map(str, after))))
    return found


def bound(
    placed: Sequence[PlacedMark], frame: bind.Frame, *, file: str = "bulletin.md", blank: str = ""
) -> tuple[list[BoundFigure], int]:
    """The figures of these marks, evaluated all at once, and the statements that took.

    Args:
        blank: what stands for a figure that nothing can be counted for; without it, that is an error.

    Raises:
        BadFile: any fault of a mark, with file and line.
    """
    if len(placed) > MOST_MARKS:
        says = gettext("数据标记超过 %(most)d 个") % {"most": MOST_MARKS}
        raise BadFile(says, file=file, line=placed[MOST_MARKS].line)
    units = orgs.ids_by_code(bind.unit_codes(at.mark for at in placed), on=frame.as_of)
    asked = [_in_place(at, file, partial(_asked, at, frame, units)) for at in placed]
    evaluation = evaluate([request for request, _ in asked])
    names = orgs.short_names({i for figure in evaluation.figures for i in figure.unit_ids})
    rows = zip(placed, evaluation.figures, asked, strict=True)
    figures = [_in_place(at, file, partial(_figure, at, figure, word, names, blank)) for at, figure, (_, word) in rows]
    return figures, evaluation.statements


def _in_place(at: PlacedMark, file: str, make: Callable[[], Made]) -> Made:
    """What `make` gives; a bad value is told with the mark's line."""
    try:
        return make()
    except BadValue as error:
        raise BadFile(error.message, file=file, line=at.line) from error


def _asked(at: PlacedMark, frame: bind.Frame, units: Mapping[str, int]) -> tuple[Request, str]:
    return bind.request_for(at.mark, frame, units), bind.word_after(at.mark, at.following)


def _figure(at: PlacedMark, figure: Figure, word: str, names: Mapping[int, str], blank: str) -> BoundFigure:
    units = set(figure.unit_ids)
    own = [name for pk, name in names.items() if pk in units][: bind.limit_of(at.mark)]
    return BoundFigure(
        mark=at.mark,
        figure=figure,
        text=bind.printed(at.mark, figure, own, blank=blank),
        value=bind.trace_value(at.mark, figure, own),
        unit=word,
        line=at.line,
    )


class _Builder:
    """Builds the tree and, beside it, the printed stretches that the proofreader reads."""

    def __init__(self, figures: Sequence[BoundFigure]) -> None:
        self.figures = figures
        self.next = 0

    def build(self, blocks: Sequence[SourceBlock]) -> tuple[list[tree.Block], list[list[Stretch]]]:
        made: list[tree.Block] = []
        printed: list[list[Stretch]] = []
        for block in blocks:
            if block.cells:
                rows = tuple(tuple(self._run(cell, printed) for cell in row) for row in block.cells)
                made.append(tree.Table(rows=rows, line=block.line))
            elif block.level:
                made.append(tree.Heading(level=block.level, inlines=self._run(block.pieces, printed), line=block.line))
            else:
                made.append(tree.Paragraph(inlines=self._run(block.pieces, printed), line=block.line))
        return made, printed

    def _run(self, pieces: Sequence[Piece], printed: list[list[Stretch]]) -> tuple[tree.Inline, ...]:
        inlines: list[tree.Inline] = []
        stretches: list[Stretch] = []
        for piece in pieces:
            if isinstance(piece.content, Mark):
                figure = self.figures[self.next]
                inlines.append(tree.FigureText(text=figure.text, index=self.next))
                is_empty = figure.figure.rows == 0
                place = (piece.start, piece.line)
                stretches.append(Stretch(figure.text, *place, figure.unit, is_figure=True, is_empty=is_empty))
                self.next += 1
            else:
                inlines.append(tree.Text(piece.content, strong=piece.strong))
                stretches.append(Stretch(piece.content, piece.start, piece.line))
        printed.append(stretches)
        return _joined(inlines)


def _joined(inlines: Sequence[tree.Inline]) -> tuple[tree.Inline, ...]:
    joined: list[tree.Inline] = []
    for part in inlines:
        last = joined[-1] if joined else None
        if isinstance(part, tree.Text) and isinstance(last, tree.Text) and part.strong == last.strong:
            joined[-1] = replace(last, text=last.text + part.text)
        else:
            joined.append(part)
    return tuple(joined)
