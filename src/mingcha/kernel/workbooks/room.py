"""How many places a reader reserves for the cells of a workbook (表格占位): from the first to the last of each sheet.

A file of a few thousand bytes can ask for more than a server has, and a library that gets no room ends the process.
"""

import re
from collections.abc import Iterable

MOST_PLACES = 5_500_000
"""What any workbook may ask for; beyond that it has a byte for each place, as one that is filled in has."""
MOST_EVER = 25_000_000
MOST_ROWS, FEW_COLUMNS, MOST_COLUMNS = 200_000, 26, 104
TAIL = 256
"""Bytes of a piece that are looked at again with the next: no reference is longer."""

_REFERENCE = re.compile(rb'\br="([A-Z]{1,2})(\d{1,6})"')
_WIDE = re.compile(rb'r="[A-C][A-Z]\d')

_ATTRIBUTES = rb"""((?:[^>"']|"[^"]*"|'[^']*')*)>"""
_OPENDOCUMENT = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])" + _ATTRIBUTES)
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,9})""")


def is_too_much(places: int, size: int) -> bool:
    """Whether so many places are more than a file of so many bytes, unpacked, may ask for."""
    return places > max(MOST_PLACES, min(size, MOST_EVER))


def most_places(*, is_wide: bool) -> int:
    """At most so many places in a part whose references have been found to be within the limits."""
    return MOST_ROWS * (MOST_COLUMNS if is_wide else FEW_COLUMNS)


def is_wide(block: bytes) -> bool:
    """Whether a block names a column beyond the 26th."""
    return _WIDE.search(block) is not None


def places_in(pieces: Iterable[bytes]) -> int:
    """The places of one part of an xlsx, reckoned exactly."""
    rows, columns, rest = 0, (0, b""), b""
    for piece in pieces:
        block = rest + piece
        for letters, row in _REFERENCE.findall(block):
            rows, columns = max(rows, int(row)), max(columns, (len(letters), letters))
        rest = block[-TAIL:]
    width = 0
    for letter in columns[1]:
        width = width * 26 + letter - ord("A") + 1
    return rows * width


def places_in_opendocument(content: bytes) -> int:
    """The places of all tables of an OpenDocument sheet: what is repeated, or stands far from the first cell."""
    total = rows = columns = row = column = 0
    for kind, attributes in _OPENDOCUMENT.findall(content):
        found = _REPEATED.search(attributes)
        times = int(found[1]) if found else 1
        if kind == b"table":
            total += rows * columns
            rows = columns = row = 0
        elif kind == b"table-row":
            row, column = row + times, 0
        else:
            column += times
            if b"office:" in attributes or b"formula" in attributes:
                rows, columns = row, max(columns, column)
    return total + rows * columns
