"""Plain text: what stands where, and what may not be printed."""

from dataclasses import replace

import pytest

from mingcha.bulletins.render import words
from mingcha.bulletins.render.text import to_text
from mingcha.bulletins.tests.sample_bulletin import a_bulletin, a_short_bulletin, with_paragraph, words_of
from mingcha.bulletins.tree import FigureText, Table, Tail, Text
from mingcha.kernel.errors import BadValue


def test_text_of_a_draft_with_no_number_has_blanks() -> None:
    assert to_text(a_short_bulletin(Text("共"), FigureText("57", 0), Text("个。"))) == (
        "情况通报\n第　期\n办公室　　　　年　月　日\n" + "─" * 28 + "\n\n标题\n\n　　共57个。\n"
    )


def test_text_of_a_whole_bulletin_begins_with_the_note_and_ends_with_the_copies() -> None:
    lines = to_text(a_bulletin()).split("\n")

    assert lines[:5] == [
        "内部资料　注意保存",
        "",
        "全省窗口服务质量整顿情况通报",
        "第7期",
        "全省窗口服务质量整顿领导小组办公室　　2018年4月9日",
    ]
    assert lines[-5:] == [
        "报：省委办公厅，省政府办公厅，领导小组组长、副组长。",
        "送：省人大常委会办公厅，省政协办公厅，省纪委监委机关。",
        "发：各市（地）委、人民政府（行署），领导小组各成员单位，省直各单位。",
        "共印300份",
        "",
    ]


def test_text_holds_every_word_of_the_body_in_order() -> None:
    document = a_bulletin()

    printed = "".join(to_text(document).split())

    assert "".join(words_of(document).split()) in printed


def test_text_of_a_table_has_aligned_columns() -> None:
    table = Table(((((Text("单位"),)), ((Text("报送"),))), (((Text("甲市"),)), ((FigureText("5", 0),)))))
    document = replace(a_short_bulletin(), body=(table,))

    assert to_text(document).split("\n")[7:10] == ["", "单位  报送", "甲市  5"]


def test_text_of_a_tail_with_copies_only_prints_them() -> None:
    document = replace(a_short_bulletin(), tail=Tail(copies=5))

    assert to_text(document).endswith("─" * 28 + "\n共印5份\n")


@pytest.mark.parametrize("char", ["\x00", "\x0b", "\n", "\x85", "\u202e", "\u2067", "\ud800", "\uffff"])
def test_a_character_nobody_can_see_is_refused_by_name(char: str) -> None:
    document = with_paragraph(a_bulletin(), f"共有{char}个")

    with pytest.raises(BadValue) as refused:
        words.refuse_unprintable(document)

    assert str(refused.value) == f"“共有”之后有不可打印的字符 U+{ord(char):04X}"


def test_a_hidden_character_in_a_table_or_the_masthead_is_refused() -> None:
    table = Table((((Text("单\x07位"),),),))
    short = a_short_bulletin(Text("正文"))

    for document in (
        replace(short, body=(table,)),
        replace(short, masthead=replace(short.masthead, note="内\u202e部")),
    ):
        with pytest.raises(BadValue):
            to_text(document)


def test_neighbouring_words_are_joined_and_figures_kept_apart() -> None:
    inlines = (Text("甲"), Text("乙"), FigureText("1", 0), FigureText("2", 1), Text("丙", strong=True), Text("丁"))

    assert tuple(words.merged(inlines)) == (
        Text("甲乙"),
        FigureText("1", 0),
        FigureText("2", 1),
        Text("丙", strong=True),
        Text("丁"),
    )
