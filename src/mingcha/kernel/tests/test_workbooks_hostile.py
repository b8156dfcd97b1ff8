"""Workbooks that must not be read: bombs, boundless sheets, formulas without a result, damage."""

import io
import re
import time
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from mingcha.kernel.errors import BadFile
from mingcha.kernel.tests.workbook_files import converted, with_part, xlsx_of
from mingcha.kernel.workbooks import compound, scanning
from mingcha.kernel.workbooks.columns import Column
from mingcha.kernel.workbooks.opening import open_book
from mingcha.kernel.workbooks.places import BadWorkbook
from mingcha.kernel.workbooks.tables import Table

SHEET = "xl/worksheets/sheet1.xml"


def refusal(content: bytes) -> str:
    with pytest.raises(BadFile) as raised:
        open_book(content, name="a.xlsx")
    return raised.value.message


def test_formula_with_its_result_kept_is_read_and_one_without_is_told(tmp_path: Path) -> None:
    def formulas(sheet: object) -> None:
        sheet["A2"], sheet["A3"] = "=1+1", "=1/0"  # type: ignore[index]

    never_reckoned = xlsx_of([["数"]], formulas)
    table = Table(open_book(never_reckoned).sheets[0], [Column("n", "数")], file="a")
    list(table.read())
    with pytest.raises(BadWorkbook) as raised:
        table.settle()
    assert str(raised.value).splitlines() == [
        "表 1 第 2 行 A 列：公式没有算出结果，请改填数值（复制后“选择性粘贴—数值”）",
        "表 1 第 3 行 A 列：公式没有算出结果，请改填数值（复制后“选择性粘贴—数值”）",
    ]

    reckoned = open_book(converted(never_reckoned, "xlsx", tmp_path)).sheets[0]

    assert list(reckoned.rows())[:2] == [["数"], [2.0]]
    assert reckoned.faults == {(3, "A"): "公式出错，请改填数值"}


def test_formula_whose_result_is_an_empty_text_is_no_fault() -> None:
    empty = with_part(
        xlsx_of([["数", "文"], [1, ""]], lambda sheet: sheet.cell(2, 2, "=A1")),
        SHEET,
        lambda xml: re.sub(rb'<c r="B2">', b'<c r="B2" t="str">', xml),
    )

    assert open_book(empty).sheets[0].faults == {}


@pytest.mark.parametrize("place", ["XFD1", "DA1", "A200000", "A1048576"])
def test_cell_far_away_is_refused_before_room_is_made_for_it(place: str) -> None:
    content = with_part(xlsx_of([["a"]]), SHEET, lambda xml: xml.replace(b'r="A1"', f'r="{place}"'.encode()))

    assert refusal(content).startswith("表格太大")


def test_place_written_as_no_office_program_does_is_refused() -> None:
    content = with_part(xlsx_of([["a"]]), SHEET, lambda xml: xml.replace(b'r="A1"', b"r='XFD1048576'"))

    assert refusal(content).startswith("表格太大")


def test_external_definitions_are_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "cc">]>'
    content = with_part(xlsx_of([["a"]]), SHEET, lambda xml: bomb + xml)

    assert refusal(content) == "文件里有外部定义，不予打开"


def test_bomb_is_refused_at_once_by_what_it_claims() -> None:
    began = time.process_time()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/workbook.xml", "w") as part:
        for _ in range(60):
            part.write(b"0" * 1_000_000)

    assert refusal(buffer.getvalue()).startswith("文件展开以后过大")
    assert time.process_time() - began < 2


def test_bomb_that_lies_about_its_size_is_refused_while_unpacked() -> None:
    content = xlsx_of([["a" * 5000]])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        true = archive.getinfo(SHEET).file_size
    lying = content.replace(true.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != content

    assert refusal(lying).startswith("文件展开以后过大")


def test_file_too_large_or_packed_in_a_strange_way_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/workbook.xml", "a")
    assert refusal(buffer.getvalue()) == "文件的压缩方式不是电子表所用的"

    monkeypatch.setattr(scanning, "MOST_BYTES", 10)

    assert refusal(xlsx_of([["a"]])) == "文件超过 50 MB，请拆成几个"


@pytest.mark.parametrize("length", [10, 300, 2000])
def test_damaged_file_is_refused(length: int) -> None:
    assert refusal(xlsx_of([["a"]])[:length]) == "文件已损坏，打不开"


def test_archive_and_password_are_named() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "a")

    assert refusal(buffer.getvalue()).startswith("不是电子表")
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600) == "文件已损坏，打不开"


def test_opendocument_that_repeats_or_merges_or_errs_is_refused(tmp_path: Path) -> None:
    merged = converted(xlsx_of([["a", "b"]], lambda s: s.merge_cells("A1:B1")), "ods", tmp_path)
    assert refusal(merged).startswith("表里有合并的单元格")

    plain = converted(xlsx_of([["a"]]), "ods", tmp_path)
    for old, new, says in (
        (b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="16000" ', "文件展开以后过大"),
        (b"<table:table-row ", b'<table:table-row table:number-rows-repeated="1000000" ', "文件展开以后过大"),
        (b'calcext:value-type="string"', b'calcext:value-type="error"', "表里有出错的公式"),
    ):
        changed = with_part(plain, "content.xml", lambda xml, old=old, new=new: xml.replace(old, new, 1))  # type: ignore[misc]
        assert refusal(changed).startswith(says)


# ---------------------------------------------------------------- room asked for
FAR = "XFD1048576"


def renamed(content: bytes, old: str, new: str) -> bytes:
    """A workbook whose sheet lies somewhere else in the archive, with a cell far away."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(buffer, "w") as kept:
        for part in given.namelist():
            xml = given.read(part)
            xml = xml.replace(b'r="A2"', f'r="{FAR}"'.encode()) if part == SHEET else xml.replace(*_both(old, new))
            kept.writestr(part.replace(old, new), xml)
    return buffer.getvalue()


def _both(old: str, new: str) -> tuple[bytes, bytes]:
    return old.encode(), new.encode()


@pytest.mark.parametrize("place", ["other/sheet1.xml", "WORKSHEETS/sheet1.xml", "sharedStrings.xml"])
def test_cell_far_away_is_refused_wherever_its_sheet_lies(place: str) -> None:
    assert refusal(renamed(xlsx_of([["a"], ["b"]]), "worksheets/sheet1.xml", place)).startswith("表格太大")


def test_cell_far_away_is_refused_where_a_piece_ends_in_its_place() -> None:
    def far(xml: bytes, filler: int) -> bytes:
        cell = b'<x:c r="CZ1999999"><x:v>1</x:v></x:c>'
        start, end = xml.index(b"<sheetData>") + 11, xml.index(b"</sheetData>")
        return xml[:start] + b" " * (scanning.PIECE * 4 - start - filler) + b"<row>" + cell + b"</row>" + xml[end:]

    for filler in range(5, 32, 3):
        changed = with_part(xlsx_of([["a"]]), SHEET, lambda xml, filler=filler: far(xml, filler))  # type: ignore[misc]
        assert refusal(changed).startswith("表格太大")


@pytest.mark.parametrize("bare", [b"<c><v>1</v></c>", b"<c t='n'><v>1</v></c>", b"<x:c ><x:v>1</x:v></x:c>"])
def test_cells_that_do_not_say_their_place_are_refused(bare: bytes) -> None:
    content = with_part(
        xlsx_of([["a"]]), SHEET, lambda xml: xml.replace(b"</sheetData>", b"<row>" + bare + b"</row></sheetData>")
    )

    assert refusal(content).startswith("单元格没有写明位置")


@pytest.mark.parametrize("sheets", [1, 3])
def test_a_few_cells_far_apart_are_refused_in_one_sheet_and_in_many(sheets: int) -> None:
    row = 199_999 if sheets == 1 else 19_999

    def spread(first: Any) -> None:
        for sheet in [first, *(first.parent.create_sheet() for _ in range(1, sheets))]:
            sheet["A1"] = "a"
            sheet.cell(row, 104, "b")

    assert refusal(xlsx_of([["a"]], spread)).startswith("文件展开以后过大")


def test_one_cell_that_is_not_so_far_away_is_no_harm() -> None:
    assert len(open_book(xlsx_of([["a"]], lambda sheet: sheet.cell(19_999, 104, "b"))).sheets) == 1


def test_many_filled_cells_are_reckoned_exactly_and_read() -> None:
    wide = [[n] * 30 for n in range(1, 10_050)]  # might be 200,000 lines of 104

    assert len(list(open_book(xlsx_of(wide)).sheets[0].rows())) == 10_049


def test_opendocument_with_a_cell_far_away_is_refused(tmp_path: Path) -> None:
    plain = converted(xlsx_of([["a"], ["b"]]), "ods", tmp_path)
    gap = b'<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
    blank = b'<table:table-cell table:number-columns-repeated="16000"/>'

    def far(xml: bytes) -> bytes:
        second = xml.index(b"<table:table-row ", xml.index(b"<table:table-row ") + 1)
        cell = xml.index(b"<table:table-cell ", second)
        return xml[:second] + gap + xml[second:cell] + blank + xml[cell:]

    assert refusal(with_part(plain, "content.xml", far)).startswith("文件展开以后过大")
    assert len(list(open_book(plain).sheets[0].rows())) == 2


@pytest.mark.parametrize(("row", "sheets"), [(65_536, 1), (20_000, 2)])
def test_old_workbook_with_cells_far_apart_is_refused(row: int, sheets: int, tmp_path: Path) -> None:
    def spread(first: Any) -> None:
        for sheet in [first, *(first.parent.create_sheet() for _ in range(1, sheets))]:
            sheet["A1"] = "a"
            sheet.cell(row, 200, 7)

    assert refusal(converted(xlsx_of([["a"]], spread), "xls", tmp_path)).startswith("文件展开以后过大")


@pytest.mark.parametrize("count", [3, 3_000])
def test_old_workbook_is_reckoned_and_read(count: int, tmp_path: Path) -> None:
    content = converted(xlsx_of([[n, f"文字{n}", n + 1, n + 2] for n in range(count)]), "xls", tmp_path)

    assert compound.places_in_xls(content, name="a.xls") == count * 4
    assert len(list(open_book(content).sheets[0].rows())) == count


def test_old_workbook_cut_short_anywhere_is_refused_or_read_but_never_breaks(tmp_path: Path) -> None:
    content = converted(xlsx_of([["a", 1]]), "xls", tmp_path)

    for length in range(9, len(content), 97):
        with suppress(BadFile):
            open_book(content[:length], name="a.xls")


@pytest.mark.parametrize(("record", "at", "value"), [(b"\x00\x02\x0e\x00", 0, 99), (b"\xfc\x00", 6, 0x7FFFFFFF)])
def test_old_workbook_that_lies_about_its_size_is_refused(record: bytes, at: int, value: int, tmp_path: Path) -> None:
    content = converted(xlsx_of([["a", 1], ["b", 2]]), "xls", tmp_path)
    [place] = [found.end() for found in re.finditer(re.escape(record), content) if content[found.end() + 3] == 0][:1]
    lying = content[: place + at] + value.to_bytes(4, "little") + content[place + at + 4 :]

    assert refusal(lying) == "文件已损坏，打不开"


def test_links_that_are_no_text_are_damage() -> None:
    content = with_part(
        xlsx_of([["a"]]), "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"theme1.xml", b"theme\xff.xml")
    )

    assert refusal(content) == "文件已损坏，打不开"
