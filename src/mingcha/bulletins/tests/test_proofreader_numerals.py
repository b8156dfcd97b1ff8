"""The proofreader's numerals (数字识别), on sentences of our own."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.bulletins.proofreader import values
from mingcha.bulletins.proofreader.found import Value
from mingcha.bulletins.proofreader.jsonl import as_json_line
from mingcha.bulletins.proofreader.numerals import Numeral, find

Row = tuple[str, Value, str | None, str]


def rows(text: str) -> list[Row]:
    return [(one.text, one.value, one.unit, one.kind) for one in find(text)]


CLAIMS: list[tuple[str, list[Row]]] = [
    ("全省召开3次会议、三次会议", [("3次", 3, "次", "count"), ("三次", 3, "次", "count")]),
    ("5至3个", [("5", 5, None, "count"), ("3个", 3, "个", "count")]),
    ("3个—5家", [("3个", 3, "个", "count"), ("5家", 5, "家", "count")]),
    ("共受理诉求１２，３４５件", [("１２，３４５件", 12345, "件", "count")]),
    ("罚款3,456.78万元", [("3,456.78万元", 34567800, "元", "money")]),
    ("引进外资2.5亿美元", [("2.5亿美元", 250000000, "美元", "money")]),
    ("有3000多万家、20余亿元", [("3000多万家", 30000000, "家", "count"), ("20余亿元", 2000000000, "元", "money")]),
    ("占６９.７％", [("６９.７％", 69.7, "%", "percent")]),
    ("高2.4个百分点", [("2.4个百分点", 2.4, "个百分点", "percent")]),
    ("百分之十五点六", [("百分之十五点六", 15.6, "%", "percent")]),
    ("千分之五", [("千分之五", 5, "‰", "percent")]),
    ("四分之三", [("四分之三", 75.0, "%", "percent")]),
    ("近三成、打八折", [("三成", 30, "%", "percent"), ("八折", None, None, "number_name")]),
    ("增长-3.5%", [("-3.5%", -3.5, "%", "percent")]),
    ("每家3—5个", [("3—5个", [3, 5], "个", "range")]),
    ("补助3000至5000元", [("3000至5000元", [3000, 5000], "元", "range")]),
    ("为20%-30%", [("20%-30%", [20, 30], "%", "range")]),
    ("三到五年", [("三到五年", [3, 5], "年", "range")]),
    ("七八个、三四十人", [("七八个", [7, 8], "个", "range"), ("三四十人", [30, 40], "人", "range")]),
    ("由3个至5个", [("3个", 3, "个", "count"), ("5个", 5, "个", "count")]),
    ("稿件12条(篇)、8件（次）", [("12条(篇)", 12, "条(篇)", "count"), ("8件（次）", 8, "件(次)", "count")]),
    ("14县（市、区）", [("14县（市、区）", 14, "县(市、区)", "count")]),
    ("高2.1和3.5个百分点", [("2.1", 2.1, "个百分点", "percent"), ("3.5个百分点", 3.5, "个百分点", "percent")]),
    ("高1.2个和0.7个百分点", [("1.2个", 1.2, "个百分点", "percent"), ("0.7个百分点", 0.7, "个百分点", "percent")]),
    ("开展三轮、两次", [("三轮", 3, "轮", "count"), ("两次", 2, "次", "count")]),
    ("一千二百三十四人", [("一千二百三十四人", 1234, "人", "count")]),
    ("十余万元、数十起", [("十余万元", 100000, "元", "money"), ("数十起", None, "起", "count")]),
    ("近百家、百余户", [("百家", 100, "家", "count"), ("百余户", 100, "户", "count")]),
    ("发生一起事故", [("一起", 1, "起", "count")]),
    ("共查处 22 起", [("22 起", 22, "起", "count")]),
    ("线长118.5km", [("118.5km", 118.5, "km", "count")]),
    ("浓度32微克/立方米", [("32微克/立方米", 32, "微克/立方米", "count")]),
    ("连续9年", [("9年", 9, "年", "count")]),
    ("拘留15日", [("15日", 15, "日", "count")]),
    ("985名、12345件", [("985名", 985, "名", "count"), ("12345件", 12345, "件", "count")]),
    ("得分95.3，", [("95.3", 95.3, None, "count")]),
    ("全省5市", [("5市", 5, "市", "count")]),
]

DATES: list[tuple[str, list[Row]]] = [
    ("4月中下旬", [("4月中下旬", "XXXX-04/中下旬", None, "date")]),
    ("截至3月底", [("3月底", "XXXX-03/底", None, "date")]),
    ("2018年4月9日", [("2018年4月9日", "2018-04-09", None, "date")]),
    ("今年1—6月", [("1—6月", "XXXX-01/XXXX-06", None, "date")]),
    ("2018年1至3月", [("2018年1至3月", "2018-01/2018-03", None, "date")]),
    ("2018年上半年", [("2018年上半年", "2018/上半年", None, "date")]),
    ("第一季度", [("第一季度", "XXXX/第一季度", None, "date")]),
    ("3月5—8日", [("3月5—8日", "XXXX-03-05/XXXX-03-08", None, "date")]),
    ("3月5日至8日", [("3月5日", "XXXX-03-05", None, "date"), ("8日", "XXXX-XX-08", None, "date")]),
    ("2018—2020年", [("2018—2020年", "2018/2020", None, "date")]),
    ("二〇一八年三月", [("二〇一八年三月", "2018-03", None, "date")]),
    ("2018-04-09", [("2018-04-09", "2018-04-09", None, "date")]),
    ("于8:30开始", [("8:30", "8:30", None, "date")]),
    ("21世纪90年代", [("21世纪90年代", "21世纪90年代", None, "date")]),
    ("2018全国", [("2018", "2018", None, "date")]),
]

ORDINALS: list[tuple[str, list[Row]]] = [
    ("第7期", [("第7期", 7, "期", "ordinal")]),
    ("第三轮", [("第三轮", 3, "轮", "ordinal")]),
    ("第1至3名", [("第1至3名", [1, 3], "名", "ordinal")]),
    ("十四届人大二次会议", [("十四届", 14, "届", "ordinal"), ("二次会议", 2, "次会议", "ordinal")]),
    ("13届人大1次会议", [("13届", 13, "届", "ordinal"), ("1次会议", 1, "次会议", "ordinal")]),
    ("位列前10名", [("10名", 10, "名", "ordinal")]),
    ("排名5，", [("5", 5, None, "ordinal")]),
    (
        "一、总体\n（二）分项\n3.其他\n①甲",
        [
            ("一、", 1, None, "ordinal"),
            ("（二）", 2, None, "ordinal"),
            ("3.", 3, None, "ordinal"),
            ("①", 1, None, "ordinal"),
        ],
    ),
    ("一是抓，二要查", [("一是", 1, None, "ordinal"), ("二要", 2, None, "ordinal")]),
    ("全国第一。", [("第一", 1, None, "ordinal")]),
]

# text | the name in it
NAMES = """
12345热线 | 12345
拨打110报警 | 110
安委办函〔2018〕67号 | 安委办函〔2018〕67号
根据国办发〔2022〕12号 | 国办发〔2022〕12号
“七个是否” | 七个是否
五个一批 | 五个一批
做到六个更加 | 六个
“2·7” | 2·7
“3个1” | 3个1
黑AZF号段 | 黑AZF
PM2.5 | PM2.5
5G | 5G
GB/T 9704—2012 | GB/T 9704—2012
七台河市 | 七台河市
三台县 | 三台县
双鸭山市 | 双鸭山市
一把手 | 一把手
一级抓一级 | 一级抓一级
一户一策 | 一户一策
两办 | 两办
第一时间 | 第一时间
第三方 | 第三方
第一责任人 | 第一责任人
第二督导组 | 第二
四种形态 | 四种形态
八项规定 | 八项规定
一般 | 一般
唯一 | 唯一
是一个系统 | 一个
百日攻坚 | 百日攻坚
三年行动 | 三年
国十条 | 十条
三成员 | 三成
“双上升” | 双上升
“双某” | 双某
半年 | 半年
1+8+N | 1+8+N
0335-2345678 | 0335-2345678
邮编063000 | 063000
编号20230015 | 20230015
500强 | 500
3号楼 | 3号
3.0版 | 3.0版
3-5 | 3-5
“一盏灯” | 一盏灯
www.a1.cn | www.a1.cn
"""
TOO_LONG = ["1" * 30, "1" * 20, "1" * 20 + "件"]


@pytest.mark.parametrize(("text", "expected"), CLAIMS + DATES + ORDINALS)
def test_find_gives_span_value_unit_and_kind(text: str, expected: list[Row]) -> None:
    found = rows(text)

    assert found == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [*(line.split(" | ") for line in NAMES.split("\n") if line), *((text, text) for text in TOO_LONG)],
)
def test_find_when_the_numeral_is_part_of_a_name_makes_no_claim(text: str, name: str) -> None:
    found = find(text)

    assert found[0].text == name
    assert [one.text for one in found if one.is_claim] == []


@pytest.mark.parametrize("text", ["", "GDP", "双方", "普通文字，没有数目。"])
def test_find_when_there_is_no_numeral_gives_nothing(text: str) -> None:
    assert find(text) == []


def test_find_tells_qualifier_threshold_subject_who_period_and_clause() -> None:
    text = "截至3月底，甲市查出毒驾约80起；其中9个单位发生2起及以上，300余件"

    found = {one.text: one for one in find(text)}

    assert found["80起"] == Numeral(
        13,
        16,
        "80起",
        80,
        "起",
        "count",
        subject="甲市查出毒驾",
        who="甲市",
        raw="80",
        qualifier="约",
        period="截至3月底",
        clause="甲市查出毒驾约80起",
    )
    assert found["9个"].subject == "单位"
    assert (found["2起"].qualifier, found["2起"].role) == ("及以上", "threshold")
    assert (found["300余件"].qualifier, found["300余件"].role) == ("余", "")


def test_as_json_line_holds_the_stable_keys_and_what_is_known() -> None:
    (numeral,) = find("共3—5个")

    line = as_json_line(numeral)

    assert line == (
        '{"start": 1, "end": 5, "text": "3—5个", "value": [3, 5], "unit": "个", "kind": "range", "subject": null,'
        ' "who": null, "raw": "3—5", "clause": "共3—5个"}'
    )


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("二万二千零五十九", 22059),
        ("一亿二千万", 120000000),
        ("三万亿", 3 * 10**12),
        ("一百五", 150),
        ("三万五", 35000),
        ("一万零五", 10005),
        ("三点二亿", 320000000),
        ("十", 10),
        ("百", 100),
        ("几十", None),
        ("二〇一八", 2018),
        ("一" * 19, None),
    ],
)
def test_from_characters_reads_what_others_write(written: str, value: int | None) -> None:
    assert values.from_characters(written) == value


CHARACTERS = "0123456789一二十百万亿余多几个起件%元第期年月日至—-（）〔〕号“”双半之分成是A，。、\n ①０％届"
PIECES = st.sampled_from([*CHARACTERS, "百分点", "次会议", "〔2018〕", "分之", "PM", "查处"])


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map("".join)))
@settings(max_examples=200, deadline=None)
def test_find_on_any_text_gives_spans_in_order_that_hold_their_text(text: str) -> None:
    found = find(text)

    assert [one.text for one in found] == [text[one.start : one.end] for one in found]
    edges = [edge for one in found for edge in (one.start, one.end)]
    assert edges == sorted(edges)
    assert all(0 <= one.start < one.end <= len(text) for one in found)


UNITS_OF_ATTACK = [
    "1",
    "一",
    "1,111",
    "1.",
    "1-",
    "一、",
    "1个",
    "第",
    "a",
    "a.",
    "a1-",
    "百分之",
    "几十",
    "1+",
    "“1",
    "3至",
    "双",
    "〔2018〕",
    "1、",
    "共1件",
]


@pytest.mark.parametrize("piece", UNITS_OF_ATTACK)
def test_find_on_a_hundred_thousand_characters_of_one_thing_takes_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    began = time.process_time()

    find(text)

    assert time.process_time() - began < 4


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("上百家", "上"),
        ("会上12家", ""),
        ("天数251天", ""),
        ("近300家", "近"),
        ("不少于3次", "不少于"),
        ("20余万件", "余"),
    ],
)
def test_find_tells_the_qualifier(text: str, qualifier: str) -> None:
    (found,) = find(text)

    assert found.qualifier == qualifier
