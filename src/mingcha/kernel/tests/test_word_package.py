"""A file that is no plain Word file is refused, and says what to do."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from mingcha.kernel.tests.word_files import a_template, changed
from mingcha.kernel.word import BadWordFile, package
from mingcha.kernel.word.package import open_package

MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
RELATIONSHIP = '<Relationship Id="r9" Type="http://x/relationships/{kind}" Target="{target}" {mode}/></Relationships>'


def a_zip(**parts: bytes) -> bytes:
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return kept.getvalue()


def typed(kind: str) -> bytes:
    main = package._MAIN.encode()
    return changed(a_template(), {"[Content_Types].xml": lambda old: old.replace(main, kind.encode())})


def related(kind: str, target: str, *, outside: bool = True) -> bytes:
    said = RELATIONSHIP.format(kind=kind, target=target, mode='TargetMode="External"' if outside else "").encode()
    return changed(a_template(), {"word/_rels/document.xml.rels": lambda old: old.replace(b"</Relationships>", said)})


def rewritten(change: Callable[[bytes], bytes]) -> bytes:
    return changed(a_template(), {"word/document.xml": change})


def codes(content: bytes) -> list[str]:
    with pytest.raises(BadWordFile) as refused:
        open_package(content)
    assert refused.value.field == "file"
    assert str(refused.value) == "\n".join(fault.message for fault in refused.value.faults)
    return [fault.code for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "NOT_DOCX"),
        (b"%PDF-1.7", "NOT_DOCX"),
        (b"\xd0\xcf\x11\xe0 an old .doc", "NOT_DOCX"),
        (a_zip(**{"a.txt": b"x"}), "NOT_DOCX"),
        (typed("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), "NOT_DOCX"),
        (typed(package._MAIN.replace("document.main", "template.main")), "NOT_DOCX"),
        (rewritten(lambda old: old.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                                           b"http://purl.oclc.org/ooxml/wordprocessingml/main")), "NOT_DOCX"),
        (typed(MACRO), "MACROS"),
        (changed(a_template(), {"word/vbaProject.bin": b"x"}), "MACROS"),
        (changed(a_template(), {"word/embeddings/a.xlsx": b"x"}), "MACROS"),
        (a_template()[:-400], "BROKEN"),
        (changed(a_template(), {"../../etc/cron": b"x"}), "BROKEN"),
    ],
)  # fmt: skip
def test_open_package_of_what_is_no_plain_word_file_names_the_fault(content: bytes, code: str) -> None:
    assert codes(content) == [code]


def test_open_package_refuses_entities() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w>&b;</w>'

    assert codes(changed(a_template(), {"_rels/.rels": bomb})) == ["BROKEN"]


@pytest.mark.parametrize(
    ("kind", "words"),
    [("hyperlink", "取消超链接"), ("attachedTemplate", "新建空白文档"), ("image", "直接插入或删除")],
)
def test_open_package_names_what_leads_outside_and_what_to_do(kind: str, words: str) -> None:
    with pytest.raises(BadWordFile, match=words) as refused:
        open_package(related(kind, "http://example.test/a"))

    assert [fault.code for fault in refused.value.faults] == ["EXTERNAL"]
    assert "http://example.test/a" in str(refused.value)


def test_open_package_reads_relations_whatever_the_case_of_their_name() -> None:
    said = RELATIONSHIP.format(kind="image", target="http://example.test/a", mode='TargetMode="External"')
    start = f'<Relationships xmlns="{package._RELATIONS.strip("{}")}">'

    assert codes(changed(a_template(), {"word/_rels/header9.xml.RELS": (start + said).encode()})) == ["EXTERNAL"]


def test_open_package_refuses_parts_of_other_files_inside() -> None:
    assert codes(related("aFChunk", "afchunk.htm", outside=False)) == ["EXTERNAL"]


def test_open_package_refuses_a_file_over_the_limit() -> None:
    assert codes(b"PK" + b"0" * package.MAX_BYTES) == ["TOO_LARGE"]


def test_open_package_refuses_a_bomb_by_what_really_comes_out() -> None:
    bomb = changed(a_template(), {"word/media/a.bin": b"0" * (package.MAX_UNPACKED_BYTES + 1)})

    assert len(bomb) < 200_000
    assert codes(bomb) == ["TOO_MUCH_INSIDE"]


def test_open_package_refuses_a_bomb_that_lies_about_its_size() -> None:
    size = package.MAX_UNPACKED_BYTES + 1
    bomb = a_zip(a=b"0" * size)
    lying = bomb.replace(struct.pack("<I", size), struct.pack("<I", 10))

    assert codes(lying)[0] in {"BROKEN", "TOO_MUCH_INSIDE", "NOT_DOCX"}


def test_open_package_refuses_a_thousand_entries_a_doubled_one_and_a_strange_compression() -> None:
    assert codes(a_zip(**{f"{n}": b"" for n in range(package.MAX_ENTRIES + 1)})) == ["TOO_MUCH_INSIDE"]
    doubled, strange = BytesIO(), BytesIO()
    with ZipFile(doubled, "w") as file:
        file.writestr("a", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            file.writestr("a", b"2")
    with ZipFile(strange, "w", ZIP_BZIP2) as file:
        file.writestr("a", b"1")
    assert codes(doubled.getvalue()) == ["BROKEN"]
    assert codes(strange.getvalue()) == ["BROKEN"]


def test_open_package_gives_body_headers_and_footers() -> None:
    def header(document: object) -> None:
        document.sections[0].header.paragraphs[0].text = "页眉"  # type: ignore[attr-defined]

    opened = open_package(a_template(header))

    assert opened.stories[0] == "word/document.xml"
    assert [name for name in opened.stories if "header" in name]


def test_packed_twice_gives_the_same_bytes() -> None:
    opened = open_package(a_template())

    assert opened.packed({}) == opened.packed({})
    assert zlib.crc32(opened.packed({"word/document.xml": b"x"})) != zlib.crc32(opened.packed({}))
