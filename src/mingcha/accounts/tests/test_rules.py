"""Decisions about signing in."""

from datetime import UTC, datetime, timedelta

import pytest

from mingcha.accounts import rules
from mingcha.accounts.choices import Counted, Way
from mingcha.accounts.rules import Tally

NOON = datetime(2018, 6, 1, 4, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_fifth_try_of_a_name_locks_it_and_the_thirtieth_an_address() -> None:
    held: dict[Counted, list[bool]] = {}
    for kind in Counted:
        tally, locked = None, []
        for _ in range(rules.MOST_TRIES[kind]):
            tally = rules.next_tally(kind, tally, now=NOON)
            locked.append(rules.is_locked(tally, now=NOON))
        held[kind] = locked

    assert held == {Counted.NAME: [False] * 4 + [True], Counted.ADDRESS: [False] * 29 + [True]}


@pytest.mark.parametrize(
    ("held", "count"),
    [
        (Tally(3, NOON - 14 * MINUTE), 4),
        (Tally(3, NOON - 15 * MINUTE), 1),
        (Tally(5, NOON - 20 * MINUTE, NOON - MINUTE), 1),
        (Tally(5, NOON - 20 * MINUTE, NOON), 1),
    ],
)
def test_tries_long_ago_and_a_lock_that_is_over_count_no_more(held: Tally, count: int) -> None:
    assert rules.next_tally(Counted.NAME, held, now=NOON).count == count


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 1), (59, 1), (60, 1), (61, 2), (900, 15)])
def test_minutes_left_are_whole_and_never_none(seconds: int, minutes: int) -> None:
    assert rules.minutes_left(NOON + timedelta(seconds=seconds), now=NOON) == minutes


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36",
            "Chrome 141 · Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0", "Edge 141 · Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604",
            "Safari 18 · iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox 143 · Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/80.0 Safari/537 SE 2.X MetaSr 1.0", "Sogou · Windows"),
        ("Firefox", "Firefox"),
        ("curl/8 (Linux)", "Linux"),
        ("", "?"),
    ],
)
def test_browser_is_named_in_two_words(agent: str, name: str) -> None:
    assert rules.browser_named(agent) == name


def test_way_follows_from_the_methods() -> None:
    ways = [
        rules.way_of(["password"], is_passwordless=False),
        rules.way_of(["password", "mfa"], is_passwordless=False),
        rules.way_of(["mfa"], is_passwordless=True),
        rules.way_of(["socialaccount", "mfa"], is_passwordless=False),
    ]

    assert ways == [Way.PASSWORD, Way.SECOND_FACTOR, Way.PASSKEY, Way.OIDC]
