"""The bulletin as PDF (版式文件), set by Typst with `gongwen.typ`. Words go in as JSON and are never read as Typst."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from mingcha.bulletins.render import fonts, sizes, words
from mingcha.bulletins.tree import Block, Document, Heading, Inline, Paragraph, Table

TEMPLATE = Path(__file__).with_name("gongwen.typ")
_HEADING_FONTS = {1: "hei", 2: "kai"}  # levels 3 and 4 are printed in the body's own 仿宋


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished PDF and what is to be known about it.

    Attributes:
        pdf: the file.
        warnings: Chinese sentences: fonts and characters that were replaced, remarks of Typst.
    """

    pdf: bytes
    warnings: tuple[str, ...]


def to_pdf(document: Document, *, fixed_at: datetime | None = None) -> Rendered:
    """The bulletin on A4, GB/T 9704 layout, fonts embedded. The same tree and instant give the same bytes.

    Args:
        document: the finished tree.
        fixed_at: the creation date written into the file, aware; None writes none (drafts).

    Raises:
        BadValue: a character that cannot be printed.
        NoFont: no font at all for a role; says `make system`.
    """
    words.refuse_unprintable(document)
    report = fonts.report(strings_by_role(document))
    data = payload(document, report, is_dated=fixed_at is not None)
    pdf, remarks = compiled(data, fixed_at=fixed_at)
    return Rendered(pdf, (*report.warnings, *remarks))


def compiled(data: str, *, fixed_at: datetime | None) -> tuple[bytes, tuple[str, ...]]:
    """Run Typst over the template with the given JSON: the PDF, and Typst's own remarks."""
    import typst

    made, remarks = typst.compile_with_warnings(
        TEMPLATE,
        font_paths=fonts.installed(),
        sys_inputs={"data": data},
        timestamp=None if fixed_at is None else int(fixed_at.timestamp()),
    )
    return made, tuple(remark.message for remark in remarks)


def payload(document: Document, report: fonts.FontReport, *, is_dated: bool) -> str:
    """The JSON that the template reads."""
    head = document.masthead
    size, stretch = sizes.series_fit(head.series)
    data = {
        "title": "".join(document.title_lines),
        "dated": is_dated,
        "fonts": report.chains,
        "note": head.note,
        "series": {"text": head.series, "size": size, "stretch": stretch},
        "number": words.issue_line(head),
        "office": head.office,
        "date": words.chinese_date(head.issued_on),
        "title_lines": document.title_lines,
        "blocks": [_block(block) for block in document.body],
        "tail": words.tail_lines(document.tail),
        "copies": words.copies_line(document.tail),
    }
    return json.dumps(data, ensure_ascii=False)


def strings_by_role(document: Document) -> dict[str, list[str]]:
    """Every printed string under the role of the font it is printed in."""
    head = document.masthead
    said: dict[str, list[str]] = {"fang": [words.issue_line(head), head.office, words.chinese_date(head.issued_on)]}
    said |= {"hei": [head.note], "kai": [], "biao": [head.series, *document.title_lines]}
    said["fang"] += [label + names for label, names in words.tail_lines(document.tail)]
    said["fang"].append(words.copies_line(document.tail))
    for block in document.body:
        for role, inlines in _runs(block):
            for part in inlines:
                said["hei" if getattr(part, "strong", False) else role].append(part.text)
    return said


def _runs(block: Block) -> list[tuple[str, tuple[Inline, ...]]]:
    if isinstance(block, Table):
        return [("hei" if row is block.rows[0] else "fang", cell) for row in block.rows for cell in row]
    role = _HEADING_FONTS.get(block.level, "fang") if isinstance(block, Heading) else "fang"
    return [(role, block.inlines)]


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "p", "inlines": _inlines(block.inlines)}
    if isinstance(block, Heading):
        return {"kind": "h", "level": block.level, "inlines": _inlines(block.inlines)}
    return {
        "kind": "t",
        "size": sizes.cell_size(block),
        "shares": sizes.column_shares(block),
        "centred": sizes.is_centred(block),
        "breakable": not sizes.is_kept_together(block),
        "rows": [[_inlines(cell) for cell in row] for row in block.rows],
    }


def _inlines(inlines: tuple[Inline, ...]) -> list[tuple[str, bool]]:
    """Figures are plain black words on paper: joined with their neighbours, so that lines break and stretch evenly."""
    parts: list[tuple[str, bool]] = []
    for part in inlines:
        is_strong = bool(getattr(part, "strong", False))
        if parts and parts[-1][1] == is_strong:
            parts[-1] = (parts[-1][0] + part.text, is_strong)
        else:
            parts.append((part.text, is_strong))
    return parts
