"""Issued No. 7 rendered by a new process, byte-compiled: against a bare Typst process and Django's start."""

import os
import statistics
from pathlib import Path

from benchmarks.demo import MINGCHA
from benchmarks.render import payload
from benchmarks.table import Row, child

from mingcha.bulletins.queries import bulletin_named
from mingcha.bulletins.render import pdf
from mingcha.bulletins.rendering import finished
from mingcha.orgs.queries import post_by_system_name

HEAVY = ("ibis", "sqlglot", "pandas", "pyarrow", "duckdb", "markdown_it", "mingcha.bulletins.proofreader")
"""What an issued bulletin must start without."""
_BARE = """
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[3], sys_inputs={"data": open(sys.argv[2], encoding="utf-8").read()})
"""
_SETUP = "import time; t = time.process_time(); import django; django.setup(); print(time.process_time() - t)"


def rows(rounds: int = 5) -> list[Row]:
    """PDF with its limit; the other formats beside Django's start; how many heavy modules were imported."""
    folder = Path(os.environ["MINGCHA_HOME"]) / "cold"
    folder.mkdir()
    data = folder / "data.json"
    data.write_text(payload(finished(bulletin_named("7", post_by_system_name("system"))).document), encoding="utf-8")
    bare = (_BARE, str(pdf.TEMPLATE), str(data), str(folder / "bare.pdf"))
    took: dict[str, list[float]] = {name: [] for name in ("typst", "setup", "pdf", "docx", "txt", "json")}
    for _ in range(rounds):
        took["typst"].append(child("-c", *bare)[0])
        took["setup"].append(1000 * float(child("-c", _SETUP)[1].stdout))
        for form in ("pdf", "docx", "txt", "json"):
            took[form].append(child(*_render(form, folder))[0])
    ms = {name: statistics.median(times) for name, times in took.items()}
    bare_ms = ms["typst"] + ms["setup"]
    loaded = sorted({module for form in ("pdf", "docx", "html", "txt", "json") for module in _heavy(form, folder)})
    return [
        Row("render issued No. 7 cold, PDF", ms["pdf"], "ms", bare_ms, "Typst process + django.setup", limit=1.6),
        *(Row(f"– {form}", ms[form], peer=ms["setup"], against="django.setup") for form in ("docx", "txt", "json")),
        Row(f"– heavy modules imported{': ' if loaded else ''}{' '.join(loaded)}", len(loaded), "", limit=0),
    ]


def _render(form: str, folder: Path) -> tuple[str, ...]:
    return (*MINGCHA, "bulletin", "render", "7", "--format", form, "--out", str(folder))


def _heavy(form: str, folder: Path) -> list[str]:
    """The heavy modules among all that the interpreter says it imported."""
    told = child("-X", "importtime", *_render(form, folder))[1].stderr
    imported = {line.rsplit("|", 1)[-1].strip() for line in told.splitlines() if line.startswith("import time:")}
    assert "mingcha.bulletins.rendering" in imported
    return [name for name in HEAVY if name in imported]
