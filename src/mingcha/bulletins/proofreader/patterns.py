"""The one compiled master regex (总模式), built from the tables, and the small ones that look around a match.

Every run is bounded or consumed whole by one alternative, so the time is linear in the text whatever it holds.
Inner groups: y m d (dates), a as am au sep b bs bm bu (number, scale, 余, unit; second end of a range).
"""

import re
from collections.abc import Iterable
from typing import Final

from mingcha.bulletins.proofreader import units, words

CN: Final = "零〇○一二三四五六七八九十百千万亿两"
SMALL: Final = "一二三四五六七八九十"
HAN: Final = "\u4e00-\u9fff"
DASH: Final = "[-－—–―~～﹣]{1,2}|[至到]"


def _either(table: Iterable[str]) -> str:
    """An alternation of literal words, longest first."""
    return "|".join(re.escape(word) for word in sorted(table, key=lambda word: (-len(word), word)))


_LATIN: Final = {word for word in units.MEASURES if word[0].isascii() and word[0].isalpha()}
_BRACKET = rf"(?:[（(](?:{_either(units.BRACKETED)})[)）]|/(?:次|人次|个)(?![{HAN}]))?"
_AREA = rf"[{''.join(sorted(units.AREAS))}][（(](?:{_either(units.AREA_BRACKETED)})[)）]"
_OTHERS: Final = units.ALL - units.AREAS - _LATIN
UNIT: Final = rf"(?:{_AREA}|(?:{_either(_LATIN)})(?![A-Za-z])|(?:{_either(_OTHERS)}){_BRACKET}|{_either(units.AREAS)})"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
_SCALE = r"(?:[余多]?(?:[百千]?万亿|[十百千]亿|[十百千]万|亿|万)|千(?![克米瓦伏卡帕升])|百(?!分))"
_CHARACTERS = rf"(?:[{CN}]*[十百千万]几[万亿]?|[几数][十百千万亿]+|[{CN}]+(?:点[零〇一二三四五六七八九]+[万亿]?)?)"
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零九][〇○零一二三四五六七八九]{2})"
_M = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{SMALL}])"
_D = r"(?:[12]\d|3[01]|0?[1-9]|二?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])"
_PART = r"(?:第?[一二三四1-4]季度|前[二三23]季度|[上下]半年|[底末]|初(?![步始审核期级中])|年?中(?=[，,。]))"
_MONTH_PART = r"(?:[底末]|初(?![步始审核期级中])|[上中下]{1,2}旬)"
_DAY = rf"{_D}[ ]?(?:(?:{DASH})[ ]?{_D}[ ]?)?[日号]"
_MONTHS = rf"{_M}[ ]?(?:(?:{DASH}|、)[ ]?{_M}[ ]?)?月(?!度|均|报|供)(?:{_MONTH_PART}|[ ]?{_DAY})?"
DATE: Final = rf"""
    {_YEAR}[-/.](?:1[0-2]|0?[1-9])[-/.](?:[12]\d|3[01]|0?[1-9])(?!\d)
  | {_YEAR}[ ]?(?:(?:{DASH})[ ]?(?:{_YEAR}[ ]?(?:年|(?![{HAN}\d%.])))|年(?:度)?(?:[ ]?{_MONTHS}|{_PART})?)
  | (?:19|20)\d\d(?=[、和及与](?:19|20)\d\d[年、和及与])
  | {_MONTHS}
  | (?:第?[一二三四1-4]|前[二三23])季度
  | [上下]半年
  | (?:2[01]|1\d|[二十]+[一二]?)世纪(?:\d0年代|[{SMALL}]+年代)?|\d0年代|[{SMALL}]+十年代
  | (?:[01]?\d|2[0-4])[:：][0-5]\d(?:[:：][0-5]\d)?(?!\d)
  | (?:[01]?\d|2[0-4])时(?:[0-5]?\d分|整|许|半)?(?![间段期效限代常候])
  | (?:[01]?\d|2[0-4])点(?:[0-5]?\d分|整|钟|半)
  | (?:(?<=周)|(?<=星期)|(?<=礼拜))[一二三四五六](?![次个天项件])
  | \d{{1,2}}日(?!内|以内|以上|以下|之内|均|常|报|龄|元)
"""
_NAME = rf"""
    [A-Za-z][A-Za-z0-9_.+-]{{0,63}}@[A-Za-z0-9.-]{{1,63}} | (?:https?://|www\.)[!-~]+
  | (?:GB|DB|JGJ|CJJ|ISO|HJ|AQ|GA|JTG|QX|LY|NY|SL|TSG)[A-Z0-9]*(?:/[A-Z]{{1,2}})?[ ]?\d[\d.]*(?:[-—–]\d{{2,4}})?
  | [A-Za-z]+[-.·]?\d+(?:[.\-]\d+)*[A-Za-z]*(?![\d%％万亿个件起人名家次])
  | [A-Za-z]+
  | [{words.PROVINCE_LETTERS}][A-Z][·A-Z0-9]*
"""
MASTER: Final = re.compile(
    rf"""(?=[0-9A-Za-z第两半几数双前上下初〔\[（(【①-⒛㈠-㈩{CN}{words.PROVINCE_LETTERS}])(?:
    (?P<long>\d{{25,}}|[{CN}]{{25,}})
  | (?P<name>{_NAME})
  | (?P<docno>[〔\[（(【](?:19|20)\d\d[〕\]）)】][ ]?第?\d{{1,5}}号)
  | (?P<heading>
        [（(](?:[{SMALL}]{{1,3}}|\d{{1,2}})[）)]
      | (?:^|(?<=[ \u3000\t\#*。；;]))(?:[{SMALL}]{{1,3}}、|\d{{1,2}}(?:[．、]|\.(?!\d)))
      | (?:^|(?<=[\s，。；：,;:、“（()）]))[{SMALL}]{{1,2}}(?:是|要(?!求|素|点|闻|务|件)|则(?=[，{HAN}]))
      | [①-⒛㈠-㈩]
    )
  | (?P<date>{DATE})
  | (?P<phone>0\d{{2,3}}[-—]\d{{7,8}}|1[3-9]\d{{9}}(?!\d)|(?<![\d.])400[-—]\d{{3}}[-—]?\d{{4}}|\d+(?:[-—]\d+){{2,}})
  | (?P<nth>第[ ]?(?:[{CN}]{{1,6}}|\d{{1,24}})(?:(?:{DASH}|[、和及])第?(?:[{CN}]{{1,6}}|\d{{1,24}})(?=[{HAN}]))?)
  | (?P<fraction>[{CN}]+分之[{CN}几]+(?:点[{CN}]+)?(?:个百分点)?)
  | (?P<formula>\d+(?:[·•・]\d+|(?:[+×xX*＋]\d+)*[+×xX*＋](?:\d+|[NXnx])|[:∶：/]\d+(?:\.\d+)?))
  | (?P<number>
        (?P<a>{_DIGITS}|{_CHARACTERS})(?P<as>{_SCALE})?(?P<am>[余多来几])?(?:[ ]?(?P<au>{UNIT}))?
        (?:(?P<sep>{DASH})(?P<b>{_DIGITS}|{_CHARACTERS})(?P<bs>{_SCALE})?(?P<bm>[余多来几])?(?:[ ]?(?P<bu>{UNIT}))?)?
    )
  | (?P<half>半[{HAN}])
  | (?P<double>双[{HAN}])
    )""",
    re.VERBOSE | re.MULTILINE,
)
FULL_WIDTH: Final = re.compile(r"[０-９Ａ-Ｚａ-ｚ％．]")
FOLD: Final = {
    ord(c): chr(ord(c) - 0xFEE0) for c in "０１２３４５６７８９％．" + "".join(map(chr, range(0xFF21, 0xFF5B)))
}
FULL_WIDTH_COMMA: Final = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
SHARED: Final = re.compile(rf"(?:(?:[、和与及]|以及){_DIGITS}(?P<s>{_SCALE})?){{1,8}}[ ]?(?P<u>{UNIT})")
BEFORE: Final = re.compile(rf"(?:{_either(units.QUALIFIERS_BEFORE)})$")
AFTER: Final = re.compile(_either(units.QUALIFIERS_AFTER))
