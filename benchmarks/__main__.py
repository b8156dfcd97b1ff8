"""`python -m benchmarks`: one table, each row beside the limit it is held to; exit 1 where one is not met.

Everything happens in a folder of its own that is removed at the end; no other address than this machine is asked.
"""

import compileall
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Compile, make a site with the demo, run each subject, print the table."""
    began = time.monotonic()
    compileall.compile_dir(ROOT / "src", quiet=2)
    home = tempfile.mkdtemp(prefix="mingcha-bench-")
    os.environ |= {"MINGCHA_HOME": home, "MINGCHA_DATABASE": "", "DJANGO_SETTINGS_MODULE": "mingcha.config.settings"}
    try:
        held = _all_rows()
    finally:
        shutil.rmtree(home)
    print(f"\nThe whole took {time.monotonic() - began:.0f} s.")
    return 0 if held else 1


def _all_rows() -> bool:
    from benchmarks import demo
    from benchmarks.table import show

    rows = demo.load()
    # The same database, and a password hash and static files that cost nothing.
    os.environ["DJANGO_SETTINGS_MODULE"] = "mingcha.config.test_settings"
    import django

    django.setup()
    os.environ["DJANGO_SETTINGS_MODULE"] = "mingcha.config.settings"
    from benchmarks import cold, desk, figures, ledger, pages, proofreader, render, workbooks, writers

    subjects = (figures, render, cold, pages, proofreader, ledger, workbooks, writers, desk)
    for subject in subjects:
        rows += subject.rows()
    print("# make bench\n")
    print(f"Python {platform.python_version()} (byte-compiled), SQLite {sqlite3.sqlite_version}, {_processor()}")
    print("Processor time, medians; peers in turn in the same run. Trust ratios, not milliseconds.\n")
    show(rows)
    return all(row.held for row in rows)


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{os.cpu_count()} x {names[0] if names else platform.machine()}, load {os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    sys.exit(main())
