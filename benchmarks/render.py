"""Rendering one bulletin (成文): ours against the bare libraries, in one run, so that only the ratios matter.

    python -m benchmarks.render [ROUNDS]

Warm: one process, the peers in turn, other figures each time. Typst alone gets the same template and finished data and
the same fonts already found; docxtpl fills the figures into a ready DOCX of the same words.
Cold: whole processes, byte-compiled: Typst alone on the same data plus `django.setup`, against ours from the tree.
All times are processor time, which equals wall time for these single-threaded renderers but does not count neighbours.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from mingcha.bulletins import tree
from mingcha.bulletins.render import fonts, pdf
from mingcha.bulletins.render.docx import to_docx
from mingcha.bulletins.tests.sample_bulletin import FIXED_AT, a_bulletin
from mingcha.bulletins.tree import Document, FigureText, Inline, Table

_BARE = """
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[3], sys_inputs={"data": open(sys.argv[2], encoding="utf-8").read()})
"""
_SETUP = "import time; t = time.process_time(); import django; django.setup(); print(time.process_time() - t)"
_OURS = """
import sys, json, django
django.setup()
from mingcha.bulletins import tree
from mingcha.bulletins.render.pdf import to_pdf
document = tree.load(json.load(open(sys.argv[1], encoding="utf-8")))
open(sys.argv[2], "wb").write(to_pdf(document).pdf)
"""


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


def _data(document: Document) -> str:
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


def _warm(peers: dict[str, Callable[[int], object]], rounds: int) -> dict[str, float]:
    """Median milliseconds of each peer, the first round left out."""
    took: dict[str, list[float]] = {name: [] for name in peers}
    for turn in range(rounds + 1):
        for place, (name, make) in enumerate(peers.items()):
            began = time.process_time()
            make(turn * len(peers) + place)  # never figures that another peer has just set
            took[name].append(time.process_time() - began)
    return {name: 1000 * statistics.median(times[1:]) for name, times in took.items()}


def warm(rounds: int) -> None:
    """Print the warm rows."""
    documents = [_seeded(seed) for seed in range(100)]
    data = [_data(document) for document in documents]
    took = _warm(
        {
            "Typst alone": lambda seed: pdf.compiled(data[seed], fixed_at=FIXED_AT),
            "our PDF": lambda seed: pdf.to_pdf(documents[seed], fixed_at=FIXED_AT),
        },
        rounds,
    )
    _row("PDF warm", took["our PDF"], took["Typst alone"], "Typst alone", 1.3)
    took = _warm(
        {"docxtpl": _filled_by_docxtpl(), "our DOCX": lambda seed: to_docx(documents[seed], fixed_at=FIXED_AT)}, rounds
    )
    _row("DOCX warm", took["our DOCX"], took["docxtpl"], "docxtpl", 1.0)


def cold(rounds: int) -> None:
    """Print the cold row."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment.setdefault("DJANGO_SETTINGS_MODULE", "mingcha.config.test_settings")
    bare, setup, ours = list[float](), list[float](), list[float]()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "tree.json").write_text(json.dumps(tree.dump(a_bulletin())), encoding="utf-8")
        (folder / "data.json").write_text(_data(a_bulletin()), encoding="utf-8")
        for turn in range(rounds + 1):
            times = (
                _process(_BARE, pdf.TEMPLATE, folder / "data.json", folder / "bare.pdf", environment=environment)[0],
                float(_process(_SETUP, environment=environment)[1]),
                _process(_OURS, folder / "tree.json", folder / "ours.pdf", environment=environment)[0],
            )
            if turn:  # the first round writes the byte code
                for kept, value in zip((bare, setup, ours), times, strict=True):
                    kept.append(1000 * value)
    limit = statistics.median(bare) + statistics.median(setup)
    _row("PDF cold", statistics.median(ours), limit, "Typst process + django.setup", 1.6)


def _process(program: str, *arguments: Path, environment: dict[str, str]) -> tuple[float, str]:
    before = _children()
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        check=True, capture_output=True, text=True, env=environment, timeout=120,
    )  # fmt: skip
    return _children() - before, done.stdout


def _children() -> float:
    """Processor seconds of the child processes so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _row(what: str, ours: float, peer: float, name: str, goal: float) -> None:
    mark = "" if ours <= goal * peer else "  NOT MET"
    print(f"{what:10} {ours:7.1f} ms | {name} {peer:7.1f} ms | {ours / peer:5.2f} x, goal {goal} x{mark}")


def main(rounds: int = 8) -> None:
    """All rows."""
    warm(rounds)
    cold(rounds)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
