"""Csv as a stream of bytes (流式写出 csv): UTF-8 with its mark, so that office programs read it right.

What could be taken for a formula gets a single quotation mark in front; `opening` takes it off again.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from mingcha.kernel.workbooks.marks import FORMULA_SIGNS

MEDIA_TYPE = "text/csv; charset=utf-8"
BATCH = 500


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """A csv file, piece by piece."""
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer)
    writer.writerow([_cell(label) for label in head])
    for number, row in enumerate(rows, 1):
        writer.writerow([_cell(value) for value in row])
        if number % BATCH == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8", "replace")


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_SIGNS) else value
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date) else value
