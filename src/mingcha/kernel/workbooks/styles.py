"""The looks a written cell may have (单元格样式): a fixed list, so that a workbook is one known layout."""

from enum import IntEnum

_FONTS = (
    '<font><sz val="11"/><name val="宋体"/></font>',
    '<font><b/><sz val="11"/><name val="宋体"/></font>',
    '<font><b/><sz val="18"/><name val="宋体"/></font>',
)
_FILLS = (
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FFDDE7F3"/></patternFill></fill>',
)
_EDGES = "".join(f'<{side} style="thin"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom"))
_BORDERS = ("<border/>", f"<border>{_EDGES}<diagonal/></border>")
_FORMATS = tuple(
    f'<numFmt numFmtId="{number}" formatCode="{code}"/>'
    for number, code in ((164, "yyyy\\-mm\\-dd"), (165, "yyyy\\-mm\\-dd\\ hh:mm"), (166, "General"))
)


class Look(IntEnum):
    """A style by its place in the list below."""

    PLAIN = 0
    TEXT = 1
    GUARDED = 2
    HEAD = 3
    DAY = 4
    INSTANT = 5
    NUMBER = 6
    TITLE = 7
    TOTAL = 8
    TOTAL_NUMBER = 9
    NOTE = 10


def _look(format_: int = 0, font: int = 0, fill: int = 0, border: int = 1, extra: str = "", place: str = "") -> str:
    align = f'<alignment vertical="center"{place}/>'
    return (
        f'<xf numFmtId="{format_}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyNumberFormat="1"'
        f' applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"{extra}>{align}</xf>'
    )


_WRAP, _CENTRE = ' wrapText="1"', ' horizontal="center" wrapText="1"'
_LOOKS = {
    Look.PLAIN: _look(border=0),
    Look.TEXT: _look(place=_WRAP),
    Look.GUARDED: _look(49, extra=' quotePrefix="1"', place=_WRAP),
    Look.HEAD: _look(font=1, fill=2, place=_CENTRE),
    Look.DAY: _look(164, place=' horizontal="center"'),
    Look.INSTANT: _look(165, place=' horizontal="center"'),
    Look.NUMBER: _look(166, place=' horizontal="right"'),
    Look.TITLE: _look(font=2, border=0, place=' horizontal="center"'),
    Look.TOTAL: _look(font=1, place=_WRAP),
    Look.TOTAL_NUMBER: _look(166, font=1, place=' horizontal="right"'),
    Look.NOTE: _look(border=0, place=_WRAP),
}


def _list(name: str, parts: tuple[str, ...]) -> str:
    return f'<{name} count="{len(parts)}">{"".join(parts)}</{name}>'


def sheet() -> str:
    """`xl/styles.xml`."""
    return (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        + _list("numFmts", _FORMATS)
        + _list("fonts", _FONTS)
        + _list("fills", _FILLS)
        + _list("borders", _BORDERS)
        + _list("cellStyleXfs", ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',))
        + _list("cellXfs", tuple(_LOOKS[look] for look in Look))
        + _list("cellStyles", ('<cellStyle name="Normal" xfId="0" builtinId="0"/>',))
        + "</styleSheet>"
    )
