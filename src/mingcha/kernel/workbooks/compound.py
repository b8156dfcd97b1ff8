"""How many places an old workbook (xls) asks a reader for (旧格式表格占位), from its records alone.

The file is a file system of sectors in which one stream holds the workbook: a list of sheets, and where each begins.
"""

import struct
from collections.abc import Iterator

from django.utils.translation import gettext

from mingcha.kernel.errors import BadFile

MOST_SHEETS = 255
_STREAMS = {"workbook", "book"}
_ENTRY = 128
_END, _PASSWORD, _SHEET, _TEXTS, _DIMENSIONS, _MULTIPLE = 0x0A, 0x2F, 0x85, 0xFC, 0x200, 0xBD
_CELLS = {0x06, 0xBD, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x206, 0x27E, 0x406}


def places_in_xls(content: bytes, *, name: str) -> int:
    """The places of all sheets; 0 where there is no workbook in it, or one under a password.

    Raises:
        BadFile: damaged, or with more sheets than an office program makes.
    """
    try:
        return sum(_places(stream, name) for stream in _workbooks(content))
    except (struct.error, IndexError, ValueError) as error:
        raise BadFile(gettext("文件已损坏，打不开"), file=name) from error


def _places(stream: bytes, name: str) -> int:
    starts = []
    for kind, record in _records(stream, 0):
        if kind == _PASSWORD:
            return 0
        if kind == _SHEET:
            starts.append(struct.unpack_from("<I", record)[0])
        if kind == _TEXTS and struct.unpack_from("<II", record)[1] > len(stream):
            raise ValueError(record)  # more texts than there are bytes
    if len(starts) > MOST_SHEETS:
        raise BadFile(gettext("文件展开以后过大，不予打开；请拆成几个文件"), file=name)
    return sum(_places_of_sheet(stream, start) for start in starts)


def _places_of_sheet(stream: bytes, start: int) -> int:
    rows = columns = 0
    for kind, record in _records(stream, start):
        if kind == _DIMENSIONS:
            first_row, last_row, first_column, last_column = _dimensions(record)
            if first_row > last_row or first_column > last_column:
                raise ValueError(record)  # a reader subtracts one from the other, and asks for all there is
            rows, columns = max(rows, last_row), max(columns, last_column)
        elif kind in _CELLS:
            row, column = struct.unpack_from("<HH", record)
            if kind == _MULTIPLE:
                column = max(column, struct.unpack_from("<H", record, len(record) - 2)[0])
            rows, columns = max(rows, row + 1), max(columns, column + 1)
    return rows * columns


def _dimensions(record: bytes) -> tuple[int, int, int, int]:
    """First row and the one after the last, and the same of columns."""
    first, last, left, right = struct.unpack_from("<IIHH" if len(record) >= 12 else "<HHHH", record)
    return first, last, left, right


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record up to the one that ends its part."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _END:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


# -------------------------------------------------------------------- the file system
def _workbooks(content: bytes) -> Iterator[bytes]:
    """Every stream that a reader may take for the workbook."""
    size, small = 1 << struct.unpack_from("<H", content, 30)[0], 1 << struct.unpack_from("<H", content, 32)[0]
    first, _, least, small_table = struct.unpack_from("<IIII", content, 48)
    body = content[size:]
    table = _table(content, body, size)
    directory = _chain(body, table, first, size)
    streams = list(_entries(directory))
    root = next((start for kind, _, start, _ in streams if kind == 5), 0)
    for kind, name, start, length in streams:
        if kind != 2 or name.casefold() not in _STREAMS:
            continue
        if length >= least:
            yield _chain(body, table, start, size)[:length]
        else:
            small_links = _numbers(_chain(body, table, small_table, size))
            yield _chain(_chain(body, table, root, size), small_links, start, small)[:length]


def _table(content: bytes, body: bytes, size: int) -> list[int]:
    """Which sector follows which."""
    listed = _numbers(content[76:512])
    more, count = struct.unpack_from("<II", content, 68)
    for _ in range(min(count, len(body) // size)):
        numbers = _numbers(_sector(body, more, size))
        listed, more = listed + numbers[:-1], numbers[-1]
    kept = [number for number in listed if number * size < len(body)]
    return _numbers(b"".join(_sector(body, number, size) for number in kept))


def _entries(directory: bytes) -> Iterator[tuple[int, str, int, int]]:
    """Kind, name, first sector and length of what is in the file."""
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", directory, at + 116)
        yield kind, name.rstrip("\0"), start, size


def _chain(body: bytes, table: list[int], start: int, size: int) -> bytes:
    """The sectors of a stream, one after the other; a chain that bites its tail is cut."""
    pieces: list[bytes] = []
    at = start
    while at < len(table) and len(pieces) <= len(table):
        pieces.append(_sector(body, at, size))
        at = table[at]
    return b"".join(pieces)


def _sector(body: bytes, number: int, size: int) -> bytes:
    return body[number * size : (number + 1) * size]


def _numbers(content: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4]))
