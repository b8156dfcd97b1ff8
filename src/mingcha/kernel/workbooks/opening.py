"""Xlsx, xls, ods and csv as sheets of rows (打开电子表): what a file is, is told by its bytes, not by its name."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import python_calamine
from django.utils.translation import gettext

from mingcha.kernel.errors import BadFile
from mingcha.kernel.workbooks import compound, room, scanning
from mingcha.kernel.workbooks.marks import FORMULA_SIGNS
from mingcha.kernel.workbooks.places import letters

Row = list[Any]
Span = tuple[tuple[int, int], tuple[int, int]]
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
PANIC = "PanicException"
"""What the library raises where it gives up: no `Exception`, of a type that has no module to be taken from."""
_SEPARATORS = (",", "\t", ";")


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        number: from 1; 0 where the file has no sheets.
        rows: gives its rows anew each time it is called, blank cells "".
        merged: merged ranges, (row, column) from 0, both ends inclusive.
        faults: what is wrong with a cell whatever it should hold.
    """

    number: int
    name: str
    rows: Callable[[], Iterator[Row]]
    merged: list[Span] = field(default_factory=list)
    faults: scanning.Faults = field(default_factory=dict)
    is_hidden: bool = False


@dataclass(frozen=True)
class Book:
    """A file of sheets; `file` is its name as the reader knows it."""

    file: str
    sheets: list[Sheet]

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of a name, None where there is none."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def open_book(source: Path | bytes, *, name: str = "") -> Book:
    """A workbook or a csv file.

    Args:
        source: path or content.
        name: how the reader knows the file; the path's own name where it is left out.

    Raises:
        BadFile: too large, damaged, under a password, of another kind, or in no known encoding.
    """
    shown = name or (source.name if isinstance(source, Path) else "")
    content = _content(source, shown)
    if content.startswith(_ZIP):
        return _zipped(content, shown)
    if content.startswith(_OLE):
        if room.is_too_much(compound.places_in_xls(content, name=shown), len(content)):
            raise BadFile(gettext("文件展开以后过大，不予打开；请拆成几个文件"), file=shown)
        return _read(content, shown, {})
    return Book(shown, [_plain(content, shown)])


def _content(source: Path | bytes, name: str) -> bytes:
    try:
        size = source.stat().st_size if isinstance(source, Path) else len(source)
        if size > scanning.MOST_BYTES:
            raise BadFile(gettext("文件超过 50 MB，请拆成几个"), file=name)
        return source.read_bytes() if isinstance(source, Path) else source
    except OSError as error:
        raise BadFile(gettext("没有这个文件"), file=name) from error


def _zipped(content: bytes, name: str) -> Book:
    scan = scanning.Scan(io.BytesIO(content), name=name)
    if "xl/workbook.xml" in scan.names:
        parts = scanning.sheet_parts(io.BytesIO(content))
        return _read(content, name, {n: scan.faults.get(part, {}) for n, part in enumerate(parts)})
    if "content.xml" in scan.names:
        return _read(content, name, {})
    raise BadFile(gettext("不是电子表，请用 xlsx、xls、ods 或 csv 文件"), file=name)


def _read(content: bytes, name: str, faults: dict[int, scanning.Faults]) -> Book:
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        listed = list(enumerate(book.sheets_metadata))
        return Book(name, [_sheet(book, number, kept, faults.get(number, {})) for number, kept in listed])
    except python_calamine.PasswordError as error:
        raise BadFile(gettext("文件设有密码，请去掉密码再传"), file=name) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise BadFile(gettext("文件已损坏，打不开"), file=name) from error
    except BaseException as error:
        if type(error).__name__ != PANIC:
            raise
        raise BadFile(gettext("文件已损坏，打不开"), file=name) from error


def _sheet(
    book: python_calamine.CalamineWorkbook,
    number: int,
    kept: python_calamine.SheetMetadata,
    faults: scanning.Faults,
) -> Sheet:
    cells = book.get_sheet_by_index(number)
    return Sheet(
        number=number + 1,
        name=kept.name,
        rows=cells.iter_rows,
        merged=list(cells.merged_cell_ranges or []),
        faults=faults,
        is_hidden=kept.visible != python_calamine.SheetVisibleEnum.Visible,
    )


def _plain(content: bytes, name: str) -> Sheet:
    text = _decoded(content, name)
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)

    def rows() -> Iterator[Row]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        number = 0
        try:
            for number, cells in enumerate(reader, 1):  # noqa: B007  told when a line cannot be read
                yield [_bared(cell) for cell in cells]
        except csv.Error as error:
            raise BadFile(gettext("这一行读不出来：%(says)s") % {"says": error}, file=name, line=number + 1) from error

    return Sheet(number=0, name="", rows=rows)


def _decoded(content: bytes, name: str) -> str:
    """Text in UTF-8, in UTF-16 with its mark, or in GB18030, which holds GBK and GB2312."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content:
        raise BadFile(gettext("不是电子表，请用 xlsx、xls、ods 或 csv 文件"), file=name)
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile(gettext("文字编码读不出来，请另存为 UTF-8 编码的 csv，或用 xlsx"), file=name)


def _bared(cell: str) -> str:
    """A cell without the mark that `plain` puts before what could be taken for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_SIGNS) else cell


def place_of(row: int, column: int) -> str:
    """A cell's name, counted from 0: C7."""
    return f"{letters(column)}{row + 1}"
