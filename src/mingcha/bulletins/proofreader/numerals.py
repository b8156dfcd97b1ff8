"""Every numeral of a text, told apart (数字识别): claims to be checked, and dates, ordinals and names that are none.

Cost: linear in the text; about a million characters a second. Never raises, whatever the text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mingcha.bulletins.proofreader import arabic, chinese, context, dates
from mingcha.bulletins.proofreader.found import CLAIMS, Found, Value
from mingcha.bulletins.proofreader.patterns import FOLD, FULL_WIDTH, FULL_WIDTH_COMMA, HAN, MASTER

_ISSUER = re.compile(rf"[{HAN}]{{1,10}}$")
_NOT_ISSUER = re.compile(r".*(?:根据|按照|依据|依照|关于|印发|贯彻|落实|执行|以|和|及|与|的|了|见|按|据)")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral as printed, and what it says (数字).

    Attributes:
        start, end: offsets in code points; `text` is what stands there, with the counter word of a claim.
        value: a number (万, 亿 multiplied out, percent points), [low, high], a date as text, or None.
        unit: counter word, % or currency; None for none.
        kind: count percent money range are claims; ordinal date number_name are not.
        subject: what is counted; who: the unit it belongs to; period: as printed. Best effort, None where not seen.
        role: "threshold" for a standard or a class limit (2起及以上), else "".
        sub: finer kind: docno hotline place plate idiom lexical slogan name heading meeting, else "".
        raw: the number as written, without scale being multiplied out and without unit; "" for what is no claim.
        qualifier: 约 近 余 多 及以上 …, else "".
        clause: the clause it stands in.
    """

    start: int
    end: int
    text: str
    value: Value
    unit: str | None
    kind: str
    subject: str | None = None
    who: str | None = None
    role: str = ""
    sub: str = ""
    raw: str = ""
    qualifier: str = ""
    period: str | None = None
    clause: str = ""

    @property
    def is_claim(self) -> bool:
        """Whether it is a number that somebody has to answer for."""
        return self.kind in CLAIMS


def find(text: str) -> list[Numeral]:
    """All numerals of the text in order, none overlapping another."""
    folded = FULL_WIDTH_COMMA.sub(",", text).translate(FOLD) if FULL_WIDTH.search(text) else text
    around = context.Around(folded)
    return [_numeral(text, folded, found, around) for found in _judged(folded)]


def _judged(text: str) -> Iterator[Found]:
    place = last = 0
    while match := MASTER.search(text, place):
        found = _JUDGES[match.lastgroup or "name"](text, match)
        if found is None:
            place = match.end()
            continue
        yield found if found.start >= last else found._replace(start=max(match.start(), last))
        place = last = found.end


def _numeral(text: str, folded: str, found: Found, around: context.Around) -> Numeral:
    start, end = found.start, found.end
    left, right = around.clause(start, end)
    given = (start, end, text[start:end], found.value, found.unit, found.kind)
    clause = text[left:right].strip()
    if found.kind not in CLAIMS:
        return Numeral(*given, sub=found.sub, clause=clause)
    period, who = around.period_and_who(start)
    near, is_threshold = context.qualifier(folded, found)
    return Numeral(
        *given,
        subject=around.subject(found, left, right),
        who=who,
        role="threshold" if is_threshold else "",
        sub=found.sub,
        raw=found.raw,
        qualifier=near,
        period=period,
        clause=clause,
    )


def _number(text: str, match: re.Match[str]) -> Found:
    return arabic.judge(text, match) if match[0][0].isdecimal() else chinese.judge(text, match)


def _date(text: str, match: re.Match[str]) -> Found:
    """A date, unless a word or name begins there (三月天 is none of ours, 十三五 is)."""
    word = None if match[0][0].isdecimal() else chinese.word_at(text, match.start())
    return word if word and word.end > match.end() else dates.judge(text, match)


def _latin(text: str, match: re.Match[str]) -> Found | None:
    """PM2.5, GB/T 9704—2012, G102, 黑AZF; a word without digits is no numeral."""
    start, end = match.span()
    if not match[0][0].isascii():
        return Found(start, end, "number_name", sub="plate")
    return Found(start, end, "number_name", sub="name") if any(char.isdecimal() for char in match[0]) else None


def _document_number(text: str, match: re.Match[str]) -> Found:
    """安委办函〔2018〕67号, with the issuer's letters before the bracket."""
    start, end = match.span()
    issuer = _ISSUER.search(text, max(0, start - 10), start)
    if issuer:
        other = _NOT_ISSUER.match(issuer[0])
        start = issuer.start() + (other.end() if other else 0)
    return Found(start, end, "number_name", sub="docno")


def _formula(text: str, match: re.Match[str]) -> Found:
    return Found(*match.span(), "number_name", sub="name")


_JUDGES: dict[str, Callable[[str, re.Match[str]], Found | None]] = {
    "long": _formula,
    "name": _latin,
    "docno": _document_number,
    "heading": lambda _text, match: chinese.heading(match),
    "phone": _formula,
    "date": _date,
    "nth": chinese.nth,
    "fraction": lambda _text, match: chinese.fraction(match),
    "formula": _formula,
    "number": _number,
    "half": chinese.around_half_or_double,
    "double": chinese.around_half_or_double,
}
