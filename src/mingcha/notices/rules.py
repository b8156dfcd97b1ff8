"""Decisions about notices, as pure functions: what a text may carry, when it may go out, when to try again."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from mingcha.kernel.errors import BadValue

PLACES = {"count": "件数", "due": "最早期限", "site": "网站地址", "link": "短链接", "code": "验证码", "cells": "错处"}
"""All that a text may carry besides its approved words: no title, no name, no matter."""

MOST_TRIES = 5
MOST_LETTERS = 200
SAME_AGAIN = timedelta(minutes=10)
"""Within this time the same wording does not go to the same address again: a button pressed twice."""

CLAIM = timedelta(minutes=10)
"""After this time a notice still being sent is taken up again: its worker died. The gateway knows it by its number."""

SECRETS = {"link": "（链接）", "code": "（验证码）"}
"""Places that open something to whoever reads them, and what pages show there."""

_PLACE = re.compile(r"\{([a-z]*)\}")
_MOBILE = re.compile(r"1\d{10}")
_MAIL = re.compile(r"[^@\s,;?&]+@[^@\s,;?&]+\.[^@\s,;?&]+")
_CELL = r"(表\d{1,3})?第\d{1,7}行([A-Z]{1,3}列)?"
_FITS = {
    "count": r"\d{1,6}",
    "site": r"https?://[^\s]{1,80}",
    "link": r"https?://[^\s]{1,120}",
    "code": r"\d{4,8}",
    "cells": rf"{_CELL}(、{_CELL}){{0,7}}",
}


def check_wording(text: str) -> None:
    """Whether an approved text carries known places only.

    Raises:
        BadValue: empty, too long, an unknown place, a brace that is none.
    """
    if not 0 < len(text.strip()) <= MOST_LETTERS:
        raise BadValue(f"用语不能为空，不超过{MOST_LETTERS}字", field="text")
    unknown = sorted({name for name in _PLACE.findall(text) if name not in PLACES})
    if unknown or set("{}") & set(_PLACE.sub("", text)):
        known = "、".join(f"{{{name}}}" for name in PLACES)
        raise BadValue(f"用语中只能有这些位置：{known}", field="text")


def written(text: str, values: Mapping[str, Any]) -> str:
    """The text with its places filled: numbers, one date, addresses of the site, nothing else.

    Raises:
        BadValue: a place without a value, or a value that is none of these.
    """
    return _PLACE.sub(lambda place: _value(place[1], values.get(place[1])), text)


def shown(text: str, values: Mapping[str, Any]) -> str:
    """As `written`, with masks for what only the receiver may read."""
    masked = {name: mask for name, mask in SECRETS.items() if values.get(name)}
    return _PLACE.sub(lambda place: masked.get(place[1]) or _value(place[1], values.get(place[1])), text)


def _value(name: str, value: Any) -> str:
    if name == "due" and isinstance(value, date):
        return f"{value.month}月{value.day}日"
    text = "" if value is None else str(value)
    if not re.fullmatch(_FITS.get(name, r"(?!)"), text):
        raise BadValue(f"用语的{PLACES.get(name, name)}缺少合适的值：{text}", field=name)
    return text


def mobile(text: str) -> str:
    """A mobile number as the gateway wants it, "" if it is none; full-width digits, spaces and dashes are forgiven."""
    digits = re.sub(r"[\s\-‐–—]", "", unicodedata.normalize("NFKC", text)).removeprefix("+86")
    return digits if _MOBILE.fullmatch(digits) else ""


def mail_address(text: str) -> str:
    """A mail address without anything that could be read as a second receiver; "" if it is none."""
    found = unicodedata.normalize("NFKC", text).strip()
    return found if _MAIL.fullmatch(found) else ""


def first_allowed(now: datetime, quiet_from: time, quiet_until: time) -> datetime:
    """The first instant, not before `now` (local time), outside the quiet hours; these may run over midnight.

    Equal times: no quiet hours.
    """
    clock = now.time()
    over_midnight = quiet_from > quiet_until
    is_quiet = clock >= quiet_from or clock < quiet_until if over_midnight else quiet_from <= clock < quiet_until
    if not is_quiet:
        return now
    end = now.replace(hour=quiet_until.hour, minute=quiet_until.minute, second=0, microsecond=0)
    return end if end > now else end + timedelta(days=1)


def wait_before(tries: int) -> timedelta:
    """How long to wait after so many failed tries: 1, 5, 25, 125 minutes."""
    return timedelta(minutes=5 ** (tries - 1))
