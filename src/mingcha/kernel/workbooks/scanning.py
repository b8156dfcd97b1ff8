"""What is looked for in a workbook before a library reads it whole (先行检查).

A sheet is known by what is in it: where it lies in the archive, the file itself says.

The library that reads cells unpacks whatever it is given, reserves room from the first cell to the last, and gives an
empty cell for a formula that failed or was never reckoned. All three are told here from the bytes of the file.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from typing import IO

from django.utils.translation import gettext

from mingcha.kernel.errors import BadFile
from mingcha.kernel.workbooks import room

MOST_BYTES = 50_000_000
MOST_UNPACKED = 400_000_000
MOST_RATIO = 200
"""Unpacked against packed, beyond a size that is harmless: office programs reach 60 at most."""

HARMLESS = 20_000_000
PIECE = 1 << 18

Faults = dict[tuple[int, str], str]
"""(row from 1, column letters) -> what is wrong with the cell before anybody reads it."""

_FAR = re.compile(
    rb'r="(?:[A-Z]{3,}|[D-Z][A-Z])\d+"|r="[A-Z]*(?:[2-9]\d{5}|\d{7,})"|\sr(?:\s+=|=\s*[^"\s]|=\s|\s{200})'
)
_CELLS = b"sheetData"
"""What stands before the first cell of a sheet, whatever comes before its name."""
_BARE = re.compile(rb"<(?:\w+:)?c(?:/?>|\s(?![^>]*\br=)[^>]*>)")
"""A cell that does not say its place: it takes the next one."""
LONGEST_CELL = PIECE * 8

_CELL = rb"<c\b([^>]*)>"
_NEVER_RECKONED = re.compile(_CELL + rb"\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_FAILED = re.compile(rb'<c\b([^>]*\bt="e"[^>]*)>')
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^>]*\br:id="([^"]+)"')
_LINK = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_REPEATED_ROW = re.compile(
    rb'<table:table-row\b[^>]*number-rows-repeated="(\d{4,})"[^>]*>((?:(?!</table:table-row>).)*?office:value-type)',
    re.DOTALL,
)
_REPEATED_CELL = re.compile(rb'<table:table-cell\b(?=[^>]*office:value-type)[^>]*number-columns-repeated="(\d{3,})"')


def unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, packed: IO[bytes]) -> Iterator[bytes]:
    """A member's true bytes, whatever size its entry claims.

    Raises:
        zlib.error: the bytes are no packed data.
    """
    packed.seek(member.header_offset + 26)
    lengths = packed.read(4)
    packed.seek(int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little"), 1)
    left = member.compress_size
    unpack = zlib.decompressobj(-zlib.MAX_WBITS) if member.compress_type == zipfile.ZIP_DEFLATED else None
    while left and (piece := packed.read(min(PIECE, left))):
        left -= len(piece)
        if unpack is None:
            yield piece
            continue
        while piece:
            yield unpack.decompress(piece, PIECE * 4)
            piece = unpack.unconsumed_tail


class Scan:
    """One pass over a zipped workbook.

    Raises:
        BadFile: not sound, too large, or more than a reader's memory should be asked to hold.
    """

    def __init__(self, packed: IO[bytes], *, name: str) -> None:
        self.name = name
        self.faults: dict[str, Faults] = {}
        self._sizes = 0
        self._places = 0
        try:
            with zipfile.ZipFile(packed) as archive:
                self.names = set(archive.namelist())
                self._refuse_claims(archive)
                for member in archive.infolist():
                    self._look(archive, member, packed)
                if room.is_too_much(self._places, self._sizes):
                    self._reckon(archive, packed)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError) as error:
            raise BadFile(gettext("文件已损坏，打不开"), file=name) from error

    def _refuse_claims(self, archive: zipfile.ZipFile) -> None:
        members = archive.infolist()
        claimed = sum(member.file_size for member in members)
        packed = sum(member.compress_size for member in members)
        is_swollen = claimed > HARMLESS and claimed > MOST_RATIO * packed
        if claimed > MOST_UNPACKED or is_swollen or len(members) > 5_000:
            raise self._too_large()
        if any(member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for member in members):
            raise BadFile(gettext("文件的压缩方式不是电子表所用的"), file=self.name)

    def _too_large(self) -> BadFile:
        return BadFile(gettext("文件展开以后过大，不予打开；请拆成几个文件"), file=self.name)

    def _look(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, packed: IO[bytes]) -> None:
        is_content, is_sheet, is_wide = member.filename == "content.xml", False, False
        size, rest, block, pieces = 0, b"", b"", []
        for piece in unpacked(archive, member, packed):
            if not size and _DOCTYPE.search(piece[:4096]):
                raise BadFile(gettext("文件里有外部定义，不予打开"), file=self.name)
            size += len(piece)
            self._sizes += len(piece)
            if size > member.file_size or self._sizes > MOST_UNPACKED:
                raise self._too_large()
            if is_content:
                pieces.append(piece)
            block = rest + piece
            is_sheet = is_sheet or _CELLS in block
            rest = self._look_at_cells(member.filename, block) if is_sheet else block[-room.TAIL :]
            is_wide = is_wide or (is_sheet and room.is_wide(block))
        if is_sheet:
            self._look_at_cells(member.filename, rest + b"<c r=")
            is_whole = size == len(block)  # a small part is reckoned at once
            self._places += room.places_in([block]) if is_whole else room.most_places(is_wide=is_wide)
        if is_content:
            self._look_at_content(b"".join(pieces))

    def _reckon(self, archive: zipfile.ZipFile, packed: IO[bytes]) -> None:
        """Reckon exactly what the bounds left open."""
        places = sum(room.places_in(unpacked(archive, member, packed)) for member in archive.infolist())
        if room.is_too_much(places, self._sizes):
            raise self._too_large()

    def _look_at_cells(self, part: str, block: bytes) -> bytes:
        """Look at whole cells; gives the last one back, which may not be whole."""
        cut = block.rfind(b"<c ")
        cut = max(len(block) - room.TAIL, 0) if cut < 0 or len(block) - cut > LONGEST_CELL else cut
        whole, rest = block[:cut], block[cut:]
        if self._has_bare_cells(whole):
            raise BadFile(gettext("单元格没有写明位置，请用 Excel 或 WPS 打开后另存再传"), file=self.name)
        if _FAR.search(whole):
            raise BadFile(
                gettext("表格太大：最多 20 万行、104 列；如下面或右边有多余的空行空列，请删去"), file=self.name
            )
        if b"<f" in whole:
            for found in _NEVER_RECKONED.finditer(whole):
                if b't="str"' not in found[1]:
                    self._fault(part, found[1], gettext("公式没有算出结果，请改填数值（复制后“选择性粘贴—数值”）"))
        if b't="e"' in whole:
            for found in _FAILED.finditer(whole):
                self._fault(part, found[1], gettext("公式出错，请改填数值"))
        return rest

    @staticmethod
    def _has_bare_cells(block: bytes) -> bool:
        is_plain = block.count(b"<c") == block.count(b"<c r=") and b":c" not in block
        return not is_plain and _BARE.search(block) is not None

    def _fault(self, part: str, attributes: bytes, message: str) -> None:
        place = _PLACE.search(attributes)
        if place:
            self.faults.setdefault(part, {})[int(place[2]), place[1].decode()] = message

    def _look_at_content(self, content: bytes) -> None:
        """What an OpenDocument sheet repeats without writing it out, and what cannot be told by place."""
        rows = any(int(found[1]) for found in _REPEATED_ROW.finditer(content))
        cells = any(int(found[1]) for found in _REPEATED_CELL.finditer(content))
        places = room.places_in_opendocument(content)
        if rows or cells or room.is_too_much(places, len(content)):
            raise self._too_large()
        if b'value-type="error"' in content:
            raise BadFile(gettext("表里有出错的公式，请改填数值"), file=self.name)
        if re.search(rb'-spanned="(?:[2-9]|\d\d)', content):
            raise BadFile(gettext("表里有合并的单元格，请拆开后逐格填写，或另存为 xlsx 再传"), file=self.name)


def sheet_parts(packed: IO[bytes]) -> list[str]:
    """The members that hold the sheets of an xlsx, in the order of the workbook; those that are none left out."""
    with zipfile.ZipFile(packed) as archive:
        book = archive.read("xl/workbook.xml")
        links = (
            archive.read("xl/_rels/workbook.xml.rels") if "xl/_rels/workbook.xml.rels" in archive.namelist() else b""
        )
    targets = dict(_target(link) for link in _LINK.findall(links))
    return [targets.get(identity.decode(errors="replace"), "") for identity in _SHEET.findall(book)]


def _target(link: bytes) -> tuple[str, str]:
    words = {name: unescape(value.decode(errors="replace")) for name, value in re.findall(rb'\b(\w+)="([^"]*)"', link)}
    return words.get(b"Id", ""), f"xl/{words.get(b'Target', '').removeprefix('/xl/').removeprefix('./')}"
