"""Conditions that say who is asked."""

import pytest

from mingcha.assignments.rules import Audience, AudienceGroup, Limit, parse_audience
from mingcha.kernel.errors import BadValue


def test_parse_audience_when_several_groups_are_written_then_codes_and_chinese_names_mean_the_same() -> None:
    chinese = parse_audience("层级=市（地）级 性质=行政区域\n参加单位 分类＝经济管理、执法监督; 减=230100，230200")
    codes = parse_audience(
        "level=prefecture kind=TERRITORY；participants category=ECONOMY,ENFORCEMENT\nminus=230100,230200"
    )

    assert chinese == codes
    assert chinese == Audience(
        (
            AudienceGroup(levels=("PREFECTURE",), kinds=("TERRITORY",)),
            AudienceGroup(categories=("ECONOMY", "ENFORCEMENT"), participants=True),
        ),
        ("230100", "230200"),
    )


def test_parse_audience_when_lines_and_codes_are_named_then_each_code_is_known_once() -> None:
    audience = parse_audience("辖区=23 层级=县（市、区）级\n系统=S1 单位=A、B\n减=A")

    assert audience.groups[0].levels == ("COUNTY",)
    assert audience.codes == ("23", "S1", "A", "B")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "交办范围没有写明任何单位"),
        ("减=1", "交办范围没有写明任何单位"),
        ("所有单位", "第1行读不懂“所有单位”"),
        ("参加单位=是", "第1行读不懂“参加单位=是”"),
        ("单位=A\n层级=", "第2行“层级=”后面没有内容"),
        ("层级=村级", "没有“村级”，可用：省级、市（地）级"),
        ("单位=" + "A" * 20_000, "不能超过20000字"),
    ],
)
def test_parse_audience_when_it_cannot_be_read_then_it_says_where(text: str, says: str) -> None:
    with pytest.raises(BadValue, match=says) as error:
        parse_audience(text)

    assert error.value.field == "audience"


@pytest.mark.parametrize(
    ("limit", "sound"), [(Limit(5), True), (Limit(0), False), (Limit(1001), False), (Limit(1, "WEEKS"), False)]
)
def test_limit_when_nobody_could_reckon_with_it_then_it_is_not_sound(limit: Limit, sound: bool) -> None:
    assert limit.is_sound == sound
