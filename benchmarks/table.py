"""The table that `python -m benchmarks` prints, and how its times are taken.

Times are processor time of one process or of a child process: equal to wall time for these single-threaded programs on
a quiet machine, and the same on a busy one. Peers run in turn with ours, in the same run: only ratios matter.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line: ours against a peer (`limit` is a ratio), or a plain number; `limit` is the most that may be."""

    what: str
    ours: float
    unit: str = "ms"
    peer: float | None = None
    against: str = ""
    limit: float | None = None

    @property
    def held(self) -> bool:
        """Whether the limit holds; true where there is none."""
        if self.limit is None:
            return True
        return (self.ours if self.peer is None else self.ours / self.peer) <= self.limit

    def cells(self) -> tuple[str, ...]:
        """What is printed."""
        times = " x" if self.peer is not None else ""
        return (
            self.what,
            f"{_short(self.ours)} {self.unit}",
            self.against if self.peer is None else f"{_short(self.peer)} {self.unit}  {self.against}",
            "" if self.peer is None else f"{self.ours / self.peer:.2f}",
            "" if self.limit is None else f"≤ {_short(self.limit)}{times}",
            "" if self.limit is None else "ok" if self.held else "NOT MET",
        )


def show(rows: Iterable[Row]) -> None:
    """Print the rows as a Markdown table, its columns aligned for reading."""
    head = ("what", "ours", "against, in the same run", "ratio", "limit", "")
    lines = [head, *(row.cells() for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    lines.insert(1, tuple("-" * width for width in widths))
    for line in lines:
        print("|", " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)), "|")


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 1000 or number == int(number) else f"{number:.1f}"


def medians_ms(peers: dict[str, Callable[[int], object]], *, rounds: int) -> dict[str, float]:
    """Median milliseconds of each peer, in turn; the first round is left out.

    Args:
        peers: name -> what to time; it gets a number that no peer gets twice.
    """
    took: dict[str, list[float]] = {name: [] for name in peers}
    for turn in range(rounds + 1):
        for place, (name, make) in enumerate(peers.items()):
            began = time.process_time()
            make(turn * len(peers) + place)
            took[name].append(time.process_time() - began)
    return {name: 1000 * statistics.median(times[1:]) for name, times in took.items()}


def environment() -> dict[str, str]:
    """The environment of a child: byte code is written and used, whatever ours says."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def child(*command: str) -> tuple[float, subprocess.CompletedProcess[str]]:
    """Run Python with these arguments to its end: its processor time in ms, and what it printed."""
    before = _children_seconds()
    done = subprocess.run(
        [sys.executable, *command], check=True, capture_output=True, text=True, env=environment(), timeout=240
    )
    return 1000 * (_children_seconds() - before), done


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
