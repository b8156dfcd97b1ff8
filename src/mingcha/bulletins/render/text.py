"""The bulletin as plain text (纯文本): UTF-8, two full-width spaces before a paragraph, tables in aligned columns."""

from unicodedata import east_asian_width

from mingcha.bulletins.render import words
from mingcha.bulletins.tree import Block, Document, Table, plain

_RULE = "─" * 28


def to_text(document: Document) -> str:
    """The whole bulletin, one paragraph a line, ending in a newline.

    Raises:
        BadValue: a character that cannot be printed.
    """
    words.refuse_unprintable(document)
    head = document.masthead
    lines = [head.note, ""] if head.note else []
    lines += [head.series, words.issue_line(head), f"{head.office}　　{words.chinese_date(head.issued_on)}", _RULE, ""]
    lines += [*document.title_lines, ""]
    for block in document.body:
        lines += _lines_of(block)
    if words.has_tail(document.tail):
        lines += ["", _RULE, *(label + names for label, names in words.tail_lines(document.tail))]
        lines += [words.copies_line(document.tail)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _lines_of(block: Block) -> list[str]:
    if not isinstance(block, Table):
        return ["　　" + plain(block.inlines)]
    rows = [[plain(cell) for cell in row] for row in block.rows]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return ["", *(line.rstrip() for line in lines), ""]


def _width(words_of_cell: str) -> int:
    """Columns on a terminal: two for a full-width character."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in words_of_cell)


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))
