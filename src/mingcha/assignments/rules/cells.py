"""One value of a form, from what was written to what it means (一格的值)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from mingcha.assignments.choices import FieldKind

WIDE = str.maketrans("０１２３４５６７８９．－＋，", "0123456789.-+,")
"""Full-width digits and signs as a Chinese keyboard gives them; ² and other digits are none of these."""
NUMBER = re.compile(r"[+-]?[0-9]{1,16}(\.[0-9]+)?", re.ASCII)
GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", re.ASCII)
DAY = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-|/([0-9]{1,2})/|\.([0-9]{1,2})\.|年([0-9]{1,2})月)([0-9]{1,2})日?", re.ASCII
)
LONGEST_TEXT = 5000
LONGEST_CELL = 500


@dataclass(frozen=True, slots=True)
class Cell:
    """A checked value (填报值). An empty one is "not reported", which is not zero."""

    text: str = ""
    number: Decimal | None = None
    day: date | None = None
    file: int | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing was written."""
        return self.text == ""


class Wrong(Exception):
    """A value cannot be right; `says` is the text as in the catalogue, `given` what goes into it."""

    def __init__(self, says: str, **given: object) -> None:
        super().__init__(says)
        self.says = says
        self.given = given


class Spec(Protocol):
    """What a field and a column of a table have in common."""

    @property
    def kind(self) -> str:
        """A `FieldKind`."""
        ...

    @property
    def word(self) -> str:
        """Counter word."""
        ...

    @property
    def choices(self) -> Sequence[str]:
        """What may be chosen."""
        ...

    @property
    def least(self) -> Decimal | None:
        """Smallest number."""
        ...

    @property
    def most(self) -> Decimal | None:
        """Largest number."""
        ...

    @property
    def decimals(self) -> int:
        """Digits after the point."""
        ...


def gettext_noop(text: str) -> str:
    """Mark a text for the catalogue; who reads it decides in which language."""
    return text


NOT_UPLOADED = gettext_noop("附件没有上传")


def read_cell(spec: Spec, given: object, *, longest: int = LONGEST_TEXT) -> Cell:
    """The typed value of what was written; empty where nothing was.

    Raises:
        Wrong: it is no value of that kind, or out of bounds.
    """
    text = _as_text(given)
    if not text:
        return Cell()
    if spec.kind == FieldKind.NUMBER:
        number = _bounded(spec, read_number(text, word=spec.word, decimals=spec.decimals))
        return Cell(text=f"{number:f}", number=number)
    if spec.kind == FieldKind.DATE:
        day = read_day(text)
        return Cell(text=day.isoformat(), day=day)
    if spec.kind == FieldKind.CHOICE and text not in spec.choices:
        raise Wrong(gettext_noop("应为%(known)s之一，现为“%(text)s”"), known="、".join(spec.choices), text=text[:50])
    if spec.kind == FieldKind.FILE:
        return _file(text)
    if len(text) > longest:
        raise Wrong(gettext_noop("不能超过%(longest)d字，现有%(now)d字"), longest=longest, now=len(text))
    return Cell(text=text)


def _as_text(given: object) -> str:
    """What was written, as text: workbooks and the API hand over numbers and dates as such."""
    if given is None:
        return ""
    if isinstance(given, bool):
        return "是" if given else "否"
    if isinstance(given, datetime):
        return given.date().isoformat()
    if isinstance(given, float) and given.is_integer():
        return str(int(given))
    if isinstance(given, Decimal):
        return f"{given:f}"
    return str(given).replace("\0", "").strip()


def read_number(text: str, *, word: str = "", decimals: int = 0) -> Decimal:
    """A number as people write it: １２, 1,234, 12人 where 人 is the field's own word.

    A comma counts only where it parts thousands; ², 十二, 1e3 and 12,34 are refused rather than guessed at.

    Raises:
        Wrong: not a number, or more digits than the field has.
    """
    plain = text.translate(WIDE).strip()
    if word:
        plain = plain.removesuffix(word).rstrip()
    if GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if not NUMBER.fullmatch(plain):
        raise Wrong(gettext_noop("应为数字，现为“%(text)s”"), text=text[:50])
    number = Decimal(plain)
    places = len(plain.partition(".")[2].rstrip("0"))
    if places > decimals:
        says = (
            gettext_noop("小数不能超过%(decimals)d位，现为“%(text)s”")
            if decimals
            else gettext_noop("应为整数，现为“%(text)s”")
        )
        raise Wrong(says, decimals=decimals, text=text[:50])
    return number.quantize(Decimal(1).scaleb(-decimals)) + 0


def _bounded(spec: Spec, number: Decimal) -> Decimal:
    if spec.least is not None and number < spec.least:
        raise Wrong(
            gettext_noop("不能小于%(least)s，现为%(now)s"), least=f"{spec.least.normalize():f}", now=f"{number:f}"
        )
    if spec.most is not None and number > spec.most:
        raise Wrong(gettext_noop("不能大于%(most)s，现为%(now)s"), most=f"{spec.most.normalize():f}", now=f"{number:f}")
    return number


def read_day(text: str) -> date:
    """A date as people write it: 2026-11-26, 2026/11/26, 2026.11.26, 2026年11月26日.

    Raises:
        Wrong: not a date, or one the calendar has not.
    """
    found = DAY.fullmatch(text.translate(WIDE).replace(" ", ""))
    if found:
        year, *months, day = found.groups()
        try:
            return date(int(year), int(next(month for month in months if month)), int(day))
        except ValueError:
            pass
    raise Wrong(gettext_noop("应为2026-11-26这样的日期，现为“%(text)s”"), text=text[:50])


def _file(text: str) -> Cell:
    """A kept file by its number; whether it is the writer's own is asked by the action."""
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Wrong(NOT_UPLOADED)
    return Cell(text=text, file=int(text))
