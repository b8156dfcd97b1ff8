"""Fields of a template are found, faults named, values written where the fields stood."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from mingcha.kernel.tests.word_files import DUE, SPECS, UNIT, a_template, changed, control, mark, run, text_of
from mingcha.kernel.word import BadWordFile, FieldSpec, Template, check

ROWS = [{"title": "报台账", "days": "3"}, {"title": "报方案"}]


def faults(content: bytes, specs: tuple[FieldSpec, ...] = SPECS) -> list[tuple[str, str]]:
    with pytest.raises(BadWordFile) as refused:
        check(content, specs)
    return [(fault.code, fault.field) for fault in refused.value.faults]


def filled(content: bytes, **values: Any) -> list[str]:
    check(content, SPECS)
    return text_of(Template(content, SPECS).fill({"unit": "甲市", **values}))


def list_row(document: Any, *columns: Any, tag: str = "tasks") -> Any:
    """A table with a head and one row; the row stands in a control."""
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "事项名称"
    row = table.rows[1]._tr
    for cell, column in zip(table.rows[1].cells, columns, strict=False):
        cell.paragraphs[0]._p.append(column)
    place = row.getprevious()
    place.addnext(control(tag, row))
    return table


def test_check_passes_a_template_with_what_is_required() -> None:
    check(a_template(), SPECS)


def test_missing_required_field_is_named_with_what_to_do() -> None:
    with pytest.raises(BadWordFile, match="缺少必有的字段“责任单位”（unit），请在相应位置加一个同名的内容控件或书签"):
        check(a_template(has_unit=False), SPECS)


@pytest.mark.parametrize("name", ["unit", "责任单位"])
def test_field_is_known_by_name_and_by_label_as_tag_alias_or_bookmark(name: str) -> None:
    tagged = a_template(lambda d: d.add_paragraph()._p.append(control(name, run("x"))), has_unit=False)
    titled = a_template(lambda d: d.add_paragraph()._p.append(control("", run("x"), alias=name)), has_unit=False)
    marked = a_template(lambda d: mark(d.add_paragraph("致"), name, "单位"), has_unit=False)

    assert [filled(content)[-1] for content in (tagged, titled, marked)] == ["甲市", "甲市", "致甲市"]


def test_unknown_control_and_bookmark_are_named() -> None:
    def write(document: Any) -> None:
        document.add_paragraph()._p.append(control("责任单位名", run("x")))
        mark(document.add_paragraph(), "电话", "x")

    assert faults(a_template(write)) == [("UNKNOWN_FIELD", "责任单位名"), ("UNKNOWN_FIELD", "电话")]


def test_bookmarks_of_word_itself_and_nameless_controls_are_left_alone() -> None:
    def write(document: Any) -> None:
        mark(document.add_paragraph("正文"), "_GoBack")
        document.add_paragraph()._p.append(control("", run("目录")))

    assert filled(a_template(write))[1:] == ["正文", "目录"]


def test_value_keeps_the_look_of_the_field_but_not_of_a_placeholder() -> None:
    def write(document: Any) -> None:
        document.add_paragraph()._p.append(control("due_on", run("x", '<w:b/><w:color w:val="808080"/>')))
        grey = run("点击输入", '<w:rStyle w:val="a3"/><w:b/><w:color w:val="808080"/>')
        document.add_paragraph()._p.append(control("due_on", grey, placeholder=True))

    made = Document(BytesIO(Template(a_template(write), SPECS).fill({"due_on": "4月9日"})))

    plain, unveiled = (p.runs[0] for p in made.paragraphs[-2:])
    assert (plain.text, plain.bold, str(plain.font.color.rgb)) == ("4月9日", True, "808080")
    assert (unveiled.text, unveiled.bold, unveiled.font.color.rgb) == ("4月9日", True, None)
    assert made.element.body.findall(f".//{qn('w:sdt')}") == []


def test_value_of_a_placeholder_takes_the_look_the_control_names() -> None:
    made = control("due_on", run("点击输入", '<w:color w:val="808080"/>'), placeholder=True)
    made.find(qn("w:sdtPr")).insert(0, parse_xml(f"<w:rPr {nsdecls('w')}><w:i/></w:rPr>"))
    content = a_template(lambda d: d.add_paragraph()._p.append(made))

    [*_, last] = Document(BytesIO(Template(content, SPECS).fill({"due_on": "x"}))).paragraphs

    assert last.runs[0].italic is True


def test_lines_become_paragraphs_where_a_field_stands_alone_and_breaks_where_it_does_not() -> None:
    def write(document: Any) -> None:
        document.add_paragraph(style="List Bullet")._p.append(control("due_on", run("x")))
        document.add_paragraph("限：")._p.append(control("due_on", run("x")))

    made = Document(BytesIO(Template(a_template(write), SPECS).fill({"due_on": "一\r\n二\v三"})))

    assert [(p.text, p.style and p.style.name) for p in made.paragraphs[1:4]] == [(t, "List Bullet") for t in "一二三"]
    assert made.paragraphs[4].text == "限：一\n二\n三"


def test_controls_around_paragraphs_and_cells_are_filled_too() -> None:
    def write(document: Any) -> None:
        first, second = document.add_paragraph("x"), document.add_paragraph("y")
        place = first._p.getprevious()
        place.addnext(control("due_on", first._p, second._p))
        cell = document.add_table(rows=1, cols=2).cell(0, 1)
        left = cell._tc.getprevious()
        left.addnext(control("due_on", cell._tc))

    assert filled(a_template(write), due_on="四月\n五月")[1:] == ["四月", "五月", "", "四月", "五月"]


def test_what_xml_cannot_hold_is_left_out_and_tabs_are_kept() -> None:
    content = a_template()

    made = Document(BytesIO(Template(content, SPECS).fill({"unit": "甲\x00\x08市\t<&>"})))

    assert made.paragraphs[0].text == "致：甲市\t<&>"


def test_bookmark_without_words_takes_the_look_of_its_neighbour() -> None:
    def write(document: Any) -> None:
        paragraph = document.add_paragraph()
        paragraph.add_run("限：").bold = True
        mark(paragraph, "due_on")

    made = Document(BytesIO(Template(a_template(write), SPECS).fill({"due_on": "9日"})))

    assert [(r.text, r.bold) for r in made.paragraphs[-1].runs] == [("限：", True), ("9日", True)]


def test_bookmark_over_two_paragraphs_is_a_named_fault() -> None:
    def write(document: Any) -> None:
        first, second = document.add_paragraph("a"), document.add_paragraph("b")
        mark(first, "due_on")
        second._p.append(first._p.find(qn("w:bookmarkEnd")))

    assert faults(a_template(write)) == [("BOOKMARK_SPANS", "due_on")]


def test_list_in_a_row_control_is_written_once_for_each_row() -> None:
    content = a_template(lambda d: list_row(d, control("title", run("x")), control("天数", run("y"))))

    assert filled(content, tasks=ROWS)[1:] == ["事项名称", "", "报台账", "3", "报方案", ""]
    assert filled(content)[1:] == filled(content, tasks=[])[1:] == ["事项名称", "", "", ""]


def test_empty_list_takes_its_table_with_it_where_that_has_heads_alone() -> None:
    def write(document: Any) -> None:
        table = list_row(document, control("title", run("x")))
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    assert filled(a_template(write), tasks=[])[1:] == []
    assert filled(a_template(write))[1:] == ["事项名称", "", "", ""]


def test_list_in_a_repeating_section_takes_its_first_entry_as_the_pattern() -> None:
    def write(document: Any) -> None:
        table = list_row(document, control("title", run("x")))
        outer = table._tbl.find(qn("w:sdt"))
        content = outer.find(qn("w:sdtContent"))
        entry = control("", content[0])
        ns = "http://schemas.microsoft.com/office/word/2012/wordml"
        entry.find(qn("w:sdtPr")).append(parse_xml(f'<w15:repeatingSectionItem xmlns:w15="{ns}"/>'))
        content.append(entry)

    assert filled(a_template(write), tasks=ROWS)[1:] == ["事项名称", "", "报台账", "", "报方案", ""]


def test_list_by_bookmarks_repeats_the_table_row_they_stand_in() -> None:
    def write(document: Any) -> None:
        table = document.add_table(rows=1, cols=2)
        mark(table.cell(0, 0).paragraphs[0], "任务清单", number=7)
        mark(table.cell(0, 0).paragraphs[0], "任务清单_事项", "x", number=8)
        mark(table.cell(0, 1).paragraphs[0], "责任单位", "x", number=9)

    content = a_template(write)

    assert filled(content, tasks=ROWS)[1:] == ["报台账", "甲市", "报方案", "甲市"]
    assert b"bookmarkStart" not in Template(content, SPECS).fill({"tasks": ROWS})


def test_list_that_frames_no_row_and_a_row_without_its_column_are_named() -> None:
    inline = a_template(lambda d: d.add_paragraph()._p.append(control("tasks", run("x"))))
    bare = a_template(lambda d: list_row(d, run("没有列")))

    assert faults(inline) == [("LIST_NOT_ROWS", "tasks")]
    assert faults(bare) == [("MISSING_FIELD", "tasks.title")]


def test_column_outside_its_list_is_named() -> None:
    content = a_template(lambda d: d.add_paragraph()._p.append(control("事项", run("x"))))

    with pytest.raises(BadWordFile, match="“事项”是“任务清单”的列，须放在“任务清单”的行内"):
        check(content, SPECS)


def test_field_within_a_field_is_named() -> None:
    content = a_template(lambda d: d.add_paragraph()._p.append(control("due_on", control("unit", run("x")))))

    assert faults(content) == [("NESTED", "due_on")]


def test_tracked_changes_and_fetching_codes_are_refused() -> None:
    def write(document: Any) -> None:
        inserted = OxmlElement("w:ins")
        inserted.append(run("补"))
        document.add_paragraph()._p.append(inserted)
        code = parse_xml(f'<w:r {nsdecls("w")}><w:instrText> INCLUDETEXT "c:\\a" </w:instrText></w:r>')
        document.add_paragraph()._p.append(code)

    assert faults(a_template(write)) == [("TRACKED_CHANGES", ""), ("EXTERNAL", "")]


@pytest.mark.parametrize("pieces", [(" DD", "EAUTO c:\\\\a b "), (" PAGE", "", " LI", "NK Excel.Sheet ")])
def test_fetching_code_spread_over_runs_is_refused(pieces: tuple[str, ...]) -> None:
    def write(document: Any) -> None:
        paragraph = document.add_paragraph()._p
        for piece in pieces:
            inner = (
                f'<w:instrText xml:space="preserve">{piece}</w:instrText>'
                if piece
                else '<w:fldChar w:fldCharType="end"/>'
            )
            paragraph.append(parse_xml(f"<w:r {nsdecls('w')}>{inner}</w:r>"))

    assert faults(a_template(write)) == [("EXTERNAL", "")]


def test_every_fault_is_told_at_once() -> None:
    def write(document: Any) -> None:
        document.add_paragraph()._p.append(control("甲", run("x")))
        document.add_paragraph()._p.append(control("乙", run("x")))

    assert faults(a_template(write, has_unit=False)) == [
        ("UNKNOWN_FIELD", "甲"),
        ("UNKNOWN_FIELD", "乙"),
        ("MISSING_FIELD", "unit"),
    ]


def test_fields_in_headers_are_found_and_filled() -> None:
    def write(document: Any) -> None:
        document.sections[0].header.paragraphs[0]._p.append(control("due_on", run("x")))

    content = a_template(write)
    check(content, (UNIT, FieldSpec("due_on", "办理期限")))

    made = Document(BytesIO(Template(content, (UNIT, DUE)).fill({"due_on": "4月9日"})))
    assert made.sections[0].header.paragraphs[0].text == "4月9日"


def test_fill_twice_gives_the_same_bytes_and_leaves_the_template_alone() -> None:
    template = Template(a_template(), SPECS)

    first = template.fill({"unit": "甲市"})
    other = template.fill({"unit": "乙市"})

    assert template.fill({"unit": "甲市"}) == first
    assert text_of(other)[0] == "致：乙市"


def test_broken_part_is_refused() -> None:
    def write(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "页眉"

    assert faults(changed(a_template(write), {"word/header1.xml": b"<broken"})) == [("BROKEN", "")]
