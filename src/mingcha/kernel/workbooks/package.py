"""What an xlsx archive holds besides its sheets (工作簿的其他部件)."""

import re
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from mingcha.kernel.workbooks import styles

NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def parts(sheets: Sequence[tuple[str, int]], properties: Mapping[str, str]) -> dict[str, str]:
    """The other parts of the archive, text by name.

    Args:
        sheets: name of each, and how many lines stand above its rows: those are printed on every page.
    """
    kinds = "application/vnd.openxmlformats-officedocument"
    numbers = range(1, len(sheets) + 1)
    listed = {
        "/xl/workbook.xml": f"{kinds}.spreadsheetml.sheet.main+xml",
        "/xl/styles.xml": f"{kinds}.spreadsheetml.styles+xml",
        "/docProps/custom.xml": f"{kinds}.custom-properties+xml",
        **{f"/xl/worksheets/sheet{n}.xml": f"{kinds}.spreadsheetml.worksheet+xml" for n in numbers},
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in listed.items())
    links = "".join(_relation(n, "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": _relations(
            _relation(1, "officeDocument", "xl/workbook.xml") + _relation(2, "custom-properties", "docProps/custom.xml")
        ),
        "xl/_rels/workbook.xml.rels": _relations(links + _relation(len(sheets) + 1, "styles", "styles.xml")),
        "xl/workbook.xml": _workbook(sheets),
        "xl/styles.xml": styles.sheet(),
        "docProps/custom.xml": _custom(properties),
    }


def _relations(inside: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'


def _workbook(sheets: Sequence[tuple[str, int]]) -> str:
    """The list of sheets, and which lines are printed on every page."""
    listed, names = "", ""
    for n, (given, head) in enumerate(sheets, 1):
        name = sheet_name(given)
        listed += f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        quoted = escape(name.replace("'", "''"))
        lines = f"'{quoted}'!$1:${head}"
        names += f'<definedName name="_xlnm.Print_Titles" localSheetId="{n - 1}">{lines}</definedName>'
    return (
        f'<workbook {NAMESPACE} xmlns:r="{RELATIONS}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{listed}</sheets><definedNames>{names}</definedNames></workbook>"
    )


def sheet_name(name: str) -> str:
    """A name that the format allows: 31 letters, none of `[]:*?/\\`."""
    return re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name)[:31].strip("' ") or "Sheet"


def _custom(properties: Mapping[str, str]) -> str:
    space = "http://schemas.openxmlformats.org/officeDocument/2006"
    given = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{n}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for n, (name, value) in enumerate(properties.items(), 2)
    )
    return f'<Properties xmlns="{space}/custom-properties" xmlns:vt="{space}/docPropsVTypes">{given}</Properties>'
