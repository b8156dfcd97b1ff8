"""What stands around a numeral (上下文): clause, period, subject, who, 约 and 以上.

Best effort, by rule: the clause is exact, period and who come from the sentence, the subject from the words next to the
numeral. Windows are bounded, so a text without punctuation costs no more than any other.
"""

import re
from bisect import bisect_left, bisect_right
from typing import Final

from mingcha.bulletins.proofreader import units
from mingcha.bulletins.proofreader.found import Found
from mingcha.bulletins.proofreader.patterns import AFTER, BEFORE, HAN

CLAUSE: Final = 160
SENTENCE: Final = 400
_STOP: Final = re.compile(r"[。！？!?；;\n]|[，：:](?!\d)|,(?!\d)")
_SENTENCE_STOPS: Final = "。！？!?；;\n"
_PERIOD: Final = re.compile(
    rf"截至[{HAN}0-9]{{1,12}}|启动以来|[{HAN}0-9]{{1,8}}以来|目前|(?:20\d\d年)?(?:\d+月份?|[上下]半年|[一二三四]季度)"
)
_WHO: Final = re.compile(
    rf"(?:^|(?<=[、，,。；;：:\s]))(?:全[国省市县区]|[{HAN}]{{1,10}}?(?:省(?![级直派内外])|市(?![民场直级委])|县(?!级)|区(?![域级直])|自治州|[厅局院](?!长)|委员会|办公室|公安厅|政府|机关|集团|公司))"
)
_NOUN: Final = re.compile(rf"[{HAN}“”（()）]{{1,20}}")
_VERB: Final = re.compile(
    r"[，、和与及]|全部|召开|进行|发生|接受|移交|就|对|已|均|被|予以|通过|完成|采取|运用|占|不|有|为|是|得到|纳入|的$"
)
_LEAD: Final = re.compile(
    r"^(?:其中|同时|目前|截至目前|另|共计|共有|共|已|累计|分别|有|的|和|与|及|、|占|同比|并|为|达到|达|对|是)+"
)
_TRAIL: Final = re.compile(r"(?:分别|累计|共计|共|已|有|为|达到|达|的|了|约|近|超过|占|和|与|及|、|各|均)+$")


class Around:
    """Answers for the numerals of one text; stops are found once, a sentence's period and who once a sentence."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._stops = [match.start() for match in _STOP.finditer(text)]
        self._full = [place for place in self._stops if text[place] in _SENTENCE_STOPS]
        self._of_sentence: tuple[int, str | None, str | None] = (-1, None, None)

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of the clause around the numeral, CLAUSE code points at most on either side."""
        left, right = _between(self._stops, start, end, len(self.text))
        return max(left, start - CLAUSE), min(right, end + CLAUSE)

    def period_and_who(self, start: int) -> tuple[str | None, str | None]:
        """The period and the unit that the sentence names first, before the first of its claims."""
        left = _between(self._full, start, start, len(self.text))[0]
        if self._of_sentence[0] != left:
            window = self.text[left : min(start, left + SENTENCE)]
            period, who = _PERIOD.search(window), _WHO.search(window)
            self._of_sentence = (left, period and period[0], who and who[0])
        return self._of_sentence[1:]

    def subject(self, found: Found, left: int, right: int) -> str | None:
        """What is counted: the noun after the counter word (12个省直单位), else the words before it (毒驾80起)."""
        if found.kind != "percent" and (noun := _NOUN.match(self.text, found.end, min(right, found.end + 24))):
            name = _VERB.split(noun[0], maxsplit=1)[0]
            if len(name) > 1 and not AFTER.match(name):
                return name
        before = re.split(r"[0-9%、]", self.text[max(left, found.start - 40) : found.start])[-1]
        return _TRAIL.sub("", _LEAD.sub("", before)).strip() or None


def _between(stops: list[int], start: int, end: int, length: int) -> tuple[int, int]:
    """The stretch between two stops that holds start and end."""
    before, after = bisect_right(stops, start - 1), bisect_left(stops, end)
    return (stops[before - 1] + 1 if before else 0), (stops[after] if after < len(stops) else length)


def qualifier(text: str, found: Found) -> tuple[str, bool]:
    """约, 近, 余, 以上 of a claim ("" for none) and whether it makes the number a threshold (标准、分档)."""
    if after := AFTER.match(text, found.end):
        return after[0], units.QUALIFIERS_AFTER[after[0]]
    if found.inner:
        return found.inner, False
    before = BEFORE.search(text, max(0, found.start - 4), found.start)
    if before and (before[0] != "上" or text[found.start] in "百千万亿"):
        return before[0], units.QUALIFIERS_BEFORE[before[0]]
    return "", False
