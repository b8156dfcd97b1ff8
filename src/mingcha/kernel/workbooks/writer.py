"""Xlsx as a stream of bytes (流式写出): one known layout, memory flat whatever the number of rows.

Texts stand in their cells, so nothing is kept until the end. Rows that one sheet cannot hold go on in the next.
"""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext

from mingcha.kernel.workbooks import marks, package
from mingcha.kernel.workbooks.package import NAMESPACE, RELATIONS
from mingcha.kernel.workbooks.places import letters
from mingcha.kernel.workbooks.styles import Look

MOST_ROWS = 1_048_576
BATCH = 500
LEVEL = 1
"""Of compression: higher ones take three times as long for a fifth less."""

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a written sheet: its head, width in characters, and a head above it shared with its neighbours."""

    label: str
    width: float = 16
    group: str = ""


@dataclass(frozen=True)
class Page:
    """How a sheet is printed: `paper` 9 is A4, 8 is A3; always as wide as the page, head lines on every page."""

    paper: int = 9
    is_landscape: bool = True


@dataclass(frozen=True)
class Sheet:
    """One sheet to write.

    Attributes:
        rows: read once, while the sheet is written.
        title: a line above the head, over all columns; "" for none.
        notes: lines between title and head.
        totals: gives the cells of a last line; called after the last row.
        is_fitted: rows as high as their texts need, for paper; else the office program makes them so on the screen.
    """

    name: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[Any]]
    title: str = ""
    notes: Sequence[str] = ()
    totals: Callable[[], Sequence[Any]] | None = None
    page: Page = field(default_factory=Page)
    is_fitted: bool = False

    @property
    def head(self) -> int:
        """How many lines stand above the first row."""
        return bool(self.title) + len(self.notes) + self.is_grouped + 1

    @property
    def is_grouped(self) -> bool:
        """Whether there is a second head line."""
        return any(heading.group for heading in self.headings)


class _Pipe:
    """What the zip file is written to: bytes wait here until they are fetched."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, some: bytes) -> int:
        """Take bytes."""
        self.waiting.append(bytes(some))
        return len(some)

    def flush(self) -> None:
        """Nothing is held back."""

    def fetch(self) -> bytes:
        """What came since the last time."""
        found = b"".join(self.waiting)
        self.waiting.clear()
        return found


def xlsx(sheets: Sequence[Sheet], *, properties: Mapping[str, str] | None = None) -> Iterator[bytes]:
    """A workbook, piece by piece.

    Args:
        sheets: written in order, each one's rows read once.
        properties: the document's own, by name.
    """
    pipe = _Pipe()
    written: list[tuple[str, int]] = []
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:  # type: ignore[call-overload]  # a pipe is enough
        for sheet in sheets:
            for name, pieces in _parts_of(sheet, is_first=not written):
                written.append((name, sheet.head))
                with archive.open(f"xl/worksheets/sheet{len(written)}.xml", "w") as part:
                    for piece in pieces:
                        part.write(piece.encode())
                        if pipe.waiting:
                            yield pipe.fetch()
        for name, text in package.parts(written, properties or {}).items():
            archive.writestr(name, _XML + text)
    yield pipe.fetch()


def _parts_of(sheet: Sheet, *, is_first: bool) -> Iterator[tuple[str, Iterator[str]]]:
    """A sheet, and those its rows go on in where there are more than one can hold: name and XML of each.

    The XML must be read to its end before the next part is asked for.
    """
    chunks = _Chunks(sheet.rows, MOST_ROWS - sheet.head - 1)
    number = 1
    while number == 1 or not chunks.is_done:
        name = sheet.name if number == 1 else f"{sheet.name[:26]}（{number}）"
        yield name, _sheet(sheet, chunks, is_first=is_first and number == 1)
        number += 1


class _Chunks:
    """Rows in handfuls, no more than fit one sheet before the next is begun."""

    def __init__(self, rows: Iterable[Sequence[Any]], most: int) -> None:
        self._rows = iter(rows)
        self._most = most
        self._next: list[Sequence[Any]] | None = list(islice(self._rows, min(BATCH, most)))

    @property
    def is_done(self) -> bool:
        """Whether all were given."""
        return not self._next

    def of_one_sheet(self) -> Iterator[list[Sequence[Any]]]:
        """Handfuls until the sheet is full or the rows end."""
        left = self._most
        while self._next and left:
            given = self._next
            left -= len(given)
            self._next = list(islice(self._rows, min(BATCH, left or self._most)))
            yield given


def _sheet(sheet: Sheet, chunks: _Chunks, *, is_first: bool) -> Iterator[str]:
    """The XML of one sheet; the totals stand under the last row of all."""
    yield _XML + _before(sheet, is_first=is_first)
    yield "".join(_head_lines(sheet))
    last = sheet.head
    widths = [heading.width for heading in sheet.headings] if sheet.is_fitted else ()
    for chunk in chunks.of_one_sheet():
        yield marks.rows(chunk, last + 1, widths)
        last += len(chunk)
    if sheet.totals is not None and chunks.is_done:
        yield marks.total_line(sheet.totals(), last + 1)
    yield _after(sheet)


def _before(sheet: Sheet, *, is_first: bool) -> str:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{heading.width}" customWidth="1"/>'
        for n, heading in enumerate(sheet.headings, 1)
    )
    pane = f'<pane ySplit="{sheet.head}" topLeftCell="A{sheet.head + 1}" activePane="bottomLeft" state="frozen"/>'
    chosen = ' tabSelected="1"' if is_first else ""
    return (
        f'<worksheet {NAMESPACE} xmlns:r="{RELATIONS}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0"{chosen}>{pane}</sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="16"/><cols>{widths}</cols><sheetData>'
    )


def _head_lines(sheet: Sheet) -> Iterator[str]:
    row, width = 0, len(sheet.headings)
    groups, labels = [h.group or h.label for h in sheet.headings], [h.label for h in sheet.headings]
    if sheet.title:
        row += 1
        yield f'<row r="{row}" ht="30" customHeight="1">{marks.line([sheet.title], row, Look.TITLE, width)}</row>'
    for note in sheet.notes:
        row += 1
        yield f'<row r="{row}">{marks.line([note], row, Look.NOTE, width)}</row>'
    if sheet.is_grouped:
        row += 1
        yield f'<row r="{row}">{marks.line(groups, row, Look.HEAD, width)}</row>'
    row += 1
    yield f'<row r="{row}" ht="24" customHeight="1">{marks.line(labels, row, Look.HEAD, width)}</row>'


def merged(sheet: Sheet) -> list[str]:
    """What is merged above the rows: title and notes over all columns, a group over its own, a lone head down."""
    last, ranges = letters(len(sheet.headings) - 1), []
    above = bool(sheet.title) + len(sheet.notes)
    if len(sheet.headings) > 1:
        ranges = [f"A{row}:{last}{row}" for row in range(1, above + 1)]
    if not sheet.is_grouped:
        return ranges
    groups, row = [heading.group for heading in sheet.headings], above + 1
    first = 0
    for n, group in enumerate(groups):
        if not group:
            ranges.append(f"{letters(n)}{row}:{letters(n)}{row + 1}")
        if n + 1 == len(groups) or groups[n + 1] != group:
            if group and n > first:
                ranges.append(f"{letters(first)}{row}:{letters(n)}{row}")
            first = n + 1
    return ranges


def _after(sheet: Sheet) -> str:
    ranges = merged(sheet)
    joined = "".join(f'<mergeCell ref="{place}"/>' for place in ranges)
    merges = f'<mergeCells count="{len(ranges)}">{joined}</mergeCells>' if ranges else ""
    turned = "landscape" if sheet.page.is_landscape else "portrait"
    foot = escape(gettext("第 {page} 页，共 {pages} 页").format(page="&P", pages="&N"))
    return (
        f'</sheetData>{merges}<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="{sheet.page.paper}" orientation="{turned}" fitToWidth="1" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>&amp;C{foot}</oddFooter></headerFooter></worksheet>"
    )
