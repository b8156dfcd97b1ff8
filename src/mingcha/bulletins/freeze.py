"""What an issue keeps (冻结): the tree, the figures with definitions, a digest of every record behind them."""

import hashlib
from typing import Any

from mingcha.bulletins import tree
from mingcha.bulletins.compose import BoundFigure, Composed
from mingcha.bulletins.models import Bulletin, FrozenFigure, FrozenRow
from mingcha.bulletins.proofreading import unbound
from mingcha.figures import evidence


def kept(document: tree.Document, composed: Composed) -> dict[str, Any]:
    """The JSON an issued bulletin is rendered from."""
    return {"document": tree.dump(document), "unbound": unbound(composed.findings)}


def freeze_figures(bulletin: Bulletin, composed: Composed) -> str:
    """Write the figures and the digests of their rows; gives one digest over all of them."""
    total = hashlib.sha256()
    figures, rows = [], []
    for index, bound in enumerate(composed.figures):
        behind = list(evidence.rows(bound.mark.key, bound.figure.slice))
        digest = hashlib.sha256("".join(row.digest for row in behind).encode()).hexdigest()
        total.update(f"{index}:{bound.text}:{digest}".encode())
        figures.append(_frozen(bulletin, index, bound, digest))
        rows.append([(row.id, row.digest) for row in behind])
    made = FrozenFigure.objects.bulk_create(figures)
    FrozenRow.objects.bulk_create(
        (FrozenRow(figure=f, record_id=pk, digest=d) for f, own in zip(made, rows, strict=True) for pk, d in own),
        batch_size=500,
    )
    return total.hexdigest()


def _frozen(bulletin: Bulletin, index: int, bound: BoundFigure, digest: str) -> FrozenFigure:
    figure = bound.figure
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
