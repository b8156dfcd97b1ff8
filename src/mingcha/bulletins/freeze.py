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


def freeze_figures(bulletin: Bulletin, composed: Composed) -> str:
    """Write the figures and the digests of their rows; gives one digest over all of them.

    Raises:
        NotInThisState: records came or went since the figures were evaluated; to be tried again.
    """
    total = hashlib.sha256()
    figures, rows = [], []
    for index, bound in enumerate(composed.figures):
        behind = _rows(bound.mark.key, bound.figure.slice)
        if sum(not row.is_denominator for row in behind) != bound.figure.rows:
            raise NotInThisState(bulletin)
        digest = hashlib.sha256("".join(row.digest for row in behind).encode()).hexdigest()
        total.update(f"{index}:{bound.text}:{digest}".encode())
        figures.append(as_frozen(bulletin, index, bound, digest=digest))
        rows.append(behind)
    for figure, behind in zip(FrozenFigure.objects.bulk_create(figures), rows, strict=True):
        for row in behind:
            row.figure = figure
    FrozenRow.objects.bulk_create((row for behind in rows for row in behind), batch_size=500)
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
