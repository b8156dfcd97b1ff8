"""Opening a .docx that somebody sent (打开 Word 文件): nothing outside it is fetched, nothing in it runs."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext
from lxml import etree

from mingcha.kernel.errors import BadValue

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_BYTES = 5_000_000
MAX_UNPACKED_BYTES = 60_000_000
MAX_ENTRIES = 500

_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MAIN: Final = MEDIA_TYPE + ".main+xml"
_STORIES = (_MAIN, _MAIN.replace("document.main", "header"), _MAIN.replace("document.main", "footer"))
_OLE = b"\xd0\xcf\x11\xe0"
_ENTRY_DATE = (1980, 1, 1, 0, 0, 0)  # the first a zip can hold: equal contents give equal files
_ACTIVE = ("vbaproject", "activex", "oleobject", "/embeddings/")
_FETCHING = ("aFChunk", "subDocument", "attachedTemplate", "control", "oleObject")
Element = Any


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file.

    Attributes:
        code: for programs, `MISSING_FIELD`.
        message: what is wrong and what to do, for the person who sent it.
        field: the field it is about; "" for the file as a whole.
    """

    code: str
    message: str
    field: str = ""


class BadWordFile(BadValue):
    """A Word file that cannot be used (Word 文件有误); `faults` names everything that was found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(fault.message for fault in faults), field="file")
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a .docx by their names; `stories` are those with text: the body first, headers and footers."""

    parts: Mapping[str, bytes]
    stories: tuple[str, ...]

    def packed(self, changed: Mapping[str, bytes]) -> bytes:
        """The file with some parts changed; the same parts give the same bytes."""
        kept = BytesIO()
        with ZipFile(kept, "w", ZIP_DEFLATED) as file:
            for name, content in self.parts.items():
                entry = ZipInfo(name, _ENTRY_DATE)
                entry.compress_type = ZIP_DEFLATED
                file.writestr(entry, changed.get(name, content))
        return kept.getvalue()


def open_package(content: bytes) -> Package:
    """Open a .docx.

    Raises:
        BadWordFile: it is none, it is too large, or it holds what may run or be fetched.
    """
    parts = _unpacked(content)
    types = _content_types(parts)
    main = next((name for name, kind in types.items() if kind.endswith(".main+xml")), "")
    if types.get(main) != _MAIN or main not in parts:
        raise BadWordFile([_wrong_type(types.get(main, ""))])
    if faults := [*_active(parts), *_outside(parts), *_strict(parts[main])]:
        raise BadWordFile(faults)
    others = (name for name, kind in types.items() if kind in _STORIES[1:] and name in parts)
    return Package(parts, (main, *sorted(others)))


def parse(content: bytes) -> Element:
    """An XML part as a tree, without entities and without the network.

    Raises:
        BadWordFile: it is not well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise BadWordFile([_broken()]) from error
    if root.getroottree().docinfo.doctype:
        raise BadWordFile([_broken()])
    return root


def _broken() -> Fault:
    return Fault("BROKEN", gettext("文件已损坏，请用 Word 或 WPS 打开后另存为 .docx 再上传"))


def _unpacked(content: bytes) -> dict[str, bytes]:
    if len(content) > MAX_BYTES:
        size = {"most": MAX_BYTES // 1_000_000, "size": f"{len(content) / 1_000_000:.1f}"}
        raise BadWordFile([Fault("TOO_LARGE", gettext("文件%(size)s MB，不得超过%(most)s MB，请压缩图片") % size)])
    if content.startswith(_OLE):
        words = gettext("这是旧格式 .doc 或加了打开密码的文件，请去掉密码后另存为 .docx")
        raise BadWordFile([Fault("NOT_DOCX", words)])
    try:
        with ZipFile(BytesIO(content)) as file:
            return dict(_entries(file))
    except BadZipFile as error:
        raise BadWordFile([_not_docx() if content[:2] != b"PK" else _broken()]) from error
    except (zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError) as error:
        raise BadWordFile([_broken()]) from error


def _not_docx() -> Fault:
    return Fault("NOT_DOCX", gettext("这不是 Word 文件（.docx），请用 Word 或 WPS 另存为 .docx 再上传"))


def _entries(file: ZipFile) -> Iterator[tuple[str, bytes]]:
    """The entries, no more than the limits whatever the directory says of their sizes."""
    bomb = Fault("TOO_MUCH_INSIDE", gettext("文件展开后过大，不予接收，请去掉大图片和嵌入内容"))
    left, seen = MAX_UNPACKED_BYTES, set()
    if len(file.infolist()) > MAX_ENTRIES:
        raise BadWordFile([bomb])
    for entry in file.infolist():
        if entry.is_dir():
            continue
        if entry.filename in seen or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or _strays(entry.filename):
            raise BadWordFile([_broken()])
        seen.add(entry.filename)
        with file.open(entry) as part:
            content = part.read(left + 1)
        left -= len(content)
        if left < 0:
            raise BadWordFile([bomb])
        yield entry.filename, content


def _strays(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _content_types(parts: Mapping[str, bytes]) -> dict[str, str]:
    if "[Content_Types].xml" not in parts:
        raise BadWordFile([_not_docx()])
    root = parse(parts["[Content_Types].xml"])
    overrides = root.iter(f"{_TYPES}Override")
    return {one.get("PartName", "").lstrip("/"): one.get("ContentType", "") for one in overrides}


def _wrong_type(kind: str) -> Fault:
    if "macroEnabled" in kind:
        return Fault("MACROS", gettext("文件带宏（.docm），不予接收，请另存为不带宏的 .docx"))
    if "template.main" in kind:
        return Fault("NOT_DOCX", gettext("这是 Word 的模板格式（.dotx），请另存为 .docx"))
    return _not_docx()


def _active(parts: Mapping[str, bytes]) -> Iterator[Fault]:
    for name in parts:
        if any(mark in f"/{name}".lower() for mark in _ACTIVE):
            words = gettext("文件含宏、控件或嵌入对象（%(part)s），不予接收，请删除后再上传")
            yield Fault("MACROS", words % {"part": name})
            return


def _outside(parts: Mapping[str, bytes]) -> Iterator[Fault]:
    """Relations that lead out of the file or bring other files in."""
    for name, content in parts.items():
        if not name.lower().endswith(".rels"):
            continue
        for one in parse(content).iter(f"{_RELATIONS}Relationship"):
            kind, target = one.get("Type", "").rpartition("/")[2], one.get("Target", "")[:100]
            if one.get("TargetMode") == "External" or kind in _FETCHING:
                yield Fault("EXTERNAL", _says_outside(kind) % {"target": target})


def _says_outside(kind: str) -> str:
    if kind == "hyperlink":
        return gettext("文件含超链接（%(target)s），请在链接上点右键“取消超链接”后再上传")
    if kind == "attachedTemplate":
        return gettext("文件挂着别处的模板（%(target)s），请新建空白文档，把内容复制进去再上传")
    return gettext("文件引用了文件之外的内容（%(target)s），请改为直接插入或删除后再上传")


def _strict(main: bytes) -> Iterator[Fault]:
    if b"http://purl.oclc.org/ooxml/" in main[:20_000]:
        yield Fault("NOT_DOCX", gettext("这是“严格 Open XML”格式，请另存为普通的“Word 文档（.docx）”"))
