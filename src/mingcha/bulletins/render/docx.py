"""The bulletin as DOCX (可编辑文件), GB/T 9704 layout. Each figure is a content control whose tag is `figure/3`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from itertools import count
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from mingcha.bulletins.render import docx_parts, sizes, words
from mingcha.bulletins.tree import Block, Document, FigureText, Heading, Inline, Masthead, Table, Tail

_ENTRY_DATE = (1980, 1, 1, 0, 0, 0)  # the first a zip can hold: equal trees give equal files
_CORE = (
    f'{docx_parts.HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:creator>{office}</dc:creator>{dates}<dc:language>zh-CN</dc:language>"
    "</cp:coreProperties>"
)


_TAB = "<w:r><w:tab/></w:r>"


def to_docx(document: Document, *, fixed_at: datetime | None = None) -> bytes:
    """The bulletin as an Office Open XML file. The same tree and instant give the same bytes.

    Args:
        document: the finished tree.
        fixed_at: creation and change date written into the file, aware; None writes none (drafts).

    Raises:
        BadValue: a character that cannot be printed.
    """
    words.refuse_unprintable(document)
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as file:
        for name, content in (*_fixed_parts(), *_own_parts(document, fixed_at)):
            entry = ZipInfo(name, _ENTRY_DATE)
            entry.compress_type = ZIP_DEFLATED
            file.writestr(entry, content)
    return kept.getvalue()


@cache
def _fixed_parts() -> tuple[tuple[str, bytes], ...]:
    parts = {
        "[Content_Types].xml": docx_parts.CONTENT_TYPES,
        "_rels/.rels": docx_parts.RELATIONS,
        "word/_rels/document.xml.rels": docx_parts.DOCUMENT_RELATIONS,
        "word/footer1.xml": docx_parts.footer("right"),
        "word/footer2.xml": docx_parts.footer("left"),
        "word/settings.xml": docx_parts.SETTINGS,
        "word/styles.xml": docx_parts.STYLES,
    }
    return tuple((name, parts[name].encode()) for name in sorted(parts))


def _own_parts(document: Document, fixed_at: datetime | None) -> tuple[tuple[str, bytes], ...]:
    ids = count(1)
    body = "".join(
        (
            *_masthead(document.masthead),
            *_title(document.title_lines),
            *(_block(block, ids) for block in document.body),
            _tail(document.tail),
        )
    )
    main = f"{docx_parts.HEAD}<w:document {docx_parts.W}><w:body>{body}{docx_parts.SECTION}</w:body></w:document>"
    return ("docProps/core.xml", _core(document, fixed_at).encode()), ("word/document.xml", main.encode())


def _core(document: Document, fixed_at: datetime | None) -> str:
    dates = ""
    if fixed_at is not None:
        instant = fixed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        dates = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{instant}</dcterms:{name}>' for name in ("created", "modified")
        )
    title, office = escape("".join(document.title_lines)), escape(document.masthead.office)
    return _CORE.format(title=title, office=office, dates=dates)


def _paragraph(style: str, runs: str, extra: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{runs}</w:p>'


def _run(said: str, properties: str = "") -> str:
    if not said:
        return ""
    given = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{given}<w:t xml:space="preserve">{escape(said)}</w:t></w:r>'


def _masthead(head: Masthead) -> Iterator[str]:
    size, stretch = sizes.series_fit(head.series)
    half_points = round(size * 2)
    fitted = f'<w:w w:val="{round(stretch * 100)}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    yield _paragraph("Note", _run(head.note))
    yield _paragraph("Series", _run(head.series, fitted))
    yield _paragraph("Number", _run(words.issue_line(head)))
    day = _run(words.chinese_date(head.issued_on))
    yield _paragraph("Office", f"{_TAB}{_run(head.office)}{_TAB}{day}")
    yield from (_paragraph("Normal", ""),) * 2


def _title(lines: tuple[str, ...]) -> Iterator[str]:
    yield from (_paragraph("Title", _run(line)) for line in lines)
    yield _paragraph("Normal", "")


def _block(block: Block, ids: "count[int]") -> str:
    if isinstance(block, Table):
        return _table(block, ids)
    style = f"Heading{block.level}" if isinstance(block, Heading) else "Body"
    return _paragraph(style, _inlines(block.inlines, ids))


def _inlines(inlines: tuple[Inline, ...], ids: "count[int]") -> str:
    return "".join(_inline(part, ids) for part in words.merged(inlines))


def _inline(part: Inline, ids: "count[int]") -> str:
    if isinstance(part, FigureText):
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="数据 {part.index + 1}"/><w:tag w:val="figure/{part.index}"/>'
            f'<w:id w:val="{next(ids)}"/><w:text/></w:sdtPr><w:sdtContent>{_run(part.text)}</w:sdtContent></w:sdt>'
        )
    return _run(part.text, '<w:rStyle w:val="Strong"/>' if part.strong else "")


def _borders(**points: float) -> str:
    """Borders of a table, by side, in points (a line is given in eighths)."""
    return "".join(
        f'<w:{side} w:val="single" w:sz="{round(width * 8)}" w:space="0" w:color="000000"/>'
        for side, width in points.items()
    )


def _table(table: Table, ids: "count[int]") -> str:
    shares = sizes.column_shares(table)
    widths = [docx_parts.TYPE_WIDTH_TWIPS * share // sum(shares) for share in shares]
    last = len(table.rows) - 1 if sizes.is_kept_together(table) else 0
    points = round(sizes.cell_size(table))
    centred = sizes.is_centred(table)
    head = _row(table, 0, _Row(widths, centred, f"CellHead{points}", "<w:tblHeader/>", is_kept=False), ids)
    rows = (
        _row(table, number, _Row(widths, centred, f"Cell{points}", "", is_kept=number < last), ids)
        for number in range(1, len(table.rows))
    )
    lines = _borders(top=0.5, left=0.5, bottom=0.5, right=0.5, insideH=0.5, insideV=0.5)
    return _grid(widths, lines, head + "".join(rows))


@dataclass(frozen=True, slots=True)
class _Row:
    """How a row is written; `is_kept`: on one page with the next (the head is kept by its style)."""

    widths: list[int]
    centred: tuple[bool, ...]
    style: str
    properties: str
    is_kept: bool


def _row(table: Table, number: int, how: _Row, ids: "count[int]") -> str:
    cells = []
    for cell, width, is_centred in zip(table.rows[number], how.widths, how.centred, strict=True):
        is_left = number > 0 and not is_centred
        extra = ("<w:keepNext/>" if how.is_kept else "") + ('<w:jc w:val="left"/>' if is_left else "")
        cells.append(_cell(_paragraph(how.style, _inlines(cell, ids), extra), width))
    return f"<w:tr><w:trPr><w:cantSplit/>{how.properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(inner: str, width: int) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def _grid(widths: list[int], lines: str, rows: str, *, position: str = "") -> str:
    """A table; `position` lets it float, and then its cells have no margins, which programs count differently."""
    margins = docx_parts.NO_CELL_MARGINS if position else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr>{position}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{margins}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def _tail(tail: Tail) -> str:
    """A table of one cell a row that floats at the foot of the last page's type area."""
    lines = "".join(_paragraph("Tail", _run(label + names)) for label, names in words.tail_lines(tail))
    copies = "" if tail.copies is None else _paragraph("Copies", _run(words.copies_line(tail)))
    cells = [_cell(part, docx_parts.TYPE_WIDTH_TWIPS) for part in (lines, copies) if part]
    if not cells:
        return ""
    rows = "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>" for cell in cells)
    borders = _borders(top=1, bottom=1, insideH=0.75)
    floating = docx_parts.FOOT_OF_PAGE
    return _grid([docx_parts.TYPE_WIDTH_TWIPS], borders, rows, position=floating) + _paragraph("End", "")
