"""Numerals in digits, judged (阿拉伯数字): a claim unless what stands around it says otherwise."""

import re
from typing import Final

from mingcha.bulletins.proofreader import units, words
from mingcha.bulletins.proofreader.found import Found, closing_quote
from mingcha.bulletins.proofreader.patterns import HAN, SHARED
from mingcha.bulletins.proofreader.values import Number, from_characters, from_digits, power

SCALES: Final = "十百千万亿"
_FROM: Final = re.compile(r"(?:由|从)$")
_RANK: Final = re.compile(r"(?:前|后|列|居|排名|位次|升至|降至)$")
_CODE: Final = re.compile(
    r"(?:邮编|邮政编码|电话|传真|编号|代码|证号|账号|尾号|邮箱|手机|附件|图|表|转|专栏|信箱|微信号|QQ)[：:为是]?[ ]?$"
)
_TENTHS: Final = re.compile(r"(?![立为员效果功本就长绩品分交熟套人都])")
_MEETING: Final = re.compile(r"(?:届|人大|政协|常委会|委员会|代表大会|党代会|[省市县区]委|纪委)[^，。；,;]{0,6}$")
_MEETING_UNIT: Final = re.compile(r"次(?:会议|全会|全体会议|常委会|代表大会|党代会)")
_GOES_ON: Final = re.compile(f"[{HAN}）)〕]")
_ALNUM: Final = re.compile(r"[A-Za-z0-9]+[级座]?")
_TEN_POINTS: Final = ("成", "折")
_MINUS: Final = re.compile(f"[{HAN}][-−]$")
_NUMBERED: Final = frozenset({"号", "届", "级"})
_THINGS_NUMBERED: Final = tuple("线楼院机馆店库井矿厂炉桥门地岛房车")
_NAMED: Final = frozenset({"室", "楼", "周年"})


def worth(written: str, scale: str) -> Number | None:
    """The value of a number with its scale word, digits or characters."""
    if written[0].isdecimal():
        return from_digits(written, power(scale))
    return from_characters(written + scale)


def bare_unit(printed: str) -> str:
    """The unit as the value is given in: ％ is %, 条（篇） is 条(篇), 元钱 is 元."""
    unit = printed.replace("（", "(").replace("）", ")")
    return units.PERCENT.get(unit) or units.MONEY.get(unit) or unit


def kind_of(unit: str | None) -> str:
    """The kind of claim a unit makes."""
    if unit in units.MONEY:
        return "money"
    return "percent" if unit in ("%", "‰", "个百分点") else "count"


def as_range(text: str, match: re.Match[str]) -> Found | None:
    """3—5个, 20%至30%, 三到五万元; None where the two numbers are not the two ends of one range."""
    printed = match["bu"]
    if not match["sep"] or printed is None or match["au"] not in (None, printed):
        return None
    if _FROM.search(text, max(0, match.start() - 1), match.start()):
        return None
    low, high = worth(match["a"], match["as"] or match["bs"] or ""), worth(match["b"], match["bs"] or "")
    if low is None or high is None or low >= high:
        return None
    raw = text[match.start() : match.end("bm") if match["bm"] else match.end("bs") if match["bs"] else match.end("b")]
    return Found(*match.span(), "range", [low, high], bare_unit(printed), raw=raw)


def judge(text: str, match: re.Match[str]) -> Found:
    """Judge a match of the number alternative that begins with a digit."""
    if close := closing_quote(text, *match.span()):
        return Found(match.start(), close, "number_name", sub="name")
    if span := as_range(text, match):
        return span
    printed = match["au"]
    if match["sep"] and not printed and not match["bu"] and not match["as"]:
        return Found(*match.span(), "number_name", sub="name")
    if printed is None or (printed == "成" and not is_tenths(text, match.end("au"))):
        return _without_unit(text, match, match["as"] or "")
    return _ordinal_or_name(text, match, printed) or _counted(text, match, printed)


def _counted(text: str, match: re.Match[str], printed: str) -> Found:
    start, end, scale = match.start(), match.end("au"), match["as"] or ""
    if printed == "个" and (shared := SHARED.match(text, end)) and shared["u"] == "个百分点":
        printed = shared["u"]
    unit, value = bare_unit(printed), worth(match["a"], scale)
    if value is None:
        return Found(start, end, "number_name", sub="name")
    if printed in _TEN_POINTS:
        value *= 10
    if kind_of(unit) == "percent" and _MINUS.search(text, max(0, start - 2), start):
        start, value = start - 1, -value
    return Found(start, end, kind_of(unit), value, unit, raw=match["a"] + scale, inner=inner_of(match))


def inner_of(match: re.Match[str]) -> str:
    """余, 多 between number and unit (300余件), or between number and scale (20余万件)."""
    scale = match["as"] or ""
    return match["am"] or (scale[0] if scale[:1] in ("余", "多") else "")


def is_tenths(text: str, end: int) -> bool:
    """Whether 成 just before this offset means a tenth (近三成) and does not begin a word (三成员)."""
    return bool(_TENTHS.match(text, end))


def meeting(text: str, start: int, unit_at: int) -> re.Match[str] | None:
    """次会议, 次全会 after the name of a body: the meeting's number, not how many were held."""
    found = _MEETING_UNIT.match(text, unit_at)
    return found if found and _MEETING.search(text, max(0, start - 12), start) else None


def _ordinal_or_name(text: str, match: re.Match[str], printed: str) -> Found | None:
    start, end = match.start(), match.end("au")
    if (
        printed in _NAMED
        or (printed == "号" and text.startswith(_THINGS_NUMBERED, end))
        or (printed == "版" and "." in match["a"])
    ):
        return Found(start, end, "number_name", sub="name")
    if printed in _NUMBERED or (printed in ("位", "名") and _RANK.search(text, max(0, start - 2), start)):
        return Found(start, end, "ordinal", worth(match["a"], ""), printed)
    if printed == "次" and (body := meeting(text, start, match.start("au"))):
        return Found(start, body.end(), "ordinal", worth(match["a"], ""), body[0], "meeting")
    return None


def _without_unit(text: str, match: re.Match[str], scale: str) -> Found:
    start, end, written = match.start(), match.end("as") if scale else match.end("a"), match["a"]
    if not scale and (found := _bare_name(text, start, end, written)):
        return found
    shared = SHARED.match(text, end)
    unit = bare_unit(shared["u"]) if shared else None
    value = worth(written, scale or (shared["s"] or "" if shared else ""))
    if value is None:
        return Found(start, end, "number_name", sub="name")
    return Found(start, end, kind_of(unit), value, unit, raw=written + scale)


def _bare_name(text: str, start: int, end: int, written: str) -> Found | None:
    """A number without any unit that is a name, a code or a year; None: a quantity."""
    if written in words.HOTLINES and (len(written) >= 5 or _is_near_hotline(text, start, end)):
        return Found(start, end, "number_name", int(written), sub="hotline")
    if len(written) > 1 and written[0] == "0" and "." not in written:
        return Found(start, end, "number_name", sub="name")
    if _CODE.search(text, max(0, start - 6), start) or text.startswith(words.AFTER_NAME, end):
        return Found(start, end, "number_name", sub="name")
    if letters := _ALNUM.match(text, end):
        return Found(start, letters.end(), "number_name", sub="name")
    if len(written) == 4 and written[:2] in ("19", "20") and _GOES_ON.match(text, end):
        return Found(start, end, "date", written)
    return Found(start, end, "ordinal", worth(written, "")) if _RANK.search(text, max(0, start - 2), start) else None


def _is_near_hotline(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - 6) : start] + text[end : end + 6]
    return any(word in around for word in words.AROUND_HOTLINE)
