"""The parts of a built-in template that are always the same (固定部件): styles, sections, footers, relations.

GB/T 9704: A4, type area 156 x 225 mm, body 三号 (16 pt) at 28.95 pt a line, run spacing -4 for 28 characters.
A letter's mark stands 30 mm below the edge over a red double line 170 mm wide, a second one 20 mm above the
lower edge; no page number on its first page. Fonts are the offices' own, by name.
"""

from typing import Final

_NS: Final = "http://schemas.openxmlformats.org"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W: Final = (
    f'xmlns:w="{_NS}/wordprocessingml/2006/main" xmlns:r="{_NS}/officeDocument/2006/relationships"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    f' xmlns:mc="{_NS}/markup-compatibility/2006" mc:Ignorable="w15"'
)
TYPE_WIDTH_TWIPS = 8844
TAB = "<w:r><w:tab/></w:r>"
FANG, KAI, HEI, BIAO, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
_LATIN, _RED = "Times New Roman", "E60012"

TABLE_LINES = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in (("top", 8), ("left", 8), ("bottom", 8), ("right", 8), ("insideH", 4), ("insideV", 4))
    )
    + "</w:tblBorders>"
)
_PAGE = '<w:pgSz w:w="11906" w:h="16838"/>'
_GRID = '<w:docGrid w:type="lines" w:linePitch="579"/>'
_FOOTERS = '<w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>'
FORM_SECTION = (
    f'<w:sectPr>{_FOOTERS}{_PAGE}<w:pgMar w:top="1418" w:right="1474" w:bottom="1361" w:left="1587" w:header="851"'
    f' w:footer="737" w:gutter="0"/>{_GRID}</w:sectPr>'
)
LETTER_SECTION = (
    f'<w:sectPr>{_FOOTERS}<w:footerReference w:type="first" r:id="rId5"/>{_PAGE}<w:pgMar w:top="1701" w:right="1474"'
    f' w:bottom="1701" w:left="1587" w:header="851" w:footer="1134" w:gutter="0"/><w:titlePg/>{_GRID}</w:sectPr>'
)


def _fonts(face: str) -> str:
    return f'<w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:cs="{_LATIN}" w:eastAsia="{face}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _lines(points: float, *, before: float = 0, after: float = 0, rule: str = "exact") -> str:
    return (
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"'
        f' w:line="{round(points * 20)}" w:lineRule="{rule}"/>'
    )


def _style(key: str, name: str, paragraph: str, run: str, *, is_base: bool = False) -> str:
    based = "" if is_base else '<w:basedOn w:val="Normal"/>'
    default = ' w:default="1"' if is_base else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{key}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


_KEPT = "<w:keepNext/>"
_NATURAL = '<w:spacing w:val="0"/>'
_LEFT, _RIGHT, _CENTRE = (f'<w:jc w:val="{side}"/>' for side in ("left", "right", "center"))
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="632"/>'
_MARK = f'{_fonts(BIAO)}<w:color w:val="{_RED}"/>{_NATURAL}'
_WIDE = '<w:ind w:left="-397" w:right="-397"/>'  # 7 mm beyond the type area on either side
_DOUBLE_BELOW = f'<w:pBdr><w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="6" w:color="{_RED}"/></w:pBdr>'
_DOUBLE_ABOVE = f'<w:pBdr><w:top w:val="thinThickSmallGap" w:sz="24" w:space="1" w:color="{_RED}"/></w:pBdr>'
_NUMBER_TABS = f'<w:tabs><w:tab w:val="right" w:pos="{TYPE_WIDTH_TWIPS}"/></w:tabs>'
_STYLES = (
    _style(
        "Normal",
        "Normal",
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:spacing w:before="0" w:after="0" w:line="579"'
        ' w:lineRule="exact"/><w:jc w:val="both"/>',
        f'{_fonts(FANG)}<w:spacing w:val="-4"/>{_size(16)}<w:lang w:val="en-US" w:eastAsia="zh-CN"/>',
        is_base=True,
    ),
    _style("Body", "正文段落", _INDENT, ""),
    _style("BodyEnd", "末段", _KEPT + _INDENT, ""),
    _style("To", "主送", _LEFT, ""),
    _style("Title", "Title", _lines(34) + _CENTRE, _fonts(BIAO) + _NATURAL + _size(22)),
    _style(
        "Mark",
        "单头名称",
        _lines(36, after=4) + _CENTRE,
        _MARK + _size(24),
    ),
    _style("FormTitle", "单名", _lines(40, after=6) + _CENTRE, _fonts(BIAO) + _NATURAL + _size(26)),
    _style("Number", "编号行", _NUMBER_TABS + _lines(26, after=2) + _LEFT, _NATURAL + _size(14)),
    _style("FormLabel", "栏目名", _lines(22) + _CENTRE, _fonts(HEI) + _NATURAL + _size(14)),
    _style("FormText", "栏目内容", _lines(22, before=3, after=3) + _LEFT, _NATURAL + _size(14)),
    _style(
        "FormHead",
        "表头",
        _KEPT + _lines(22, before=2, after=2) + _CENTRE,
        _fonts(HEI) + _NATURAL + _size(12),
    ),
    _style("FormCell", "表格内容", _lines(20, before=2, after=2) + _CENTRE, _NATURAL + _size(12)),
    _style("FormCellLeft", "表格文字", _lines(20, before=2, after=2) + _LEFT, _NATURAL + _size(12)),
    _style("CellLeft", "函内表格文字", _lines(22) + _LEFT, _NATURAL + _size(12)),
    _style("CellHead", "函内表头", _KEPT + _lines(22) + _CENTRE, _fonts(HEI) + _NATURAL + _size(12)),
    _style("Cell", "函内表格", _lines(22) + _CENTRE, _NATURAL + _size(12)),
    _style("Note", "注", _lines(20, before=6) + _LEFT, _NATURAL + _size(12)),
    _style(
        "LetterMark",
        "函头名称",
        _DOUBLE_BELOW + _lines(40) + _WIDE + _CENTRE,
        _MARK + _size(26),
    ),
    _style("LetterNumber", "函号", _lines(29, before=4) + _RIGHT, _NATURAL),
    _style("LetterFoot", "函底线", _DOUBLE_ABOVE + _lines(2) + _WIDE, _size(2)),
    _style("SignGap", "落款前空行", "<w:keepNext/>", ""),
    _style("Sign", "署名", _KEPT + '<w:ind w:right="632"/>' + _RIGHT, ""),
    _style("Day", "成文日期", '<w:ind w:right="1264"/>' + _RIGHT, ""),
    _style("Gap", "表格间隔", _lines(8), _size(4)),
    _style("End", "文末", _lines(1), _size(1)),
    _style("Footer", "footer", _lines(20), _fonts(SONG) + _NATURAL + _size(14)),
)
_STYLE_PART = (
    f"{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANG)}</w:rPr></w:rPrDefault></w:docDefaults>"
    + "".join(_STYLES)
    + '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    "</w:styles>"
)


def _footer(side: str) -> str:
    """`— 1 —`, one character in from `right` (odd pages) or `left` (even pages)."""
    number = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    place = f'<w:pPr><w:pStyle w:val="Footer"/><w:ind w:left="280" w:right="280"/><w:jc w:val="{side}"/></w:pPr>'
    before, after = (f'<w:r><w:t xml:space="preserve">{dash}</w:t></w:r>' for dash in ("— ", " —"))
    return f"{HEAD}<w:ftr {W}><w:p>{place}{before}{number}{after}</w:p></w:ftr>"


_FIRST_FOOTER = f'{HEAD}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="LetterFoot"/></w:pPr></w:p></w:ftr>'
_PARTS = {
    "word/document.xml": "document.main",
    "word/styles.xml": "styles",
    "word/settings.xml": "settings",
    "word/footer1.xml": "footer",
    "word/footer2.xml": "footer",
    "word/footer3.xml": "footer",
}
_TYPES = (
    f'{HEAD}<Types xmlns="{_NS}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(f'<Override PartName="/{name}" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in _PARTS.items())
    + "</Types>"
)


def _relations(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_NS}/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{_NS}/package/2006/relationships">{rows}</Relationships>'


_SETTINGS = (
    f'{HEAD}<w:settings {W}><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
FIXED: Final = (
    ("[Content_Types].xml", _TYPES),
    ("_rels/.rels", _relations(("officeDocument", "word/document.xml"))),
    (
        "word/_rels/document.xml.rels",
        _relations(
            ("styles", "styles.xml"),
            ("settings", "settings.xml"),
            ("footer", "footer1.xml"),
            ("footer", "footer2.xml"),
            ("footer", "footer3.xml"),
        ),
    ),
    ("word/footer1.xml", _footer("right")),
    ("word/footer2.xml", _footer("left")),
    ("word/footer3.xml", _FIRST_FOOTER),
    ("word/settings.xml", _SETTINGS),
    ("word/styles.xml", _STYLE_PART),
)
