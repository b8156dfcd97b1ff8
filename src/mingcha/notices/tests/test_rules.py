from datetime import date, datetime, time, timedelta

import pytest

from mingcha.kernel.clock import CHINA
from mingcha.kernel.errors import BadValue
from mingcha.notices import rules

NIGHT = (time(21), time(8))


@pytest.mark.parametrize("text", ["您单位有{count}项，期限{due}，见{site}", "验证码{code}", "打开{link}", "无位置"])
def test_wording_with_known_places_is_sound(text: str) -> None:
    rules.check_wording(text)


@pytest.mark.parametrize("text", ["", " ", "字" * 201, "{title}", "{name}同志", "{", "}", "{count", "{COUNT}", "{}"])
def test_wording_with_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadValue) as refused:
        rules.check_wording(text)
    assert refused.value.field == "text"


def test_places_are_filled_with_numbers_one_date_and_addresses() -> None:
    text = "{count}项，{due}，{site}，{link}，{code}"
    values = {
        "count": 7, "due": date(2018, 3, 9), "site": "https://mc.example.cn", "link": "http://a.cn/x", "code": "0042",
    }  # fmt: skip

    assert rules.written(text, values) == "7项，3月9日，https://mc.example.cn，http://a.cn/x，0042"


def test_what_opens_something_is_masked_where_it_is_shown() -> None:
    values = {"link": "http://a.cn/t/secret/", "code": "0042", "count": 7}

    assert rules.shown("{count}项，打开{link}，验证码{code}", values) == "7项，打开（链接），验证码（验证码）"
    with pytest.raises(BadValue):
        rules.shown("{link}", {})


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("{count}", {}),
        ("{count}", {"count": "报送台账"}),
        ("{count}", {"count": -1}),
        ("{due}", {"due": "明天"}),
        ("{site}", {"site": "http://a 关于某案"}),
        ("{code}", {"code": "12ab"}),
        ("{title}", {"title": "x"}),
    ],
)
def test_value_that_could_carry_a_matter_is_refused(text: str, values: dict[str, object]) -> None:
    with pytest.raises(BadValue):
        rules.written(text, values)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("13900000001", "13900000001"),
        (" 139-0000 0001 ", "13900000001"),
        ("+86 13900000001", "13900000001"),
        ("１３９００００００２１", "13900000021"),
        ("１３９００００００２", ""),
        ("0451-8200000", ""),
        ("", ""),
        ("23900000001", ""),
    ],
)
def test_mobile_is_read_as_people_write_it(given: str, read: str) -> None:
    assert rules.mobile(given) == read


@pytest.mark.parametrize(
    ("given", "read"), [(" a@b.cn ", "a@b.cn"), ("a@b.cn,c@d.cn", ""), ("a@b.cn&to=c@d.cn", ""), ("a", "")]
)
def test_mail_address_is_one_address(given: str, read: str) -> None:
    assert rules.mail_address(given) == read


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2018, 3, day, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("now", "quiet", "allowed"),
    [
        (at(5, 12), NIGHT, at(5, 12)),
        (at(5, 21), NIGHT, at(6, 8)),
        (at(5, 7, 59), NIGHT, at(5, 8)),
        (at(5, 8), NIGHT, at(5, 8)),
        (at(5, 12, 30), (time(12), time(14)), at(5, 14)),
        (at(5, 11, 30), (time(12), time(14)), at(5, 11, 30)),
        (at(5, 12), (time(8), time(8)), at(5, 12)),
    ],
)
def test_quiet_hours_put_a_text_off_until_they_end(now: datetime, quiet: tuple[time, time], allowed: datetime) -> None:
    assert rules.first_allowed(now, *quiet) == allowed


def test_each_try_waits_longer() -> None:
    assert [rules.wait_before(n) for n in (1, 2, 3)] == [timedelta(minutes=n) for n in (1, 5, 25)]
