"""Claims without a numeral (全部、基本上都、大部分、其余): each stands on a numerator and a denominator.

Which share a word asks for is the office's to settle (rules are data); here is only which words there are.
"""

import re
from dataclasses import dataclass
from typing import Final

from mingcha.bulletins.proofreader import tables

# share -> words. ALL: 100 %; MOST: over half; REST: total less what was named; PROMPT: a lag from the instruction.
WORDS: Final = tables.read("quantifiers.txt")
_CLASS: Final = {word: name for name, listed in WORDS.items() for word in listed}
# Not a quantity: 平均, 均衡, 多数据, 全部门, 大多数据, 部分别 …
_FALSE: Final = re.compile(
    r"均(?=[衡等价值线势摊额匀])|多数(?=据|字|量)|全部(?=门)|部分(?=别|工)|多次元|大都(?=市|会)|个别(?=谈话|约谈|访谈)"
)
_WORD: Final = re.compile("|".join(re.escape(word) for word in sorted(_CLASS, key=lambda word: (-len(word), word))))
_BEFORE_FALSE: Final = {
    "均": "平人户月日年亩地场件次",
    "部分": "大一二三四五六七八九十内外上下",
    "多数": "大",
    "过半": "双",
}


@dataclass(frozen=True, slots=True)
class Quantifier:
    """A word that claims a share (数量词语): offsets in code points; `share` is a key of WORDS."""

    start: int
    end: int
    text: str
    share: str


def find(text: str) -> list[Quantifier]:
    """All quantifiers of the text in order, none overlapping another."""
    return [
        Quantifier(*match.span(), match[0], _CLASS[match[0]])
        for match in _WORD.finditer(text)
        if not _FALSE.match(text, match.start())
        and (match.start() == 0 or text[match.start() - 1] not in _BEFORE_FALSE.get(match[0], ""))
    ]
