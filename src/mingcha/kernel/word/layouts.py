"""Built-in templates (内置模板): letters and forms in the look of GB/T 9704, every field a content control.

An office takes one as a beginning of its own. Written by hand as `parts` and strings: the layout is a known page.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from typing import Final
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from mingcha.kernel.word import parts
from mingcha.kernel.word.fields import FieldSpec

_MARK = re.compile(r"\{([a-z_]+)\}")
_GRID = (1701, 2721, 1701, 2721)
_ENTRY_DATE = (1980, 1, 1, 0, 0, 0)
_LEAST_MM: Final = 11
_WIDE: Final = 0.3  # a column of this share of the width holds sentences, and stands left


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a form: a label, and words in which `{due_on}` stands for a field; at least so many mm high."""

    label: str
    text: str = ""
    height_mm: int = _LEAST_MM


@dataclass(frozen=True, slots=True)
class Pair:
    """Two short rows beside each other."""

    left: Line
    right: Line


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of a list field: column name -> share of the width."""

    field: str
    shares: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A form (单): the maker's name in red, the title, number and day, then rows under lines."""

    title: str
    rows: tuple[Line | Pair | Rows, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter (信函): mark between red double lines, number, title, to whom, text, signature and day."""

    title: str
    to: str
    body: tuple[str | Rows, ...]


Layout = Form | Letter


def build(layout: Layout, specs: Sequence[FieldSpec]) -> bytes:
    """The template as a .docx; the same layout gives the same bytes.

    Raises:
        KeyError: the layout names a field that is not among the specs.
    """
    writer = _Writer({spec.name: spec for spec in specs})
    body = writer.form(layout) if isinstance(layout, Form) else writer.letter(layout)
    section = parts.FORM_SECTION if isinstance(layout, Form) else parts.LETTER_SECTION
    main = f"{parts.HEAD}<w:document {parts.W}><w:body>{''.join(body)}{section}</w:body></w:document>"
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as file:
        for name, content in (*parts.FIXED, ("word/document.xml", main)):
            entry = ZipInfo(name, _ENTRY_DATE)
            entry.compress_type = ZIP_DEFLATED
            file.writestr(entry, content)
    return kept.getvalue()


class _Writer:
    """Writes a layout; gives every control an id of its own."""

    def __init__(self, specs: dict[str, FieldSpec]) -> None:
        self.specs = specs
        self.ids = count(1)

    def form(self, form: Form) -> Iterator[str]:
        yield _paragraph("Mark", self.words("{maker}"))
        yield _paragraph("FormTitle", _run("　".join(form.title) if len(form.title) <= 4 else form.title))
        yield _paragraph("Number", f"{_run('编号：')}{self.words('{number}')}{parts.TAB}{self.words('{made_on}')}")
        yield from self._tables(form.rows)
        if form.note:
            yield _paragraph("Note", self.words(form.note))
        yield _paragraph("End", "")

    def _tables(self, rows: Sequence[Line | Pair | Rows]) -> Iterator[str]:
        """Rows under one grid; a list between them is a table of its own, without a gap to see."""
        held: list[str] = []
        for row in rows:
            if isinstance(row, Rows):
                if held:
                    yield _table(_GRID, "".join(held)) + _paragraph("End", "")
                yield self.rows(row, "FormHead", "FormCell") + _paragraph("End", "")
                held = []
            else:
                held.append(self._row(row))
        if held:
            yield _table(_GRID, "".join(held))

    def _row(self, row: Line | Pair) -> str:
        lines = (row.left, row.right) if isinstance(row, Pair) else (row,)
        span = 1 if isinstance(row, Pair) else 3
        height = max(line.height_mm for line in lines)
        cells = "".join(
            _cell(_GRID[0], _paragraph("FormLabel", _run(line.label)))
            + _cell(sum(_GRID[1 : 1 + span]), _paragraph("FormText", self.words(line.text)), span)
            for line in lines
        )
        return f'<w:tr><w:trPr><w:trHeight w:val="{round(height * 56.7)}" w:hRule="atLeast"/></w:trPr>{cells}</w:tr>'

    def letter(self, letter: Letter) -> Iterator[str]:
        yield _paragraph("LetterMark", self.words("{maker}"))
        yield _paragraph("LetterNumber", self.words("{number}"))
        yield _paragraph("Normal", "") * 2
        yield _paragraph("Title", self.words(letter.title))
        yield _paragraph("Normal", "")
        yield _paragraph("To", self.words(letter.to) + _run("："))
        for block in letter.body:
            if isinstance(block, Rows):
                yield _paragraph("Gap", "") + self.rows(block, "CellHead", "Cell") + _paragraph("Gap", "")
            else:
                yield _paragraph("BodyEnd" if block is letter.body[-1] else "Body", self.words(block))
        yield _paragraph("SignGap", "")
        yield _paragraph("Sign", self.words("{maker}"))
        yield _paragraph("Day", self.words("{made_on}"))

    def rows(self, rows: Rows, head: str, cell: str) -> str:
        """A head, and one row within a repeating control that stands for all."""
        spec = self.specs[rows.field]
        columns = {column.name: column for column in spec.columns}
        total = sum(share for _, share in rows.shares)
        widths = [parts.TYPE_WIDTH_TWIPS * share // total for _, share in rows.shares]
        titles = [_run(columns[name].label) for name, _ in rows.shares]
        fields = [self.control(columns[name]) for name, _ in rows.shares]
        styles = [f"{cell}Left" if share > total * _WIDE else cell for _, share in rows.shares]
        top = _plain_row(widths, titles, [head] * len(titles), "<w:tblHeader/>")
        pattern = _plain_row(widths, fields, styles, "")
        entry = f'<w:sdt><w:sdtPr><w:id w:val="{next(self.ids)}"/><w15:repeatingSectionItem/></w:sdtPr>'
        entry += f"<w:sdtContent>{pattern}</w:sdtContent></w:sdt>"
        names = f"<w:alias w:val={quoteattr(spec.label)}/><w:tag w:val={quoteattr(spec.name)}/>"
        repeating = f'<w:sdt><w:sdtPr>{names}<w:id w:val="{next(self.ids)}"/><w15:repeatingSection/></w:sdtPr>'
        repeating += f"<w:sdtContent>{entry}</w:sdtContent></w:sdt>"
        return _table(widths, top + repeating)

    def words(self, text: str) -> str:
        """Words with controls for the fields among them."""
        pieces = _MARK.split(text)
        write: tuple[Callable[[str], str], ...] = (_run, lambda name: self.control(self.specs[name]))
        return "".join(write[number % 2](piece) for number, piece in enumerate(pieces))

    def control(self, spec: FieldSpec) -> str:
        """A content control of a field within a line."""
        names = f"<w:alias w:val={quoteattr(spec.label)}/><w:tag w:val={quoteattr(spec.name)}/>"
        kind = f'{names}<w:id w:val="{next(self.ids)}"/><w:text w:multiLine="1"/>'
        return f"<w:sdt><w:sdtPr>{kind}</w:sdtPr><w:sdtContent>{_run(f'〔{spec.label}〕')}</w:sdtContent></w:sdt>"


def _run(said: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(said)}</w:t></w:r>' if said else ""


def _paragraph(style: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _cell(width: int, inner: str, span: int = 1) -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}<w:vAlign w:val="center"/></w:tcPr>{inner}</w:tc>'


def _plain_row(widths: Sequence[int], contents: Sequence[str], styles: Sequence[str], properties: str) -> str:
    cells = "".join(_cell(w, _paragraph(s, c)) for w, c, s in zip(widths, contents, styles, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{cells}</w:tr>"


def _table(widths: Sequence[int], rows: str) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>{parts.TABLE_LINES}'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )
