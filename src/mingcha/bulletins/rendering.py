"""A finished bulletin in one of its formats. Heavy renderers are imported where they are used."""

import json
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from mingcha.bulletins import tree
from mingcha.bulletins.choices import Format
from mingcha.bulletins.queries import Finished


@dataclass(frozen=True, slots=True)
class Made:
    """The bytes of a format, and what the reader must be told of fonts and glyphs."""

    content: bytes
    warnings: tuple[str, ...] = ()


def rendered(finished: Finished, form: str) -> Made:
    """The bulletin as bytes. An issued one gives the same bytes for ever in txt, html and json."""
    document = finished.document
    if form == Format.PDF:
        from mingcha.bulletins.render.pdf import to_pdf

        made = to_pdf(document, fixed_at=_fixed_at(document))
        return Made(made.pdf, made.warnings)
    if form == Format.DOCX:
        from mingcha.bulletins.render.docx import to_docx

        return Made(to_docx(document, fixed_at=_fixed_at(document)))
    return Made(_words(finished, form).encode())


def _words(finished: Finished, form: str) -> str:
    if form == Format.HTML:
        from mingcha.bulletins.render.html import to_page

        return to_page(finished.document)
    if form == Format.TXT:
        from mingcha.bulletins.render.text import to_text

        return to_text(finished.document)
    return json.dumps(finished.trace, ensure_ascii=False, indent=2) + "\n"


def _fixed_at(document: tree.Document) -> datetime | None:
    """The date the file says it was made on: the day of issue; none while a draft."""
    issued_on = document.masthead.issued_on
    return datetime.combine(issued_on, time(9), ZoneInfo("Asia/Shanghai")) if issued_on else None
