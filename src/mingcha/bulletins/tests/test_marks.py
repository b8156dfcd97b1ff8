"""Figure marks: the grammar of design ruling 1, and what is refused with a named error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.bulletins import marks
from mingcha.bulletins.marks import Mark
from mingcha.kernel.errors import BadValue

_names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
_values = st.text(st.characters(exclude_characters='"\n', exclude_categories=["Cs"]), max_size=8).map(
    lambda v: f'"{v}"'
)
_args = st.dictionaries(_names, st.lists(_values, min_size=1, max_size=3), max_size=3)


def _split(text: str) -> list[str | Mark]:
    return list(marks.split(text))


def _fault(text: str) -> BadValue:
    with pytest.raises(BadValue) as raised:
        _split(text)
    return raised.value


# ---------------------------------------------------------------- what is a mark
@pytest.mark.parametrize(
    ("raw", "key", "args", "form"),
    [
        ("{plans.filed}", "plans.filed", (), "n"),
        ("{a.b:cn}", "a.b", (), "cn"),
        ("{a1.b_2 level=prefecture}", "a1.b_2", (("level", ("prefecture",)),), "n"),
        ("{a.b x=1,2,三}", "a.b", (("x", ("1", "2", "三")),), "n"),
        ('{a.b x="甲 乙","丙:}" y=z:names}', "a.b", (("x", ("甲 乙", "丙:}")), ("y", ("z",))), "names"),
        ('{a.b x="{{7*7}}"}', "a.b", (("x", ("{{7*7}}",)),), "n"),
        ('{a.b x=""}', "a.b", (("x", ("",)),), "n"),
        ("{a.b   x=1}", "a.b", (("x", ("1",)),), "n"),
        ("{a.b since=2018-03-01 x=a=b:pct1}", "a.b", (("since", ("2018-03-01",)), ("x", ("a=b",))), "pct1"),
    ],
)
def test_split_reads_a_mark(raw: str, key: str, args: tuple[tuple[str, tuple[str, ...]], ...], form: str) -> None:
    assert _split(f"共{raw}个") == ["共", Mark(raw=raw, key=key, args=args, format=form), "个"]


def test_split_gives_words_and_marks_in_order() -> None:
    parts = _split("甲{a.b}{a.c}乙")

    assert [part if isinstance(part, str) else part.key for part in parts] == ["甲", "a.b", "a.c", "乙"]


def test_split_of_nothing_is_nothing() -> None:
    assert _split("") == []


@pytest.mark.parametrize("form", marks.FORMATS)
def test_every_format_is_read(form: str) -> None:
    assert marks.parse(f"{{a.b:{form}}}").format == form


def test_get_gives_the_values_or_none() -> None:
    mark = marks.parse("{a.b x=1,2}")

    assert (mark.get("x"), mark.get("y")) == (("1", "2"), None)


def test_mark_may_have_two_hundred_characters_and_not_one_more() -> None:
    longest = "{a.b x=" + "1" * (marks.LONGEST - 8) + "}"

    assert len(longest) == marks.LONGEST
    assert _split(longest) == [marks.parse(longest)]
    assert "没有收尾" in _fault(longest.replace("}", "1}")).message


# ---------------------------------------------------------------- what is refused
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("共{{7*7}}个", "“{{”不是数据标记，也不作模板执行；要写花括号请用 \\{"),
        ("{{plans.filed}}", "“{{”不是数据标记，也不作模板执行；要写花括号请用 \\{"),
        ("甲}乙", "多出的“}”；要写花括号请用 \\}"),
        ("{a.b}}", "多出的“}”；要写花括号请用 \\}"),
        ("{a.b", "数据标记没有收尾的“}”（最长200字）：{a.b"),
        ("{a.b 共{a.c}个", "数据标记没有收尾的“}”（最长200字）：{a.b 共{a.c}个"),
        ("{a.b\nx=1}", "数据标记没有收尾的“}”（最长200字）：{a.b\nx=1}"),
        ('{a.b x="1}', '数据标记没有收尾的“}”（最长200字）：{a.b x="1}'),
        ("{% raw %}", "数据标记第2字处应为机制.数据名：{% raw %}"),
        ("{__class__}", "数据标记第2字处应为机制.数据名：{__class__}"),
        ("{}", "数据标记第2字处应为机制.数据名：{}"),
        ("{plans}", "数据标记第2字处应为机制.数据名：{plans}"),
        ("{Plans.filed}", "数据标记第2字处应为机制.数据名：{Plans.filed}"),
        ("{ a.b}", "数据标记第2字处应为机制.数据名：{ a.b}"),
        ("{a.b.c}", "数据标记第5字处应为“}”：{a.b.c}"),
        ("{a.b }", "数据标记第6字处应为参数名：{a.b }"),
        ("{a.b x}", "数据标记第7字处应为“=”：{a.b x}"),
        ("{a.b x=}", "数据标记第8字处应为参数值：{a.b x=}"),
        ("{a.b x=1,}", "数据标记第10字处应为参数值：{a.b x=1,}"),
        ('{a.b x="1"2}', '数据标记第11字处应为“}”：{a.b x="1"2}'),
        ("{a.b x=1 x=2}", "参数“x”写了两次：{a.b x=1 x=2}"),
        ("{a.b:}", "数据标记第6字处应为格式：{a.b:}"),
        ("{a.b::n}", "数据标记第6字处应为格式：{a.b::n}"),
        ("{a.b:pct9}", "没有格式“pct9”，可用：n cn pct0 pct1 pct2 wan1 range names"),
    ],
)
def test_split_names_what_is_wrong(text: str, says: str) -> None:
    assert _fault(text).message == says


def test_quote_that_only_closes_in_a_later_mark_is_named() -> None:
    fault = _fault('{a.b x="}共{a.c y="1}')

    assert fault.field == '{a.b x="}共{a.c y="1}'


def test_parse_names_an_open_quote() -> None:
    with pytest.raises(BadValue, match="应为收尾的引号"):
        marks.parse('{a.b x="1}')


# ---------------------------------------------------------------- properties
@given(st.text(alphabet='甲a.b{}":= ,1\n', max_size=60))
def test_split_loses_nothing_or_refuses(text: str) -> None:
    try:
        parts = _split(text)
    except BadValue:
        return

    assert "".join(part if isinstance(part, str) else part.raw for part in parts) == text


@given(_names, _names, _args, st.sampled_from(marks.FORMATS))
def test_parse_gives_back_what_was_written(room: str, name: str, args: dict[str, list[str]], form: str) -> None:
    written = "".join(f" {key}={','.join(values)}" for key, values in args.items())
    mark = marks.parse(f"{{{room}.{name}{written}:{form}}}")

    assert (mark.key, mark.format) == (f"{room}.{name}", form)
    assert mark.args == tuple((key, tuple(value[1:-1] for value in values)) for key, values in args.items())
