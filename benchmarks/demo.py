"""A site in a folder of its own with the demo campaign: made once for all subjects; loading it is one of them."""

import re
from pathlib import Path

from benchmarks.table import Row, child

FOLDER = Path(__file__).resolve().parents[1] / "demo" / "heilongjiang-2018"
MINGCHA = ("-c", "from mingcha.cli.main import main; main()")


def load() -> list[Row]:
    """Make the tables, load the demo through its actions: records and ledger entries per second of processor time."""
    child("-m", "django", "migrate", "--verbosity", "0")
    took_ms, done = child(*MINGCHA, "demo", "load", str(FOLDER))
    records = re.search(r"已载入 (\d+) 条", done.stdout)
    assert records, done.stdout
    _, verified = child(*MINGCHA, "ledger", "verify")
    entries = re.search(r"(\d+) 条", verified.stdout)
    assert entries, verified.stdout
    return [
        Row("load the demo, through actions", 1000 * int(records[1]) / took_ms, "records/s"),
        Row("– acts entered in the ledger", 1000 * int(entries[1]) / took_ms, "acts/s"),
    ]
