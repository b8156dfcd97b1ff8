"""The page in numbers (版面尺寸), the same for DOCX and PDF: GB/T 9704—2012, and what follows from it.

A4; margins top 37, bottom 35, left 28, right 26 mm, so the type area is 156 x 225 mm; body 三号 (16 pt), 28 characters
a line and 22 lines a page: one cell is 156/28 mm = 15.79 pt wide, one line 225/22 mm = 28.99 pt high.
"""

from mingcha.bulletins.tree import Table, plain

MM = 72 / 25.4  # points
TYPE_WIDTH = 156 * MM
BODY = 16.0  # 三号
TITLE = 22.0  # 二号
TITLE_PITCH = 36.0
TAIL = 14.0  # 四号

_SERIES = 44.0  # the largest series name, points; the standard leaves it to the office, no larger than 22 mm high
_NARROWEST = 0.7  # a longer name is condensed to this, then made smaller


def series_fit(name: str) -> tuple[float, float]:
    """Size in points and width (1 = natural) at which the series name fills one line of the type area at most."""
    room = 0.98 * TYPE_WIDTH
    size = min(_SERIES, room / (_NARROWEST * max(len(name), 1)))
    return round(size, 1), round(min(1.0, room / (size * max(len(name), 1))), 3)


def cell_size(table: Table) -> float:
    """四号 (14 pt) in a table of up to four columns, 小四 (12 pt) in a wider one."""
    return 14.0 if len(table.rows[0]) <= 4 else 12.0


def column_shares(table: Table) -> tuple[int, ...]:
    """How the width is shared out: by the longest words of each column (4 to 16 characters) and one for its margins."""
    longest = (max(len(plain(cell)) for cell in column) for column in zip(*table.rows, strict=True))
    return tuple(min(max(length, 4), 16) + 1 for length in longest)


def is_centred(table: Table) -> tuple[bool, ...]:
    """Which columns stand centred: those of short words and numbers; a column of sentences stands left."""
    columns = zip(*table.rows, strict=True)
    return tuple(max(len(plain(cell)) for cell in column) <= 16 for column in columns)


def is_kept_together(table: Table) -> bool:
    """Whether the table stays on one page: up to ten rows. A longer one breaks and repeats its head."""
    return len(table.rows) <= 10
