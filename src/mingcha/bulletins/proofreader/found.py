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


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether it opens a short quotation (“七个是否”, “2·7”, “3个1”): a name, not a quantity."""
    if start == 0 or text[start - 1] not in "“‘「『":
        return False
    close = min((place for mark in "”’」』" if (place := text.find(mark, end, end + 12)) >= 0), default=-1)
    return close >= 0 and not any(mark in text[end:close] for mark in "，。；,;")
