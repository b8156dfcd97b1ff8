"""Rendering one bulletin, warm (成文): ours against the bare libraries, other figures each time.

Typst alone gets the same template and finished data and the same fonts already found; docxtpl fills the figures into a
ready DOCX of the same words.
"""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

from benchmarks.table import Row, medians_ms

from mingcha.bulletins.render import fonts, pdf
from mingcha.bulletins.render.docx import to_docx
from mingcha.bulletins.tests.sample_bulletin import FIXED_AT, a_bulletin
from mingcha.bulletins.tree import Document, FigureText, Inline, Table


def with_figures(document: Document, said: Callable[[int], str]) -> Document:
    """The same bulletin with other figures: `said` gives the words of the figure at an index."""

    def changed(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(replace(p, text=said(p.index)) if isinstance(p, FigureText) else p for p in inlines)

    body = tuple(
        replace(block, rows=tuple(tuple(map(changed, row)) for row in block.rows))
        if isinstance(block, Table)
        else replace(block, inlines=changed(block.inlines))
        for block in document.body
    )
    return replace(document, body=body)


def _seeded(seed: int) -> Document:
    return with_figures(a_bulletin(), lambda index: str(1 + (seed * 7919 + index * 104729) % 29999))


def payload(document: Document) -> str:
    """What the template reads."""
    return pdf.payload(document, fonts.report(pdf.strings_by_role(document)), is_dated=True)


def _filled_by_docxtpl() -> Callable[[int], object]:
    from docxtpl import DocxTemplate

    template = to_docx(with_figures(a_bulletin(), "{{{{ v{} }}}}".format))
    values = {seed: _values(seed) for seed in range(100)}

    def fill(seed: int) -> bytes:
        form, kept = DocxTemplate(BytesIO(template)), BytesIO()
        form.render(values[seed])
        form.save(kept)
        return kept.getvalue()

    return fill


def _values(seed: int) -> dict[str, str]:
    found: dict[str, str] = {}
    with_figures(_seeded(seed), lambda index: found.setdefault(f"v{index}", ""))
    return {name: str(1 + (seed * 7919 + int(name[1:]) * 104729) % 29999) for name in found}


def rows(rounds: int = 8) -> list[Row]:
    """PDF against Typst, DOCX against docxtpl."""
    documents = [_seeded(seed) for seed in range(100)]
    data = [payload(document) for document in documents]
    took = medians_ms(
        {
            "Typst": lambda seed: pdf.compiled(data[seed], fixed_at=FIXED_AT),
            "PDF": lambda seed: pdf.to_pdf(documents[seed], fixed_at=FIXED_AT),
        },
        rounds=rounds,
    )
    took |= medians_ms(
        {"docxtpl": _filled_by_docxtpl(), "DOCX": lambda seed: to_docx(documents[seed], fixed_at=FIXED_AT)},
        rounds=rounds,
    )
    return [
        Row("render warm, PDF", took["PDF"], peer=took["Typst"], against="Typst alone, same pages", limit=1.3),
        Row("render warm, DOCX", took["DOCX"], peer=took["docxtpl"], against="docxtpl, same words", limit=1),
    ]
