"""PDF: read back with poppler. The layout numbers are those of GB/T 9704—2012."""

import re
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from mingcha.bulletins.render.pdf import Rendered, to_pdf
from mingcha.bulletins.tests.sample_bulletin import FIXED_AT, a_bulletin, a_short_bulletin, with_paragraph, words_of
from mingcha.bulletins.tree import Document, FigureText, Paragraph, Text
from mingcha.kernel.errors import BadValue

_MM = 72 / 25.4


def _poppler(tool: str, *options: str, pdf: bytes, folder: Path) -> str:
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    after = [] if tool in {"pdfinfo", "pdffonts"} else ["-"]
    return subprocess.run([tool, *options, path, *after], check=True, capture_output=True, text=True, timeout=60).stdout


def _text(rendered: Rendered, folder: Path) -> str:
    return "".join(_poppler("pdftotext", pdf=rendered.pdf, folder=folder).split())


def _lines(rendered: Rendered, folder: Path, page: int) -> list[tuple[float, float, float, float]]:
    """Boxes of the lines of one page (left, top, right, bottom, points), without the page number."""
    boxes = _poppler("pdftotext", "-bbox-layout", "-f", str(page), "-l", str(page), pdf=rendered.pdf, folder=folder)
    found = re.findall(r'<line xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"', boxes)
    lines = [(float(a), float(b), float(c), float(d)) for a, b, c, d in found]
    return [line for line in lines if line[3] < (297 - 33) * _MM]


def _pages_of(document: Document, folder: Path) -> int:
    found = re.search(r"Pages:\s+(\d+)", _poppler("pdfinfo", pdf=to_pdf(document).pdf, folder=folder))
    assert found is not None
    return int(found[1])


def _lines_of_text(document: Document, lines: int) -> Document:
    return replace(document, body=tuple(Paragraph((Text(f"第{number}段。"),)) for number in range(lines)))


def test_pdf_given_the_same_document_twice_has_the_same_bytes() -> None:
    assert to_pdf(a_bulletin(), fixed_at=FIXED_AT).pdf == to_pdf(a_bulletin(), fixed_at=FIXED_AT).pdf
    assert to_pdf(a_bulletin()).pdf == to_pdf(a_bulletin()).pdf


def test_pdf_carries_title_office_and_the_fixed_date(tmp_path: Path) -> None:
    known = _poppler("pdfinfo", "-isodates", pdf=to_pdf(a_bulletin(), fixed_at=FIXED_AT).pdf, folder=tmp_path)

    facts = dict(re.findall(r"(\w[\w ]*):\s+(.*)", known))
    assert facts["CreationDate"] == "2018-04-09T08:30:00Z"
    assert facts["Author"] == "全省窗口服务质量整顿领导小组办公室"
    assert facts["Title"] == "全省窗口服务质量整顿工作起步扎实推进有序问题整改仍需持续用力"
    assert "A4" in facts["Page size"]


def test_pdf_of_a_draft_carries_no_date(tmp_path: Path) -> None:
    assert "CreationDate" not in _poppler("pdfinfo", pdf=to_pdf(a_bulletin()).pdf, folder=tmp_path)


def test_pdf_holds_every_word_in_order(tmp_path: Path) -> None:
    document = replace(a_bulletin(), body=tuple(b for b in a_bulletin().body if isinstance(b, Paragraph)))

    printed = re.sub(r"—\d—", "", _text(to_pdf(document), tmp_path))

    assert "".join(words_of(document).split()) in printed
    assert printed.startswith("内部资料注意保存全省窗口服务质量整顿情况通报第7期")
    assert printed.endswith("共印300份")


def test_pdf_embeds_every_font(tmp_path: Path) -> None:
    rows = _poppler("pdffonts", pdf=to_pdf(a_bulletin()).pdf, folder=tmp_path).splitlines()[2:]

    assert {row.split()[-5] for row in rows} == {"yes"}


def test_a_full_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    document = replace(a_short_bulletin(), body=(Paragraph((Text("整" * 28 * 60),)),))

    lines = _lines(to_pdf(document), tmp_path, page=2)

    assert len(lines) == 22
    tops = sorted(line[1] for line in lines)
    assert [round(below - above, 1) for above, below in pairwise(tops)] == [29.0] * 21
    text = _poppler("pdftotext", "-f", "2", "-l", "2", pdf=to_pdf(document).pdf, folder=tmp_path).split("\n")
    assert text[:22] == ["整" * 28] * 22


def test_body_stands_inside_the_type_area_even_where_a_line_begins_with_a_bracket(tmp_path: Path) -> None:
    document = replace(a_short_bulletin(), body=tuple(Paragraph((Text("市" * n + "（地）" * 20),)) for n in range(9)))

    lines = [line for page in (1, 2) for line in _lines(to_pdf(document), tmp_path, page)]

    assert round(min(line[0] for line in lines) / _MM, 1) == 28.0
    assert max(line[2] for line in lines) <= (210 - 26) * _MM + 8  # a closing mark's empty half may stand outside
    assert min(line[1] for line in lines) >= 37 * _MM - 3


@pytest.mark.parametrize(
    "hostile",
    [
        "#panic()",
        "$x$",
        "*a*",
        "_a_",
        "<script>",
        "{{7*7}}",
        "@ref",
        "= 标题",
        "//",
        "`raw`",
        "\\u{41}",
        "#import",
        "]",
    ],
)
def test_words_are_never_read_as_typst(hostile: str, tmp_path: Path) -> None:
    document = a_short_bulletin(Text(f"甲{hostile}乙"), FigureText(hostile, 0))
    document = replace(document, masthead=replace(document.masthead, office=hostile), title_lines=(hostile,))

    printed = _text(to_pdf(document), tmp_path)

    wanted = "".join(hostile.split())
    assert printed.count(wanted) == 4
    assert f"甲{wanted}乙{wanted}" in printed


def test_substitutes_and_missing_characters_are_named() -> None:
    warnings = to_pdf(with_paragraph(a_bulletin(), "缺字𪚥")).warnings

    assert [line for line in warnings if "喆" in line or "𪚥" in line]
    assert all("无此字" in line or "代替" in line for line in warnings)


def test_tail_stands_at_the_foot_of_the_last_page_and_moves_on_when_it_does_not_fit(tmp_path: Path) -> None:
    for lines, page in ((3, 1), (14, 2), (16, 2)):
        document = _lines_of_text(a_bulletin(), lines)
        bottom = max(line[3] for line in _lines(to_pdf(document), tmp_path, page))

        assert _pages_of(document, tmp_path) == page
        assert 0 < (297 - 35) * _MM - bottom < 12


def test_pdf_with_a_control_character_is_refused() -> None:
    with pytest.raises(BadValue):
        to_pdf(a_short_bulletin(Text("\x00")))
