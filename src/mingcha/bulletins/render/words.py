"""The fixed wording of a bulletin (报头、报尾的固定用语) and which characters may be printed at all."""

import re
from collections.abc import Iterator
from datetime import date

from mingcha.bulletins.tree import Document, FigureText, Inline, Masthead, Table, Tail, Text
from mingcha.kernel.errors import BadValue

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")


def issue_line(masthead: Masthead) -> str:
    """`第7期`; a draft has a blank for its number."""
    return f"第{'　' if masthead.number is None else masthead.number}期"


def chinese_date(day: date | None) -> str:
    """`2018年4月9日` (成文日期, no leading zeros); a blank date for a draft."""
    return "　　年　月　日" if day is None else f"{day.year}年{day.month}月{day.day}日"


def tail_lines(tail: Tail) -> tuple[tuple[str, str], ...]:
    """Label and names of each line that has any: `("报：", "省委办公厅，省政府办公厅。")`."""
    named = (("报：", tail.report_to), ("送：", tail.send_to), ("发：", tail.issue_to))
    return tuple((label, "，".join(names) + "。") for label, names in named if names)


def copies_line(tail: Tail) -> str:
    """`共印300份`, empty where the number of copies is not given."""
    return "" if tail.copies is None else f"共印{tail.copies}份"


def has_tail(tail: Tail) -> bool:
    """Whether there is anything to print below the tail's line."""
    return bool(tail_lines(tail) or copies_line(tail))


def merged(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    """The same words with neighbouring plain texts of one kind joined: fewer runs, no seams in justified lines."""
    waiting: Text | None = None
    for part in inlines:
        if isinstance(part, Text) and waiting is not None and part.strong == waiting.strong:
            waiting = Text(waiting.text + part.text, part.strong)
            continue
        if waiting is not None:
            yield waiting
        waiting = part if isinstance(part, Text) else None
        if isinstance(part, FigureText):
            yield part
    if waiting is not None:
        yield waiting


def refuse_unprintable(document: Document) -> None:
    """Stop before printing a character that no reader can see: control, bidirectional override, lone surrogate.

    Raises:
        BadValue: naming the code point and the words before it.
    """
    for words in printed(document):
        found = _UNPRINTABLE.search(words)
        if found:
            before = words[max(0, found.start() - 12) : found.start()]
            raise BadValue(f"“{before}”之后有不可打印的字符 U+{ord(found[0]):04X}", field="body")


def printed(document: Document) -> Iterator[str]:
    """Every string of the tree that reaches paper, in reading order."""
    head, tail = document.masthead, document.tail
    yield from (head.note, head.series, head.office, *document.title_lines)
    for block in document.body:
        cells = (cell for row in block.rows for cell in row) if isinstance(block, Table) else (block.inlines,)
        for inlines in cells:
            yield from (part.text for part in inlines)
    yield from (*tail.report_to, *tail.send_to, *tail.issue_to)
