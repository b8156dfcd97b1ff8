"""Word files for tests, made as an office would: with python-docx, content controls and bookmarks by hand."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from mingcha.kernel.word import FieldSpec

UNIT, DUE = FieldSpec("unit", "责任单位"), FieldSpec("due_on", "办理期限", is_required=False)
TASKS = FieldSpec(
    "tasks",
    "任务清单",
    is_required=False,
    columns=(FieldSpec("title", "事项"), FieldSpec("days", "天数", is_required=False)),
)
SPECS = (UNIT, DUE, TASKS)


def saved(document: Any) -> bytes:
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def control(tag: str, *inner: Any, alias: str = "", placeholder: bool = False) -> Any:
    """A content control around elements."""
    names = f'<w:alias w:val="{alias}"/>' * bool(alias) + f'<w:tag w:val="{tag}"/>' * bool(tag)
    grey = "<w:showingPlcHdr/>" if placeholder else ""
    made = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr>{names}{grey}</w:sdtPr><w:sdtContent/></w:sdt>")
    made.find(qn("w:sdtContent")).extend(inner)
    return made


def run(text: str, properties: str = "") -> Any:
    return parse_xml(f"<w:r {nsdecls('w')}><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")


def mark(paragraph: Any, name: str, text: str = "", number: int = 1) -> None:
    """A bookmark over some words at the end of a paragraph."""
    for part in ("Start", "End"):
        edge = OxmlElement(f"w:bookmark{part}")
        edge.set(qn("w:id"), str(number))
        if part == "Start":
            edge.set(qn("w:name"), name)
        paragraph._p.append(edge)
        if part == "Start" and text:
            paragraph.add_run(text)


def a_template(write: Callable[[Any], None] | None = None, *, has_unit: bool = True) -> bytes:
    """A template whose first paragraph holds the control `unit`; `write` adds what a test is about."""
    document = Document()
    if has_unit:
        document.add_paragraph("致：")._p.append(control("unit", run("单位")))
    if write:
        write(document)
    return saved(document)


def changed(content: bytes, parts: Mapping[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """A file with some parts put in or rewritten."""
    kept = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *parts}:
            given = parts.get(name)
            before = old.read(name) if name in old.namelist() else b""
            new.writestr(name, before if given is None else given if isinstance(given, bytes) else given(before))
    return kept.getvalue()


def text_of(content: bytes) -> list[str]:
    """The paragraphs of the body, tables among them cell by cell, content controls included."""
    body = Document(BytesIO(content)).element.body
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
