"""Chinese numerals, both ways (中文数字), as official documents write them."""

from django.utils.translation import gettext

from mingcha.kernel.errors import BadValue

DIGITS = "零一二三四五六七八九"
LIMIT = 10**12
_VALUES = {**{digit: value for value, digit in enumerate(DIGITS)}, "〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SECTIONS = {"万": 10**4, "亿": 10**8}
_TO_YEAR = str.maketrans("0123456789", "〇一二三四五六七八九")


def to_chinese(number: int) -> str:
    """Write a whole number (十三、二十一、一百零五、二万二千零五十九), from 0 to 999,999,999,999.

    Raises:
        BadValue: outside that range.
    """
    if not 0 <= number < LIMIT:
        raise BadValue(gettext("不能写成中文数字：%(number)s") % {"number": number})
    if number == 0:
        return DIGITS[0]
    text, is_open = "", False
    for size, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, number = divmod(number, size)
        if section:
            text += (DIGITS[0] if is_open and section < 1000 else "") + _section(section) + name
        is_open = bool(text)
    return text[1:] if text.startswith("一十") else text


def _section(number: int) -> str:
    """Write 1 to 9999, with 零 where a place in between is empty."""
    text = ""
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            text += DIGITS[digit] + name
        elif number and text and not text.endswith(DIGITS[0]):
            text += DIGITS[0]
    return text


def from_chinese(text: str) -> int:
    """Read a whole number (二万二千零五十九); 两 counts as 二; digits alone are read by place (二〇一八).

    Only what is well formed is read: 一百五 may be 105 or 150 and is refused.

    Raises:
        BadValue: not a Chinese numeral, or not well formed.
    """
    bad = BadValue(gettext("不是规范的中文数字：%(text)s") % {"text": text})
    if not text or not all(char in _VALUES or char in _UNITS or char in _SECTIONS for char in text):
        raise bad
    if all(char in _VALUES for char in text):
        return int("".join(str(_VALUES[char]) for char in text))
    number = _read(text)
    if to_chinese(number) != _standard(text):
        raise bad
    return number


def _read(text: str) -> int:
    """Add up digits and units without asking whether they are in order."""
    total, section, digit = 0, 0, 0
    for char in text:
        if char in _SECTIONS:
            total, section, digit = total + (section + digit) * _SECTIONS[char], 0, 0
        elif char in _UNITS:
            section, digit = section + (digit or 1) * _UNITS[char], 0
        else:
            digit = _VALUES[char]
    return total + section + digit


def _standard(text: str) -> str:
    """The same numeral in the standard's characters: 两 is 二, 〇 is 零, a leading 一十 is 十."""
    same = text.replace("两", "二").replace("〇", DIGITS[0])
    return same[1:] if same.startswith("一十") else same


def year_to_chinese(year: int) -> str:
    """Write a year digit by digit (二〇二六)."""
    return str(year).translate(_TO_YEAR)
