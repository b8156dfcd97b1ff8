"""What a written number is worth (数值): 22059, 1,234.5, 3.2亿, 三百一十, 十三, 二〇一八, 一点五.

More forgiving than `kernel.numerals`, which writes and checks what the house itself prints: a proofreader has to read
what others wrote (三百二, 两千余), and must run without Django.
"""

from typing import Final

Number = int | float
DIGITS: Final = {**{char: value for value, char in enumerate("零一二三四五六七八九")}, "〇": 0, "○": 0, "两": 2}
POWERS: Final = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
LONGEST = 18


def power(scale: str) -> int:
    """The zeros of a scale word: 万 is 4, 百万 is 6, 万亿 is 12, 多万 is 4, none is 0."""
    return sum(POWERS.get(char, 0) for char in scale)


def from_digits(written: str, zeros: int = 0) -> Number | None:
    """Read `1,234.5` with so many zeros after it; whole results are `int`. None: too long to be a quantity."""
    if len(written) > LONGEST:
        return None
    whole, _, part = written.replace(",", "").partition(".")
    if len(part) <= zeros:
        return int(whole + part.ljust(zeros, "0"))
    return float(f"{whole}{part[:zeros]}.{part[zeros:]}")


def from_characters(written: str) -> Number | None:
    """Read a numeral in characters; 一百五 is 150 here. None: too long, or vague (几十, 数百)."""
    if len(written) > LONGEST or "几" in written or "数" in written:
        return None
    whole, point, part = written.partition("点")
    if point:
        tail = part.rstrip("万亿")
        figures = f"{_whole(whole)}." + "".join(str(DIGITS[char]) for char in tail)
        return from_digits(figures, power(part[len(tail) :]))
    return _whole(whole)


def _whole(written: str) -> int:
    if all(char in DIGITS for char in written):
        return int("".join(str(DIGITS[char]) for char in written))
    high, low, section, digit, last = 0, 0, 0, 0, 1
    for char in written:
        if char in DIGITS:
            digit, last = DIGITS[char], (1 if DIGITS[char] == 0 else last)
            continue
        size = 10 ** POWERS[char]
        if char == "亿":
            high, low, section = (high + low + section + digit or 1) * size, 0, 0
        elif char == "万":
            low, section = (low + section + digit or 1) * size, 0
        else:
            section += (digit or 1) * size
        digit, last = 0, size
    return high + low + section + digit * max(last // 10, 1)
