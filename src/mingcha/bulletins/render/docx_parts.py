"""The parts of a DOCX that are the same for every bulletin (固定部件): types, relations, styles, settings, footers.

Written by hand: the layout is one known page, and strings cost a fiftieth of a library. Facts that shaped it: `docGrid`
of type `lines` with exact 28.95 pt lines (LibreOffice doubles the cells of `linesAndChars`), run spacing -4 (twentieths
of a point) for 28 characters a line, `snapToGrid` 0 on lines of another size. Fonts are the offices' own, by name.
"""

from typing import Final

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W: Final = f'xmlns:w="{_W}" xmlns:r="{_OFFICE}/relationships"'

FANG, KAI, HEI, BIAO, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
LATIN = "Times New Roman"

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CONTENT_TYPES = (
    f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_WORD}.settings+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_WORD}.footer+xml"/>'
    f'<Override PartName="/word/footer2.xml" ContentType="{_WORD}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml"'
    ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
RELATIONS = (
    f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
DOCUMENT_RELATIONS = (
    f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/relationships/settings" Target="settings.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/relationships/footer" Target="footer1.xml"/>'
    f'<Relationship Id="rId4" Type="{_OFFICE}/relationships/footer" Target="footer2.xml"/></Relationships>'
)
SETTINGS = (
    f'{HEAD}<w:settings {W}><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
# The section: A4, margins in twentieths of a point (37, 26, 35, 28 mm), the page number 7 mm below the type area.
SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"'
    ' w:header="851" w:footer="1304" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
)
TYPE_WIDTH_TWIPS = 8844
# A table that floats at the foot of the type area. LibreOffice lets a table of full width float only when it is placed
# against the page.
FOOT_OF_PAGE = (
    '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:topFromText="284" w:vertAnchor="margin" w:horzAnchor="page"'
    ' w:tblpX="1587" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
)
NO_CELL_MARGINS = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'


def _fonts(face: str) -> str:
    return f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{face}"/>'


def _style(key: str, name: str, paragraph: str, run: str, *, based: bool = True) -> str:
    """A paragraph style; `based` takes body size, pitch and spacing from Normal."""
    base = '<w:basedOn w:val="Normal"/>' if based else ""
    default = "" if based else ' w:default="1"'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{key}"><w:name w:val="{name}"/>{base}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _exactly(points: float, before: float = 0, after: float = 0) -> str:
    """A line of fixed height off the grid, with points before and after it."""
    return (
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"'
        f' w:line="{round(points * 20)}" w:lineRule="exact"/>'
    )


_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="632"/>'
_NATURAL = '<w:spacing w:val="0"/>'
_CENTRE = '<w:jc w:val="center"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _heading(level: int, face: str) -> str:
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    return _style(f"Heading{level}", f"heading {level}", f"<w:keepNext/>{_INDENT}{outline}", _fonts(face))


def _cells(points: int) -> tuple[str, str]:
    """Words of a table and of its head. The size is the style's: LibreOffice forgets a run's own in a control."""
    lines, size = _exactly(points + 8) + _CENTRE, _NATURAL + _size(points)
    return (
        _style(f"Cell{points}", f"表格文字 {points}", lines, size),
        _style(f"CellHead{points}", f"表头文字 {points}", "<w:keepNext/>" + lines, _fonts(HEI) + size),
    )


_TAIL_INDENT = '<w:ind w:left="840" w:right="280" w:hanging="560"/>'
_RED_LINE = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="8" w:color="E60012"/></w:pBdr>'
_OFFICE_TABS = (
    f'<w:tabs><w:tab w:val="left" w:pos="320"/><w:tab w:val="right" w:pos="{TYPE_WIDTH_TWIPS - 320}"/></w:tabs>'
)
_STYLES = (
    _style(
        "Normal",
        "Normal",
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:spacing w:before="0" w:after="0" w:line="579"'
        ' w:lineRule="exact"/><w:jc w:val="both"/>',
        f'{_fonts(FANG)}<w:spacing w:val="-4"/>{_size(16)}<w:lang w:val="en-US" w:eastAsia="zh-CN"/>',
        based=False,
    ),
    _style("Body", "通报正文", _INDENT, ""),
    _heading(1, HEI),
    _heading(2, KAI),
    _heading(3, FANG),
    _heading(4, FANG),
    _style("Note", "报头提示", '<w:jc w:val="left"/>', _fonts(HEI) + _NATURAL),
    _style(
        "Series",
        "报头名称",
        _exactly(52, before=29, after=13) + _CENTRE,
        f'{_fonts(BIAO)}<w:b/><w:color w:val="E60012"/>{_NATURAL}',
    ),
    _style("Number", "期号", _CENTRE, _NATURAL),
    _style("Office", "编印单位", f'{_RED_LINE}{_OFFICE_TABS}<w:jc w:val="left"/>', _NATURAL),
    _style("Title", "Title", _exactly(36) + _CENTRE, f"{_fonts(BIAO)}<w:b/>{_NATURAL}{_size(22)}"),
    *_cells(12),
    *_cells(14),
    _style("Tail", "报尾", f'{_exactly(21)}{_TAIL_INDENT}<w:jc w:val="left"/>', _NATURAL + _size(14)),
    _style("Copies", "印数", f'{_exactly(21)}<w:ind w:right="280"/><w:jc w:val="right"/>', _NATURAL + _size(14)),
    _style("End", "文末", _exactly(1), _size(1)),
    _style("Footer", "footer", _exactly(20), _fonts(SONG) + _NATURAL + _size(14)),
)
STYLES = (
    f"{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANG)}</w:rPr></w:rPrDefault></w:docDefaults>"
    + "".join(_STYLES)
    + f'<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr>{_fonts(HEI)}</w:rPr></w:style>'
    + '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    + '<w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    + "</w:styles>"
)


def footer(side: str) -> str:
    """`— 1 —`, one character in from `right` (odd pages) or `left` (even pages)."""
    number = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    place = f'<w:pPr><w:pStyle w:val="Footer"/><w:ind w:left="280" w:right="280"/><w:jc w:val="{side}"/></w:pPr>'
    before, after = (f'<w:r><w:t xml:space="preserve">{dash}</w:t></w:r>' for dash in ("— ", " —"))
    return f"{HEAD}<w:ftr {W}><w:p>{place}{before}{number}{after}</w:p></w:ftr>"
