"""All figures of No. 7, warm: values, evidence counts and SQL to read, against the bare statements."""

from collections.abc import Callable
from typing import Any

from benchmarks.table import Row, medians_ms
from django.db import connection, transaction

from mingcha.bulletins import bind, live, queries, source
from mingcha.bulletins.compose import placed_marks
from mingcha.figures.evaluate import Request, evaluate
from mingcha.orgs import queries as orgs

Statement = tuple[str, Any]


def rows(rounds: int = 40) -> list[Row]:
    """One row; the peer sends the same statements through Django's cursor, in one transaction, and reads them."""
    asked = _requests()
    statements = _sent(asked)
    took = medians_ms({"ours": lambda _: evaluate(asked), "raw": lambda _: _send(statements)}, rounds=rounds)
    what = f"evaluate {len(asked)} figures of No. 7"
    against = f"the same {len(statements)} statements, raw"
    return [Row(what, took["ours"], peer=took["raw"], against=against, limit=1.5)]


def _requests() -> list[Request]:
    bulletin = queries.bulletin_named("7", orgs.post_by_system_name("system"))
    frame = live.frame_of(bulletin)
    marks = [placed.mark for placed in placed_marks(source.read(bulletin.source, file="07.md"))]
    units = orgs.ids_by_code(bind.unit_codes(marks), on=frame.as_of)
    return [bind.request_for(mark, frame, units) for mark in marks]


def _sent(asked: list[Request]) -> list[Statement]:
    kept: list[Statement] = []

    def keep(execute: Callable[..., object], sql: str, values: Any, many: bool, context: Any) -> object:
        if sql.startswith("SELECT"):
            kept.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(keep):
        evaluation = evaluate(asked)
    assert len(kept) == evaluation.statements
    return kept


def _send(statements: list[Statement]) -> None:
    with transaction.atomic():
        for sql, values in statements:
            with connection.cursor() as cursor:
                cursor.execute(sql, values)
                cursor.fetchone()
