"""HTML: every word escaped, every figure clickable, a page that fetches nothing."""

import re
from html.parser import HTMLParser

import pytest

from mingcha.bulletins.render.html import to_html, to_page
from mingcha.bulletins.tests.sample_bulletin import a_bulletin, a_short_bulletin, words_of
from mingcha.bulletins.tree import FigureText, Text
from mingcha.kernel.errors import BadValue


class _Read(HTMLParser):
    """What a browser would read: words, and each tag with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def _read(source: str) -> _Read:
    reader = _Read()
    reader.feed(source)
    return reader


def test_figures_link_to_their_page_when_an_address_is_given() -> None:
    document = a_short_bulletin(Text("共"), FigureText("57", 3), Text("个"))

    fragment = to_html(document, figure_url=lambda index: f'/figures/{index}?a=1&b="')

    assert '<p>共<a class="figure" data-figure="3" href="/figures/3?a=1&amp;b=&quot;">57</a>个</p>' in fragment


def test_figures_are_spans_when_no_address_is_given() -> None:
    fragment = to_html(a_short_bulletin(FigureText("57", 3)))

    assert '<p><span class="figure" data-figure="3">57</span></p>' in fragment


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '" onclick="x', "&lt;", "{{7*7}}", "]]>", "<!--"])
def test_hostile_words_come_out_as_words(hostile: str) -> None:
    read = _read(to_html(a_short_bulletin(Text(hostile), Text(hostile, strong=True), FigureText(hostile, 0))))

    assert read.words.count(hostile) == 3
    assert {tag for tag, _ in read.tags} == {"article", "header", "p", "span", "h1", "strong"}


def test_html_of_a_whole_bulletin_holds_every_word_and_every_figure_once() -> None:
    document = a_bulletin()

    read = _read(to_html(document, figure_url=str))

    assert "".join(words_of(document).split()) in "".join(read.words.split())
    indexes = [attrs["data-figure"] for tag, attrs in read.tags if tag == "a"]
    assert indexes == [str(index) for index in range(len(indexes))]
    assert len(indexes) == 107


def test_html_of_a_whole_bulletin_keeps_its_structure() -> None:
    tags = [tag for tag, _ in _read(to_html(a_bulletin())).tags]

    assert [tags.count(tag) for tag in ("h1", "h2", "h3", "h4", "h5", "table", "th", "footer", "time")] == [
        1, 6, 4, 1, 1, 1, 6, 1, 1,
    ]  # fmt: skip


def test_page_stands_alone_and_fetches_nothing() -> None:
    page = to_page(a_bulletin())

    read = _read(page)
    assert [tag for tag, _ in read.tags].count("style") == 1
    assert not {tag for tag, _ in read.tags} & {"script", "link", "img", "iframe"}
    assert re.findall(r"url\(|@import|https?:", page) == []
    assert "<title>全省窗口服务质量整顿情况通报 第7期</title>" in page


def test_same_document_gives_the_same_page() -> None:
    assert to_page(a_bulletin()) == to_page(a_bulletin())


def test_page_with_a_control_character_is_refused() -> None:
    with pytest.raises(BadValue):
        to_page(a_short_bulletin(Text("\x00")))
