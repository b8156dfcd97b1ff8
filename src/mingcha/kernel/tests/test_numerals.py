"""Chinese numerals, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.kernel.errors import BadValue
from mingcha.kernel.numerals import from_chinese, to_chinese, year_to_chinese

WRITTEN = {
    0: "零",
    5: "五",
    10: "十",
    13: "十三",
    20: "二十",
    21: "二十一",
    100: "一百",
    105: "一百零五",
    110: "一百一十",
    113: "一百一十三",
    1001: "一千零一",
    1010: "一千零一十",
    1391: "一千三百九十一",
    10_000: "一万",
    10_500: "一万零五百",
    22_059: "二万二千零五十九",
    100_000: "十万",
    110_000: "十一万",
    1_005_000: "一百万五千",
    1_000_500: "一百万零五百",
    100_000_005: "一亿零五",
    200_010_000: "二亿零一万",
    1_200_000_000: "十二亿",
    999_999_999_999: "九千九百九十九亿九千九百九十九万九千九百九十九",
}


@pytest.mark.parametrize(("number", "text"), WRITTEN.items())
def test_numerals_are_written_and_read_as_documents_do(number: int, text: str) -> None:
    assert to_chinese(number) == text
    assert from_chinese(text) == number


@given(st.integers(0, 10**12 - 1) | st.integers(0, 10**5))
def test_what_is_written_is_read_back(number: int) -> None:
    assert from_chinese(to_chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("两", 2), ("两千", 2000), ("两万两千", 22000), ("一十三", 13), ("一百〇五", 105), ("二〇一八", 2018), ("〇", 0)],
)
def test_other_ways_to_write_are_read(text: str, number: int) -> None:
    assert from_chinese(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "13", "-三", "三个", "一百五", "一百五十五三", "百十", "五百千", "一万亿", "千", "零十", "一亿亿", "万"],
)
def test_text_that_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        from_chinese(text)


@given(st.text("零〇一二两三四五六七八九十百千万亿", max_size=12))
def test_any_row_of_numeral_characters_is_read_or_refused(text: str) -> None:
    try:
        number = from_chinese(text)
    except BadValue:
        return
    assert number >= 0


@pytest.mark.parametrize("number", [-1, 10**12])
def test_number_out_of_range_is_refused(number: int) -> None:
    with pytest.raises(BadValue):
        to_chinese(number)


def test_year_is_written_digit_by_digit() -> None:
    assert [year_to_chinese(year) for year in (2018, 2026)] == ["二〇一八", "二〇二六"]
