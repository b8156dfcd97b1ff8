"""The proofreader put to a composed bulletin (校对): what in its prose is a claim, and whether it is bound.

Places are told in the source: line from 1, offsets in code points from the first character of the file.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from mingcha.bulletins.proofreader import check, numerals
from mingcha.bulletins.proofreader.check import Finding


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of one line of print: words, or a figure with the counter word that follows it in the prose.

    `start` and `line` are its place in the source; `is_empty`: a figure with no record behind it.
    """

    text: str
    start: int
    line: int
    word: str = ""
    is_figure: bool = False
    is_empty: bool = False


class _Print:
    """The text as printed, with the place in the source of every character."""

    def __init__(self) -> None:
        self.characters: list[str] = []
        self.places: list[tuple[int, int]] = []
        self.bound: list[tuple[int, int]] = []

    def add(self, stretch: Stretch) -> None:
        begin = len(self.characters)
        self.characters += stretch.text
        self.places += [
            (stretch.line, stretch.start + (0 if stretch.is_figure else i)) for i in range(len(stretch.text))
        ]
        if stretch.is_figure:
            self.bound.append((begin, len(self.characters)))

    def end_run(self) -> None:
        line, start = self.places[-1] if self.places else (1, 0)
        self.characters.append("\n")
        self.places.append((line, start))


def findings_in(runs: Sequence[Sequence[Stretch]], *, source: str) -> list[Finding]:
    """Everything the proofreader has to say of the printed runs, placed in the source.

    Args:
        runs: paragraphs, headings and cells, each a sequence of stretches. source: the text the places point into.
    """
    printed = _Print()
    for run in runs:
        for stretch in run:
            printed.add(stretch)
        printed.end_run()
    text = "".join(printed.characters)
    found = check.findings(text, numerals.find(text), printed.bound)
    placed = [_placed(finding, printed, source) for finding in found]
    empty = [_empty(stretch) for run in runs for stretch in run if stretch.is_empty]
    return sorted(placed + empty, key=lambda finding: (finding.start, finding.end))


def _empty(stretch: Stretch) -> Finding:
    """Nothing was counted: perhaps rightly so, perhaps a slip in the mark."""
    level = check.SAYS["NO_RECORDS"][0]
    return Finding(stretch.line, stretch.start, stretch.start + 1, stretch.text, "NO_RECORDS", level)


def _placed(finding: Finding, printed: _Print, source: str) -> Finding:
    line, start = printed.places[finding.start]
    last = printed.places[finding.end - 1][1]
    return replace(finding, line=line, start=start, end=min(last + 1, len(source)))


def unbound(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """The claims that are typed by hand, as the trace lists them."""
    loose = [finding for finding in findings if finding.code == "UNBOUND"]
    return [{"line": f.line, "start": f.start, "end": f.end, "text": f.text} for f in loose]
