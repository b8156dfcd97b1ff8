"""What does not hold in a text (校对结果): a first version for the bulletin, few rules and those plain.

Red stops the signing until the claim is bound or explained; yellow is for the reader to look at. Arithmetic is judged
only where the numbers stand together: a share against its two numbers, parts against the total just before them.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Final

from mingcha.bulletins.proofreader import quantifiers
from mingcha.bulletins.proofreader.numerals import Numeral
from mingcha.bulletins.proofreader.patterns import HAN


class Level(StrEnum):
    """How bad it is: RED blocks signing, YELLOW asks for a look."""

    RED = "RED"
    YELLOW = "YELLOW"


# code -> level and sentence; {names} are the finding's arguments.
SAYS: Final[Mapping[str, tuple[Level, str]]] = {
    "UNBOUND": (Level.RED, "“{text}”是手写的数据，没有绑定口径"),
    "NO_RECORDS": (Level.YELLOW, "“{text}”背后没有一条记录，请核对标记的参数"),
    "QUANTIFIER": (Level.YELLOW, "“{text}”也是数据，请核对占总数多少"),
    "PERCENT": (Level.YELLOW, "“{text}”与前面的数对不上：{part}÷{total}＝{share}%"),
    "PARTS": (Level.YELLOW, "分项之和{sum}与总数{total}不符"),
    "PART_OVER_TOTAL": (Level.YELLOW, "其中的“{text}”大于总数{total}"),
    "UNKNOWN_UNIT": (Level.YELLOW, "单位名录中没有“{text}”"),
}
_FULL_STOP: Final = re.compile(r"[。！？\n]")
_TOTAL: Final = re.compile(rf"(?:(?<!公)共(?![同享建青识性])|总计|合计|累计)[{HAN}]{{0,14}}$")
_OF_WHICH: Final = re.compile(r"其中|分别(?:为|是)|按[^，。,;；]{1,10}分|具体为")
_EXHAUSTIVE: Final = re.compile(rf"按[{HAN}]{{1,10}}分|分别(?:为|是)|具体为")
_NESTED: Final = re.compile(r"其中|包括|含")
_SHARE: Final = re.compile(r"^[，,（(]?(?:约|均)?占(?:比|总(?:数|量|人次|件次)?的?|全部的?)?(?:约|为|达)?$")
_UNIT_NAME: Final = re.compile(
    rf"(?:^|(?<=[、，,。；;：:“\n]))[{HAN}]{{2,9}}(?:自治州|地区|[市县区厅局委])(?=[、，,。；;：:”\n]|$)"
)
_GENERIC: Final = re.compile(
    r"^(?:[全各本该我一两三四五六七八九十]|其[他它]|省市|市县|县区|有关|相关|部分)|(?:城市|园区|社区|景区|小区|辖区|地方|[市县区]、?[市县区])$"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding (校对意见).

    Attributes:
        line: from 1; start, end: offsets in code points; text: what stands there.
        code: a key of SAYS; arguments: what its sentence names.
    """

    line: int
    start: int
    end: int
    text: str
    code: str
    level: Level
    arguments: Mapping[str, str] = field(default_factory=dict)

    @property
    def says(self) -> str:
        """The finding as a Chinese sentence."""
        return SAYS[self.code][1].format(text=self.text, **self.arguments)


Marked = tuple[int, int, str, dict[str, str]]


def findings(
    text: str,
    numerals: Sequence[Numeral],
    bound_spans: Sequence[tuple[int, int]] = (),
    registry: Collection[str] | None = None,
) -> list[Finding]:
    """Everything that does not hold, in order of place.

    Args:
        text: the document as printed, figures filled in.
        numerals: what `numerals.find(text)` gave.
        bound_spans: (start, end) of each figure as printed, with or without its counter word; in order.
        registry: names of the units on the day; None where there is no registry to ask.
    """
    marked = [*_unbound(numerals, bound_spans), *_arithmetic(text, numerals)]
    marked += [(word.start, word.end, "QUANTIFIER", {}) for word in quantifiers.find(text)]
    marked += _unknown_units(text, registry) if registry is not None else []
    lines = [match.end() for match in re.finditer("\n", text)]
    return [
        Finding(bisect_right(lines, start) + 1, start, end, text[start:end], code, SAYS[code][0], arguments)
        for start, end, code, arguments in sorted(marked, key=lambda mark: mark[:3])
    ]


def is_bound(numeral: Numeral, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the number itself, without its counter word, lies in one of the spans (in order, not overlapping)."""
    place = bisect_right(spans, numeral.start, key=lambda span: span[0]) - 1
    after = numeral.start + max(numeral.text.find(numeral.raw), 0) + len(numeral.raw)
    return place >= 0 and after <= spans[place][1]


def _unbound(numerals: Sequence[Numeral], spans: Sequence[tuple[int, int]]) -> Iterator[Marked]:
    for numeral in numerals:
        if numeral.is_claim and not is_bound(numeral, spans):
            yield numeral.start, numeral.end, "UNBOUND", {}


def _arithmetic(text: str, numerals: Sequence[Numeral]) -> Iterator[Marked]:
    """Judge each sentence with a plain total, together with the next one where that says how the total divides."""
    claims = [numeral for numeral in numerals if numeral.is_claim and not numeral.role]
    stops = [match.start() for match in _FULL_STOP.finditer(text)]
    sentences: dict[int, list[Numeral]] = {}
    for numeral in claims:
        sentences.setdefault(bisect_right(stops, numeral.start), []).append(numeral)
    for number, inside in sentences.items():
        begin = stops[number - 1] + 1 if number else 0
        total = next((one for one in inside if _is_total(text, one, begin)), None)
        if total is None:
            continue
        after = inside[inside.index(total) + 1 :]
        end = stops[number] if number < len(stops) else len(text)
        if end < len(text) and text[end] != "\n" and _OF_WHICH.match(text, end + 1):
            after = after + sentences.get(number + 1, [])
        yield from _against_total(text, total, after)


def _is_total(text: str, numeral: Numeral, begin: int) -> bool:
    is_plain = numeral.kind == "count" and not numeral.qualifier and isinstance(numeral.value, int)
    return is_plain and bool(_TOTAL.search(text, max(begin, numeral.start - 20), numeral.start))


def _against_total(text: str, total: Numeral, after: Sequence[Numeral]) -> Iterator[Marked]:
    if not isinstance(total.value, int) or not after:
        return
    parts = [one for one in after if one.unit == total.unit and one.kind == "count" and isinstance(one.value, int)]
    divides = _OF_WHICH.search(text, total.end, after[0].start)
    if not divides or not parts:
        return
    for part, share in pairwise(after):
        if part in parts and share.unit == "%" and _SHARE.match(text[part.end : share.start]):
            yield from _share(total.value, part, share)
    added = sum(part.value for part in parts if isinstance(part.value, int))
    is_whole = _EXHAUSTIVE.search(text, total.end, after[0].start) and not any(part.qualifier for part in parts)
    if is_whole and not _NESTED.search(text, after[0].start, parts[-1].end) and len(parts) > 1 and added != total.value:
        yield total.start, total.end, "PARTS", {"sum": str(added), "total": str(total.value)}
    for part in parts:
        if isinstance(part.value, int) and part.value > total.value:
            yield part.start, part.end, "PART_OVER_TOTAL", {"total": str(total.value)}


def _share(total: int, part: Numeral, share: Numeral) -> Iterator[Marked]:
    """A share may be off by one in its last printed place, as rounding goes."""
    if (
        not isinstance(part.value, int)
        or not isinstance(share.value, int | float)
        or not total
        or share.qualifier
        or part.qualifier
    ):
        return
    places = len(share.raw.partition(".")[2])
    exact = 100 * part.value / total
    if abs(exact - share.value) > 10**-places + 1e-9:
        given = {"part": str(part.value), "total": str(total), "share": f"{exact:.{places}f}"}
        yield share.start, share.end, "PERCENT", given


def _unknown_units(text: str, registry: Collection[str]) -> Iterator[Marked]:
    for match in _UNIT_NAME.finditer(text):
        if match[0] not in registry and not _GENERIC.search(match[0]):
            yield *match.span(), "UNKNOWN_UNIT", {}
