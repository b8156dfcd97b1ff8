"""Numerals in characters, judged (中文数字): mostly words (一般, 统一, 三亚); a claim where a counter word follows.

Two or more with a counter word is a claim (三轮) unless it is a listed word or has the shape of a slogan (七个是否).
一 with a counter word is an article (是一个系统工程) unless a counting verb or word stands before it (召开了一次).
"""

import re
import unicodedata
from itertools import pairwise
from typing import Final

from mingcha.bulletins.proofreader import arabic, units, words
from mingcha.bulletins.proofreader.found import Found, closing_quote
from mingcha.bulletins.proofreader.patterns import CN, HAN, SMALL
from mingcha.bulletins.proofreader.values import DIGITS, Number, from_characters

_LONGEST: Final = max(map(len, words.WORDS))
_SHORTEST: Final = 2
_SUFFIX: Final = "省市县区乡镇州旗"
_SHAPES: Final = re.compile(
    rf"一(?![{CN}])(?:([{HAN}]{{1,2}})[抓带促推管压帮][{HAN}]?一\1|[{HAN}]{{1,2}}(?:一|双|多)(?![些般定直致律起旦])[{HAN}])"
)
_SLOGAN: Final = re.compile(
    r"个(?:一(?!个)|不(?!同)|是否|避免|严禁|必须|坚持|到位|凡是|带头|突出|注重|聚焦|着力|更加|切实|决不|绝不|毫不|维护|确立|意识|自信|服从|代表"
    r"|没有|确保|转变|禁止|不准|不得|严格|最|再|率先|敢于|善于|走在前|百分百|零)"
)
_COUNTING: Final = re.compile(
    r"(?:共|了|各|仅|只|计|至少|少于|每[年月周日季天]?|增加|减少|召开|开展|举办|组织|查处|通报|发生|新增|建成|成立|立案|设立|约谈|处理|处分|问责|移交|增设"
    r"|近|约|满|逾|超|为期|连续|编发|印发|制发|出台|配备|增派|收到|接到|受理|办结|报送|死亡|受伤|给予|有|对|另)$"
)
_VAGUE_ARTICLE: Final = frozenset("个种批类条代段样面些项套支部")
_FOUNDED: Final = re.compile(r"(?:成立|设立|组建|新建|召开|共|各|仅|只|每|增加|减少|新增|至少)了?$")
_PREFIXED: Final = re.compile(r"(?:近|上|逾|超|约|超过|过|达|共|计|突破)$")
_PLAN: Final = re.compile(r"(?:专项)?(?:行动|攻坚|计划|规划|提升|倍增|滚动|大会战|义务|级|制)")
_FIRST_OF_SCALE: Final = "百千万亿"
_SCALES: Final = ("", "十", "百", "千", "万")
_NEIGHBOURS: Final = {f"{a}{b}" for a, b in pairwise(SMALL[:9])} | {"两三", "三五"}
_NTH_UNIT: Final = re.compile("|".join(sorted(map(re.escape, units.ORDINAL), key=lambda word: (-len(word), word))))


def judge(text: str, match: re.Match[str]) -> Found:
    """Judge a number that begins with a character: the longer of listed word and claim, else an unlisted word."""
    word, claim = word_at(text, match.start()), _claim(text, match)
    if claim and (word is None or claim.end > word.end):
        return claim
    return word or _unlisted(text, match)


def word_at(text: str, start: int) -> Found | None:
    """The longest listed word, name or shape (一级抓一级) that begins here."""
    shape = _SHAPES.match(text, start)
    if shape:
        return Found(start, shape.end(), "number_name", sub="idiom")
    for size in range(_LONGEST, _SHORTEST - 1, -1):
        written = text[start : start + size]
        sub = words.WORDS.get(written) if len(written) == size else None
        if sub is None:
            continue
        end = start + size
        has_suffix = end < len(text) and text[end] in _SUFFIX
        if sub != "place":
            return Found(start, end, "number_name", sub=sub)
        if has_suffix or written[1] not in units.ALL:
            return Found(start, end + has_suffix, "number_name", sub=sub)
    return None


def _unlisted(text: str, match: re.Match[str]) -> Found:
    """A word that no table has (一盏, 五岳): the numeral and the character after it, 唯一 with the one before."""
    start, end = match.start(), match.end("a")
    if text[start] == "一" and start and text[start - 1] in words.BEFORE_ONE:
        return Found(start - 1, end, "number_name", sub="lexical")
    follows = end < len(text) and "\u4e00" <= text[end] <= "\u9fff"
    if close := closing_quote(text, start, end):
        return Found(start, close, "number_name", sub="name")
    return Found(start, end + follows, "number_name", sub="lexical")


def _claim(text: str, match: re.Match[str]) -> Found | None:
    printed = match["au"]
    if closing_quote(text, *match.span()):
        return None
    if span := arabic.as_range(text, match):
        return span
    if printed is None:
        return None
    if special := _ordinal(text, match, printed):
        return special
    if printed in units.NOT_AFTER_CHARACTERS or _is_word(text, match, printed):
        return None
    return _counted(match, printed)


def _ordinal(text: str, match: re.Match[str], printed: str) -> Found | None:
    """十三届, 一次会议, 一号."""
    start, value = match.start(), from_characters(match["a"])
    if printed == "届":
        return Found(start, match.end("au"), "ordinal", value, printed, "meeting")
    if printed == "次" and (body := arabic.meeting(text, start, match.start("au"))):
        return Found(start, body.end(), "ordinal", value, body[0], "meeting")
    return None


def _is_word(text: str, match: re.Match[str], printed: str) -> bool:
    """Whether a numeral with a counter word counts nothing here."""
    start, written = match.start(), match["a"]
    before = max(0, start - 4)
    if written[0] in _FIRST_OF_SCALE and printed not in units.MONEY:
        return not (match["am"] or match["as"] or _PREFIXED.search(text, before, start))
    if written == "一" and printed != "成":
        counting = _FOUNDED if printed in _VAGUE_ARTICLE else _COUNTING
        return not counting.search(text, before, start) or text.startswith(("次性", "把手"), match.end("a"))
    if written[0] == "零" or (printed == "成" and not arabic.is_tenths(text, match.end("au"))):
        return True
    return bool(
        _SLOGAN.match(text, match.start("au"))
        or (printed in ("年", "天", "日") and _PLAN.match(text, match.end("au")))
        or (printed == "条" and start and text[start - 1] in "国水气土新")
    )


def _counted(match: re.Match[str], printed: str) -> Found:
    start, end, scale = match.start(), match.end("au"), match["as"] or ""
    written = match["a"] + scale.lstrip("余多")
    unit = arabic.bare_unit(printed)
    kind = arabic.kind_of(unit)
    if written[:2] in _NEIGHBOURS and written[2:] in _SCALES:
        low, high = (from_characters(digit + written[2:]) for digit in written[:2])
        if low is not None and high is not None:
            return Found(start, end, "range", [low, high], unit, raw=written)
    value: Number | None = from_characters(written)
    if value is not None and printed in ("成", "折"):
        value *= 10
    return Found(start, end, kind, value, unit, raw=match["a"] + scale, inner=arabic.inner_of(match))


def nth(text: str, match: re.Match[str]) -> Found:
    """Judge a match of 第N: an ordinal with its counter word, or a word and a role (第一时间, 第一责任人)."""
    start, end = match.span()
    numbers = [from_characters(part) if not part.isdecimal() else int(part) for part in _parts(match[0])]
    value = numbers[0] if len(numbers) == 1 else [number for number in numbers if number is not None]
    for name in words.AFTER_NTH_LEXICAL + words.AFTER_NTH_NAMES:
        if text.startswith(name, end):
            sub = "lexical" if name in words.AFTER_NTH_LEXICAL else "name"
            return Found(start, end + len(name), "number_name", value if name == "种形态" else None, sub=sub)
    if unit := _NTH_UNIT.match(text, end):
        return Found(start, unit.end(), "ordinal", value, unit[0])
    follows = end < len(text) and "\u4e00" <= text[end] <= "\u9fff" and not match[0][-1].isdecimal()
    return Found(start, end, "number_name", sub="name") if follows else Found(start, end, "ordinal", value)


def _parts(written: str) -> list[str]:
    return [part for part in re.split(r"[^\d零〇○一二三四五六七八九十百千万亿两]+", written) if part]


def fraction(match: re.Match[str]) -> Found:
    """百分之三十 is 30 %, 千分之三 is 3 ‰, 三分之二 is 66.67 %."""
    below, _, above = match[0].removesuffix("个百分点").partition("分之")
    start, end, part = *match.span(), from_characters(above)
    if part is None or below in ("百", "千", "万"):
        unit = {"百": "%", "千": "‰", "万": "‱"}.get(below, "%")
        return Found(start, end, "percent", part, unit, raw=above)
    whole = from_characters(below)
    return Found(start, end, "percent", 100 * part / whole if whole else None, "%", raw=match[0])


def heading(match: re.Match[str]) -> Found:
    """一、 （二） 1. ① 一是: the place in a list."""
    written = match[0].strip("（()）、．.是要则")
    if written in DIGITS or written[0] in SMALL:
        value: Number | None = from_characters(written)
    else:
        value = int(written) if written.isdecimal() else int(unicodedata.numeric(written))
    return Found(*match.span(), "ordinal", value, sub="heading")


def around_half_or_double(text: str, match: re.Match[str]) -> Found | None:
    """半年, 双随机, “双上升”: words and names; any other 双 is left alone (双鸭山 is listed)."""
    start, end = match.span()
    if found := word_at(text, start):
        return found
    if match[0][0] == "半":
        return Found(start, end, "number_name", sub="lexical")
    close = closing_quote(text, start, end)
    return Found(start, close, "number_name", sub="name") if close else None
