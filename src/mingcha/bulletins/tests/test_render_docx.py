"""DOCX: read back as XML, by python-docx, and by LibreOffice."""

import re
import subprocess
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET  # our own file, no entity in it
from zipfile import ZipFile

import pytest
from docx.api import Document as OpenDocx

from mingcha.bulletins.render.docx import to_docx
from mingcha.bulletins.render.pdf import to_pdf
from mingcha.bulletins.tests.sample_bulletin import FIXED_AT, a_bulletin, a_short_bulletin, words_of
from mingcha.bulletins.tree import Document, FigureText, Table, Tail, Text
from mingcha.kernel.errors import BadValue

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _root(document: Document) -> ET.Element:
    with ZipFile(BytesIO(to_docx(document))) as file:
        return ET.fromstring(file.read("word/document.xml"))  # noqa: S314 (our own file)


def _said(element: ET.Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{_W}t"))


def _values(root: ET.Element, tag: str) -> list[str]:
    return [found.attrib[f"{_W}val"] for found in root.iter(_W + tag)]


def test_docx_given_the_same_document_twice_has_the_same_bytes() -> None:
    assert to_docx(a_bulletin(), fixed_at=FIXED_AT) == to_docx(a_bulletin(), fixed_at=FIXED_AT)
    assert to_docx(a_bulletin()) == to_docx(a_bulletin())


def test_docx_carries_the_fixed_date_and_no_clock_in_the_zip() -> None:
    made = to_docx(a_bulletin(), fixed_at=FIXED_AT)

    with ZipFile(BytesIO(made)) as file:
        core = file.read("docProps/core.xml").decode()
        dates = {entry.date_time for entry in file.infolist()}
    assert core.count("2018-04-09T08:30:00Z") == 2
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_every_part_is_well_formed_and_declared() -> None:
    with ZipFile(BytesIO(to_docx(a_bulletin()))) as file:
        for name in file.namelist():
            ET.fromstring(file.read(name))  # noqa: S314 (our own file)
        types = file.read("[Content_Types].xml").decode()
        names = set(file.namelist())
    assert {part.lstrip("/") for part in re.findall(r'PartName="([^"]+)"', types)} == {
        name for name in names if name.endswith(".xml") and name != "[Content_Types].xml"
    }


def test_each_figure_is_a_content_control_with_its_own_tag() -> None:
    root = _root(a_bulletin())

    controls = list(root.iter(f"{_W}sdt"))
    assert _values(root, "tag") == [f"figure/{index}" for index in range(107)]
    assert len(set(_values(root, "id"))) == 107
    assert _said(controls[0]) == "13"
    assert _values(controls[0], "alias") == ["数据 1"]


def test_docx_holds_every_word_in_order() -> None:
    assert "".join(words_of(a_bulletin()).split()) in "".join(_said(_root(a_bulletin())).split())


@pytest.mark.parametrize("hostile", ["<w:p/>", "&amp;", "]]>", "{{7*7}}", '"><', "<!--", "#panic()"])
def test_hostile_words_come_out_as_words(hostile: str) -> None:
    document = a_short_bulletin(Text(hostile), FigureText(hostile, 0), Text(hostile, strong=True))
    document = replace(document, masthead=replace(document.masthead, office=hostile), title_lines=(hostile,))

    assert _said(_root(document)).count(hostile) == 5
    assert OpenDocx(BytesIO(to_docx(document))).core_properties.author == hostile


def test_python_docx_reads_page_styles_and_headings() -> None:
    read = OpenDocx(BytesIO(to_docx(a_bulletin())))

    section = read.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides if side is not None] == [37, 35, 28, 26]
    styles = [paragraph.style.name for paragraph in read.paragraphs if paragraph.style]
    assert [styles.count(f"Heading {level}") for level in (1, 2, 3, 4)] == [6, 4, 1, 1]
    assert read.tables[0].rows[0].cells[0].text == "单位类别"


def test_long_series_name_is_condensed_and_a_short_one_is_not() -> None:
    short = a_short_bulletin()
    long = replace(short, masthead=replace(short.masthead, series="全省" * 8))

    assert _values(_root(short), "w") == ["100"]
    assert _values(_root(long), "w") == ["70"]
    assert _values(_root(long), "sz")[0] == "77"


def test_table_repeats_its_head_and_shares_out_the_width() -> None:
    long = "需要很长一段话才能说清楚的整改要求和完成时限说明"
    table = Table(tuple((((Text("甲"),)), ((Text(long),))) for _ in range(12)))
    root = _root(replace(a_short_bulletin(), body=(table,)))

    widths = [int(column.attrib[f"{_W}w"]) for column in root.iter(f"{_W}gridCol")]
    assert widths == [2010, 6834]
    assert len(list(root.iter(f"{_W}tblHeader"))) == 1
    assert list(root.iter(f"{_W}keepNext")) == []


def test_draft_without_a_tail_ends_with_its_text() -> None:
    assert list(_root(a_short_bulletin(Text("文"))).iter(f"{_W}tbl")) == []


def test_tail_with_copies_only_has_one_row() -> None:
    root = _root(replace(a_short_bulletin(), tail=Tail(copies=5)))

    assert [_said(row) for row in root.iter(f"{_W}tr")] == ["共印5份"]


def test_docx_with_a_control_character_is_refused() -> None:
    with pytest.raises(BadValue):
        to_docx(a_short_bulletin(Text("\x0b")))


def test_libreoffice_opens_it_with_as_many_pages_as_the_pdf(tmp_path: Path) -> None:
    (tmp_path / "b.docx").write_bytes(to_docx(a_bulletin()))
    (tmp_path / "typst.pdf").write_bytes(to_pdf(a_bulletin()).pdf)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"

    _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "b.docx"))

    counts = [re.findall(r"Pages:\s+(\d+)", _run("pdfinfo", str(tmp_path / name))) for name in ("b.pdf", "typst.pdf")]
    assert counts == [["5"], ["5"]]


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


def test_long_table_is_written_in_time_that_grows_with_its_rows() -> None:
    rows = tuple(tuple((Text(str(number)),) for _ in range(3)) for number in range(4000))

    begun = time.process_time()
    to_docx(replace(a_short_bulletin(), body=(Table(rows),)))

    assert time.process_time() - begun < 5
