"""Initials of names."""

import pytest

from mingcha.kernel import pinyin


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("哈尔滨市", "hebs"),
        ("重庆", "cq"),
        ("12345热线", "12345rx"),
        ("省公安厅（ABC）", "sgatabc"),
        ("", ""),
        ("政" * 200, "z" * pinyin.FIELD_LENGTH),
    ],
)
def test_initials_are_those_of_the_reading(text: str, letters: str) -> None:
    assert pinyin.initials(text) == letters
