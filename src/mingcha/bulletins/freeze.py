"""What an issue keeps (冻结): the tree, the figures with definitions, a digest of every record behind them."""

import hashlib
from typing import Any

from mingcha.bulletins import tree
from mingcha.bulletins.compose import BoundFigure, Composed
from mingcha.bulletins.models import Bulletin, FrozenFigure, FrozenRow
from mingcha.bulletins.proofreading import unbound
from mingcha.figures import evidence, registry
from mingcha.figures.definitions import Slice
from mingcha.kernel.errors import NotInThisState


def kept(document: tree.Document, composed: Composed) -> dict[str, Any]:
    """The JSON an issued bulletin is rendered from."""
    return {"document": tree.dump(document), "unbound": unbound(composed.findings)}


Behind = list[list[FrozenRow]]


def rows_behind(bulletin: Bulletin, composed: Composed) -> Behind:
    """The records behind each figure with their digests, not saved; read before the issue counts among the issues.

    Raises:
        NotInThisState: records came or went since the figures were evaluated; to be tried again.
    """
    behind = [_rows(bound.mark.key, bound.figure.slice) for bound in composed.figures]
    for rows, bound in zip(behind, composed.figures, strict=True):
        if sum(not row.is_denominator for row in rows) != bound.figure.rows:
            raise NotInThisState(bulletin)
    return behind


def freeze_figures(bulletin: Bulletin, composed: Composed, behind: Behind) -> str:
    """Write the figures and their rows; gives one digest over all of them."""
    total = hashlib.sha256()
    figures = []
    for index, (bound, rows) in enumerate(zip(composed.figures, behind, strict=True)):
        digest = hashlib.sha256("".join(row.digest for row in rows).encode()).hexdigest()
        total.update(f"{index}:{bound.text}:{digest}".encode())
        figures.append(as_frozen(bulletin, index, bound, digest=digest))
    for figure, rows in zip(FrozenFigure.objects.bulk_create(figures), behind, strict=True):
        for row in rows:
            row.figure = figure
    FrozenRow.objects.bulk_create((row for rows in behind for row in rows), batch_size=500)
    return total.hexdigest()


def _rows(key: str, slice_: Slice) -> list[FrozenRow]:
    """The rows behind a figure, of no figure yet: a ratio's numerator first, then its denominator."""
    return [
        FrozenRow(is_denominator=place > 0, record_id=row.id, digest=row.digest)
        for place, part in enumerate(registry.parts(registry.measure(key)))
        for row in evidence.rows(part.key, slice_)
    ]


def as_frozen(bulletin: Bulletin, index: int, bound: BoundFigure, *, digest: str = "") -> FrozenFigure:
    """A figure as an issue keeps it, not saved; a draft's pages and trace read it in the same shape."""
    figure = bound.figure
    parts = registry.parts(figure.measure)
    return FrozenFigure(
        bulletin=bulletin,
        index=index,
        line=bound.line,
        mark=bound.mark.raw,
        key=bound.mark.key,
        label=figure.measure.label,
        text=bound.text,
        value=bound.value,
        word=bound.unit,
        numerator=figure.numerator,
        denominator=figure.denominator,
        denominator_fact=parts[1].fact if len(parts) > 1 else "",
        period=bound.period,
        definition=bound.definition,
        version=figure.version,
        fact=figure.fact,
        statement=figure.statement,
        rows=figure.rows,
        sql=figure.sql,
        evaluated_at=figure.evaluated_at,
        digest=digest,
    )
