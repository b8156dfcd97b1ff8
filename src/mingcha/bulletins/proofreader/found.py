"""A numeral as judged (判定), before what stands around it is looked up."""

from typing import NamedTuple

from mingcha.bulletins.proofreader.values import Number

Value = Number | list[Number] | str | None
CLAIMS = frozenset({"count", "percent", "money", "range"})


class Found(NamedTuple):
    """One numeral: offsets in the text, its kind and worth.

    Attributes:
        kind: count percent money range | ordinal date number_name.
        value: number; [low, high]; a date as text (XXXX for a year not written); None for a word or a vague number.
        unit: counter word; % for a percentage; None where there is none.
        sub: finer kind (docno, hotline, place, idiom, lexical, slogan, heading, meeting …), "" for none.
        raw: the number as written, without its unit.
        inner: 余, 多 between number and unit.
    """

    start: int
    end: int
    kind: str
    value: Value = None
    unit: str | None = None
    sub: str = ""
    raw: str = ""
    inner: str = ""


def closing_quote(text: str, start: int, end: int) -> int:
    """Where the short quotation that it opens ends (“七个是否”, “2·7”, “3个1”: names, not quantities); 0 for none."""
    if start == 0 or text[start - 1] not in "“‘「『":
        return 0
    close = min((place for mark in "”’」』" if (place := text.find(mark, end, end + 12)) >= 0), default=0)
    return 0 if any(mark in text[end:close] for mark in "，。；,;") else close
