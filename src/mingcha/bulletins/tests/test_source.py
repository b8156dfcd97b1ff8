"""The source: blocks, exact places, escapes; HTML, links and code are plain words; time grows with the length alone."""

import re
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.bulletins import source
from mingcha.bulletins.marks import Mark
from mingcha.bulletins.source import Piece, SourceBlock
from mingcha.kernel.errors import BadFile


def _written(piece: Piece) -> str:
    return piece.content.raw if isinstance(piece.content, Mark) else piece.content


def _pieces(text: str) -> list[Piece]:
    return [piece for run in source.runs(source.read(text)) for piece in run]


def _told(text: str) -> list[tuple[str, int, int]]:
    return [(_written(piece), piece.start, piece.line) for piece in _pieces(text)]


def _fault(text: str) -> str:
    with pytest.raises(BadFile) as raised:
        source.read(text, file="07.md")
    return str(raised.value)


# ---------------------------------------------------------------- blocks
def test_read_gives_paragraphs_headings_and_their_lines() -> None:
    blocks = source.read("导语。\n\n# 一、动员\n甲市\n\n#### 4.小\n")

    assert [(block.level, block.line, _written(block.pieces[0])) for block in blocks] == [
        (0, 1, "导语。"), (1, 3, "一、动员"), (0, 4, "甲市"), (4, 6, "4.小"),
    ]  # fmt: skip


def test_read_of_nothing_is_nothing() -> None:
    assert source.read("") == []


def test_lines_of_a_paragraph_are_pieces_with_their_own_places() -> None:
    assert _told("甲  \n  乙{a.b}\n个\n") == [("甲", 0, 1), ("乙", 6, 2), ("{a.b}", 7, 2), ("个", 13, 3)]


def test_places_count_carriage_returns_as_characters_of_the_file() -> None:
    text = "甲\r\n乙{a.b}个\r\n\r\n丙{a.c}\r丁"

    assert _told(text) == [
        ("甲", 0, 1), ("乙", 3, 2), ("{a.b}", 4, 2), ("个", 9, 2), ("丙", 14, 4), ("{a.c}", 15, 4), ("丁", 21, 5),
    ]  # fmt: skip


def test_emphasis_is_kept_and_marks_inside_and_beside_it_are_found() -> None:
    assert _pieces("甲**共{a.b}个***斜*") == [
        Piece("甲", 0, 1), Piece("共", 3, 1, strong=True), Piece(_mark("{a.b}"), 4, 1, strong=True),
        Piece("个", 9, 1, strong=True), Piece("斜", 13, 1),
    ]  # fmt: skip


def _mark(raw: str) -> Mark:
    return Mark(raw=raw, key=raw.strip("{}"), args=(), format="n")


def test_table_gives_cells_with_their_places() -> None:
    [table] = source.read("前\n\n| 单位 | - |\n|---|---|\n| - | {a.b} |\n| **甲** | |\n")[1:]

    told = [[[(_written(p), p.start, p.line) for p in cell] for cell in row] for row in table.cells]
    assert (table.line, told) == (
        3,
        [
            [[("单位", 5, 3)], [("-", 10, 3)]],
            [[("-", 26, 5)], [("{a.b}", 30, 5)]],
            [[("甲", 42, 6)], []],
        ],
    )


def test_escaped_signs_are_words_and_open_nothing() -> None:
    assert _told(r"\{a.b\}与\*\*和\甲") == [
        ("{", 1, 1), ("a.b", 2, 1), ("}", 6, 1), ("与", 7, 1), ("*", 9, 1), ("*", 11, 1), ("和", 12, 1),
        (r"\甲", 13, 1),
    ]  # fmt: skip


def test_mark_after_an_escape_is_read() -> None:
    assert _told(r"\{{a.b}\}") == [("{", 1, 1), ("{a.b}", 2, 1), ("}", 8, 1)]


def test_backslash_at_the_end_of_a_line_only_joins() -> None:
    assert _told("甲\\\n  乙{a.b}") == [("甲", 0, 1), ("乙", 5, 2), ("{a.b}", 6, 2)]


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "[甲](javascript:alert)",
        "`code`",
        "![](x.png)",
        "> 引用",
        "- 项",
        "1. 项",
        "&lt;",
        "http://a.b/c",
        "    缩进",
        "---",
        "[x]: http://a",
        "~~删~~",
        "<!-- 注 -->",
        "#不是标题",
        "a * b * c",
        "_下划线",
    ],
)
def test_all_other_markdown_is_plain_words(words: str) -> None:
    [block] = source.read(words)

    assert (block.level, "".join(map(_written, block.pieces))) == (0, words.strip())


# ---------------------------------------------------------------- faults
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("一\n\n二\n共{{7*7}}个", "07.md:4: “{{”不是数据标记，也不作模板执行；要写花括号请用 \\{"),
        ("一\n二}", "07.md:2: 多出的“}”；要写花括号请用 \\}"),
        ("一\n二{a.b\n三", "07.md:2: 数据标记没有收尾的“}”（最长200字）：{a.b\n三"),
        ("一{a.b}\n{a.b x}", "07.md:2: 数据标记第7字处应为“=”：{a.b x}"),
        ("# 一\n\n|a|b|\n|-|-|\n|1|{% raw %}|", "07.md:5: 数据标记第2字处应为机制.数据名：{% raw %}"),
        ("|a|\n|-|\n|{a.b\\|c}|", "07.md:3: 表格单元中不能写“|”"),
        ("一\n##### 五级", "07.md:2: 标题最多四级（#### ）"),
        ("一\r\n二\x07", "07.md:2: 含有控制字符 U+0007"),
        ("一\x00", "07.md:1: 含有控制字符 U+0000"),
        ("一\x85二", "07.md:1: 含有控制字符 U+0085"),
        ("一\u2028二", "07.md:1: 含有控制字符 U+2028"),
        ("一\ud800", "07.md:1: 含有控制字符 U+D800"),
    ],
)
def test_read_names_the_line_of_a_fault(text: str, says: str) -> None:
    assert _fault(text) == says


def test_longest_source_is_read_and_a_longer_one_refused() -> None:
    assert len(source.read("好" * source.LONGEST)) == 1
    assert _fault("好" * (source.LONGEST + 1)) == "07.md: 底稿超过 200000 字"


# ---------------------------------------------------------------- properties
@given(st.text(alphabet="甲一 #*_\\|-\n\r\t{}a.b:", max_size=120))
def test_every_piece_stands_where_it_says(text: str) -> None:
    try:
        pieces = _pieces(text)
    except BadFile:
        return

    ends = 0
    for piece in pieces:
        words = _written(piece)
        assert text[piece.start : piece.start + len(words)] == words
        assert piece.line == len(re.findall(r"\r\n|\r|\n", text[: piece.start])) + 1
        assert piece.start >= ends
        ends = piece.start + len(words)


@given(st.lists(st.sampled_from(["甲", "{a.b}", "\n", " ", "**", "\\{", "个"]), max_size=40))
def test_no_mark_is_lost(parts: list[str]) -> None:
    try:
        found = [piece for piece in _pieces("".join(parts)) if isinstance(piece.content, Mark)]
    except BadFile:
        return

    assert len(found) == parts.count("{a.b}")


@pytest.mark.parametrize(
    "unit",
    ["*", "*a ", "**a", "_a", "\\{", "{a.b}", "a\n", "a\\\n", "*a **b ", "> ", "|a", "# a\n", "a\n\n", "{a ", "}", '"'],
)
def test_time_grows_with_the_length_alone(unit: str) -> None:
    def spent(length: int) -> float:
        text = unit * (length // len(unit))
        begun = time.process_time()
        with suppress(BadFile):
            source.read(text)
        return time.process_time() - begun

    spent(2_000)
    assert spent(40_000) < 0.2 + 12 * spent(10_000)


def test_hundred_thousand_stars_and_deep_nesting_are_read() -> None:
    blocks: list[SourceBlock] = source.read("*" * 50_000 + "\n\n" + "**甲" * 20_000)

    assert len(blocks) == 2
