"""A finished bulletin in one of its formats. Heavy renderers are imported where they are used."""

import json
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from mingcha.bulletins import queries, tree
from mingcha.bulletins.choices import BulletinState, Format
from mingcha.bulletins.models import Bulletin
from mingcha.bulletins.queries import Finished

MEDIA_TYPES = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.HTML: "text/html; charset=utf-8",
    Format.TXT: "text/plain; charset=utf-8",
    Format.JSON: "application/json",
}


@dataclass(frozen=True, slots=True)
class Made:
    """The bytes of a format, and what the reader must be told of fonts and glyphs."""

    content: bytes
    warnings: tuple[str, ...] = ()


def file_name(bulletin: Bulletin, form: str) -> str:
    """What the file is called: `bulletin-7.pdf`, `bulletin-draft-12.pdf`."""
    return f"bulletin-{bulletin.number or f'draft-{bulletin.pk}'}.{form}"


def finished(bulletin: Bulletin) -> Finished:
    """The bulletin to render: an issued one from what was frozen, touching no live record; any other composed now.

    Raises:
        NotThere: an issue that was only registered; BadFile: a draft with a faulty mark.
    """
    if bulletin.state == BulletinState.ISSUED:
        return queries.frozen(bulletin)
    from mingcha.bulletins import live

    return live.finished(bulletin)


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
