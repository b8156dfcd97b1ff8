"""Thresholds of coverage: 100 % of the rooms that decide, 90 % of the whole, branches counted.

Run after the tests as `python -m tests.house.coverage_rooms`; exit 1 names every file below its threshold.
"""

import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import coverage

DECIDING = {"rules", "access", "actions"}
OVERALL_PERCENT = 90
SHOWN = 8


def is_deciding(path: str) -> bool:
    """Whether a file is one of the rooms that decide, or a part of one."""
    parts = PurePath(path).with_suffix("").parts
    return bool(DECIDING & set(parts[-2:]))


def coverage_faults(report: Mapping[str, Any]) -> list[str]:
    """Files and totals below their threshold.

    Args:
        report: what `coverage json` writes.
    """
    faults = [
        f"{path}: {part['summary']['percent_covered']:.1f} %, lines {part['missing_lines'][:SHOWN]}, "
        f"branches {part.get('missing_branches', [])[:SHOWN]}"
        for path, part in sorted(report["files"].items())
        if is_deciding(path) and part["summary"]["percent_covered"] < 100
    ]
    overall = report["totals"]["percent_covered"]
    return [*faults, f"overall {overall:.1f} % of {OVERALL_PERCENT}"] if overall < OVERALL_PERCENT else faults


def read_report() -> dict[str, Any]:
    """The report of the `.coverage` file in the working folder."""
    measured = coverage.Coverage()
    measured.load()
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        measured.json_report(outfile=file.name)
        report: dict[str, Any] = json.loads(file.read())
        return report


def main() -> int:
    """Print the whole and what is below; 1 where something is."""
    report = read_report()
    deciding = sum(map(is_deciding, report["files"]))
    sys.stdout.write(
        f"coverage {report['totals']['percent_covered']:.1f} % with branches; {deciding} rooms that decide\n"
    )
    faults = coverage_faults(report)
    sys.stdout.writelines(f"below its threshold: {fault}\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
