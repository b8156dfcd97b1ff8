"""Decisions about signing in, over plain values (登录的规则)."""

import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from mingcha.accounts.choices import Counted, Way

MOST_TRIES = {Counted.NAME: 5, Counted.ADDRESS: 30}
"""Failures within `WINDOW` that lock a user name; an address gets more, a whole building may stand behind it."""
WINDOW = timedelta(minutes=15)
LOCK = timedelta(minutes=15)
UNKNOWN_BROWSER = "?"

# what an agent says of itself -> its name; the first that fits, since all of them also claim to be others
BROWSERS = (
    ("Edg", "Edge"), ("Firefox", "Firefox"), ("OPR", "Opera"), ("MetaSr", "Sogou"), ("QQBrowser", "QQ"),
    ("HeadlessChrome", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True)
class Tally:
    """Failures so far (失败计数): how many since when, and until when nothing more is tried."""

    count: int
    began_at: datetime
    locked_until: datetime | None = None


def next_tally(kind: Counted, held: Tally | None, *, now: datetime) -> Tally:
    """The tally with one more try, which counts as failed until it has succeeded: tries at once gain nothing.

    The try that reaches the limit is still made; what comes after it waits for `LOCK`.
    """
    is_over = held is None or (held.locked_until <= now if held.locked_until else held.began_at + WINDOW <= now)
    count, began_at = (1, now) if is_over or held is None else (held.count + 1, held.began_at)
    return Tally(count, began_at, now + LOCK if count >= MOST_TRIES[kind] else None)


def is_locked(held: Tally, *, now: datetime) -> bool:
    """Whether nothing may be tried at present."""
    return held.locked_until is not None and held.locked_until > now


def minutes_left(until: datetime, *, now: datetime) -> int:
    """Whole minutes to wait, at least one."""
    return max(1, math.ceil((until - now).total_seconds() / 60))


def browser_named(agent: str) -> str:
    """`Chrome 141 · Windows` out of what a browser says of itself; "?" where it says nothing known."""
    found = next(((name, sign) for sign, name in BROWSERS if sign in agent), None)
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    if found is None:
        return system or UNKNOWN_BROWSER
    name, sign = found
    version = re.search(rf"(?:Version|{sign})[^/ ]*/(\d+)", agent)
    shown = f"{name} {version[1]}" if version else name
    return f"{shown} · {system}" if system else shown


def way_of(methods: list[str], *, is_passwordless: bool) -> Way:
    """The way somebody came in, by the methods allauth recorded: password, mfa, socialaccount."""
    if is_passwordless:
        return Way.PASSKEY
    if "socialaccount" in methods:
        return Way.OIDC
    return Way.SECOND_FACTOR if "mfa" in methods else Way.PASSWORD
