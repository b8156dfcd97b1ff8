"""Built-in templates hold their own fields; filled files join, and LibreOffice prints them."""

import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest

from mingcha.kernel.errors import BadValue
from mingcha.kernel.tests.word_files import a_template, text_of
from mingcha.kernel.word import FieldSpec, Template, check, join, printing, to_pdf
from mingcha.kernel.word.layouts import Form, Layout, Letter, Line, Pair, Rows, build
from mingcha.kernel.word.package import open_package
from mingcha.kernel.word.printing import CannotPrint
from mingcha.kernel.word.template import Values

SPECS = (
    FieldSpec("maker", "出具单位"),
    FieldSpec("number", "编号"),
    FieldSpec("made_on", "日期"),
    FieldSpec("unit", "责任单位"),
    FieldSpec("tasks", "任务清单", columns=(FieldSpec("position", "序号"), FieldSpec("title", "事项"))),
)
LIST = Rows("tasks", (("position", 2), ("title", 9)))
FORM = Form(
    "督办单", (Line("责任单位", "{unit}"), LIST, Pair(Line("拟办"), Line("阅示", height_mm=25))), note="报{maker}。"
)
LETTER = Letter("关于《{number}》的函", "{unit}", ("请抓紧办理：", LIST, "请于{made_on}前报送。"))
VALUES: Values = {
    "maker": "省整顿办",
    "number": "督办〔2018〕7号",
    "made_on": "2018年4月9日",
    "unit": "甲市",
    "tasks": [{"position": "1", "title": "报台账"}, {"position": "2", "title": "报方案"}],
}


@pytest.mark.parametrize("layout", [FORM, LETTER])
def test_build_gives_a_template_that_passes_its_own_check_and_is_filled(layout: Layout) -> None:
    content = build(layout, SPECS)
    check(content, SPECS)

    texts = text_of(Template(content, SPECS).fill(VALUES))

    assert build(layout, SPECS) == content
    assert [t for t in texts if t in {"报台账", "报方案"}] == ["报台账", "报方案"]
    assert not [t for t in texts if "〔责任单位〕" in t]
    assert "编号：督办〔2018〕7号2018年4月9日" in texts or "督办〔2018〕7号" in texts


def test_build_of_a_layout_with_a_field_nobody_knows_is_a_fault() -> None:
    with pytest.raises(KeyError):
        build(Form("单", (Line("x", "{nobody}"),)), SPECS)


def test_join_puts_each_on_a_page_of_its_own_counted_from_one() -> None:
    template = Template(build(LETTER, SPECS), SPECS)

    joined = join([template.fill({**VALUES, "unit": name}) for name in ("甲市", "乙市", "丙市")])

    main = open_package(joined).parts["word/document.xml"]
    assert [t for t in text_of(joined) if t.endswith("市：")] == ["甲市：", "乙市：", "丙市："]
    assert (main.count(b"<w:sectPr"), main.count(b'w:start="1"')) == (3, 3)


def test_join_of_none_or_of_different_templates_is_refused() -> None:
    with pytest.raises(BadValue, match="没有可合并的文书"):
        join([])
    with pytest.raises(BadValue, match="请逐份下载"):
        join([build(FORM, SPECS), a_template()])


def test_join_closes_a_body_that_ends_in_a_table_or_without_a_section() -> None:
    def write(document: Any) -> None:
        document.add_table(rows=1, cols=1)
        document.element.body.remove(document.element.body.sectPr)

    bare = a_template(write)

    assert open_package(join([bare, bare])).parts["word/document.xml"].count(b"<w:sectPr") == 1


def test_to_pdf_prints_every_page(tmp_path: Path) -> None:
    filled = [Template(build(layout, SPECS), SPECS).fill(VALUES) for layout in (FORM, LETTER)]
    joined = join([filled[1]] * 3)
    (tmp_path / "a.pdf").write_bytes(to_pdf(joined))

    told = subprocess.run(["pdftotext", "-layout", tmp_path / "a.pdf", "-"], capture_output=True, check=True)

    pages = told.stdout.decode().strip("\f").split("\f")
    assert [("督办〔2018〕7" in page.replace(" ", ""), "报方案" in page) for page in pages] == [(True, True)] * 3


def test_to_pdf_without_libreoffice_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)

    assert not printing.can_print()
    with pytest.raises(CannotPrint, match="没有安装 LibreOffice"):
        to_pdf(b"x")


def test_to_pdf_when_all_slots_are_taken_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: "/bin/true")
    monkeypatch.setattr(printing, "_slots", threading.BoundedSemaphore(1))

    with printing._slots, pytest.raises(CannotPrint, match="正在转换的文件太多"):
        to_pdf(b"x", seconds=0)


def test_printed_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [b"%PDF"]
    monkeypatch.setattr(printing, "to_pdf", lambda content: made.pop())

    assert [printing.printed(b"a word file") for _ in range(2)] == [b"%PDF"] * 2


def test_to_pdf_that_takes_too_long_or_makes_nothing_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: "/bin/true")
    with pytest.raises(CannotPrint, match="没有转成"):
        to_pdf(b"x")

    monkeypatch.setattr("shutil.which", lambda _: "soffice")
    with pytest.raises(CannotPrint, match="超时"):
        to_pdf(build(FORM, SPECS), seconds=0)
