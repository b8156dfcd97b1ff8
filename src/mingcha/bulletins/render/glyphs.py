"""Which characters a font file holds (字库): its `cmap` table alone, read by hand.

A library takes ten times as long here, most of a cold rendering; the tests hold every installed font against it.
Source: OpenType specification, `cmap`, formats 4 (the basic plane) and 12 (all planes).
"""

from itertools import compress
from pathlib import Path
from struct import iter_unpack, unpack, unpack_from


def characters(path: str, index: int) -> frozenset[str]:
    """Every character with a glyph of its own; empty for a file that is no OpenType font.

    Args:
        path: a font or a font collection.
        index: which font of a collection, from 0; of no meaning otherwise.
    """
    table = _cmap(Path(path), index)
    if not table:
        return frozenset()
    (count,) = unpack_from(">H", table, 2)
    offsets = [offset for _, _, offset in iter_unpack(">HHI", table[4 : 4 + 8 * count])]
    by_format = {unpack_from(">H", table, offset)[0]: offset for offset in offsets}
    codes: set[int] = set()
    if 12 in by_format:
        codes = _all_planes(table, by_format[12])
    elif 4 in by_format:
        codes = _basic_plane(table, by_format[4])
    return frozenset(map(chr, codes))


def _cmap(path: Path, index: int) -> bytes:
    with path.open("rb") as file:
        start = 0
        if file.read(4) == b"ttcf":
            file.seek(12 + 4 * index)
            (start,) = unpack(">I", file.read(4))
        file.seek(start + 4)
        (count,) = unpack(">H6x", file.read(8))
        for tag, _, offset, length in iter_unpack(">4sIII", file.read(16 * count)):
            if tag == b"cmap":
                file.seek(offset)
                return file.read(length)
    return b""


def _all_planes(table: bytes, offset: int) -> set[int]:
    """Format 12: groups of consecutive codes; glyph 0 is the empty box."""
    (count,) = unpack_from(">I", table, offset + 12)
    codes: set[int] = set()
    for first, last, glyph in iter_unpack(">III", table[offset + 16 : offset + 16 + 12 * count]):
        codes.update(range(first + (glyph == 0), last + 1))
    return codes


def _basic_plane(table: bytes, offset: int) -> set[int]:
    """Format 4: segments, each by a difference or by a list of glyphs."""
    (double,) = unpack_from(">H", table, offset + 6)
    count, codes = double // 2, set[int]()
    for segment in range(count):
        at = offset + 14 + 2 * segment
        (last,) = unpack_from(">H", table, at)
        first, delta = (unpack_from(">H", table, at + 2 + double * column)[0] for column in (1, 2))
        place = at + 2 + 3 * double
        (distance,) = unpack_from(">H", table, place)
        span = range(first, last + 1)
        if distance == 0:
            empty = -delta & 0xFFFF  # the code that leads to glyph 0
            codes.update(range(first, min(empty, last + 1)), range(max(empty + 1, first), last + 1))
        elif distance != 0xFFFF:
            glyphs = unpack_from(f">{len(span)}H", table, place + distance)
            codes.update(compress(span, glyphs))
    return codes - {0xFFFF}
