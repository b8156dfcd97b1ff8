"""Workbooks of 20 columns: in with every cell checked, against reading and inserting alone; out, against XlsxWriter.

Each peer runs in a process of its own, in turn; an import is one transaction on a database made as the site's is.
"""

import json
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.table import Row, child

TEXTS = ("ref", "unit_code", "unit_name", "county", "title", "method", "state", "person")
DAYS = ("opened_on", "closed_on", "happened_on", "recorded_on")
WHOLES = ("n1", "n2", "n3", "n4")
AMOUNTS = ("amount1", "amount2")
NAMES = (*TEXTS, *DAYS, *WHOLES, *AMOUNTS, "note", "result")
ROUNDS = 3
SIZES = (10_000, 100_000)


def rows() -> Iterator[Row]:
    """Import at both sizes, export at the larger."""
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            source = Path(folder, f"in-{size}.xlsx")
            _write_ours(source, size)
            took = _medians("import", ("checked", "limit"), source, size)
            what = f"workbook in: {size:,} rows x 20, every cell checked, one transaction, one entry"
            yield Row(what, took["checked"], peer=took["limit"], against="calamine + executemany", limit=3)
        took = _medians("export", ("ours", "xlsxwriter"), Path(folder, "out.xlsx"), SIZES[-1])
        what = f"workbook out: {SIZES[-1]:,} rows x 20, styled head, dates, numbers"
        yield Row(what, took["ours"], peer=took["xlsxwriter"], against="XlsxWriter, constant_memory", limit=0.6)
        few, many = (_once("export", "ours", Path(folder, "out.xlsx"), size)["mib"] for size in (1_000, SIZES[-1]))
        yield Row("workbook out: memory at 100,000 rows against 1,000", many, "MiB", few, "1,000 rows", limit=1.3)


def _medians(verb: str, peers: Sequence[str], file: Path, size: int) -> dict[str, float]:
    took: dict[str, list[float]] = {peer: [] for peer in peers}
    for _ in range(ROUNDS):
        for peer in peers:
            took[peer].append(_once(verb, peer, file, size)["ms"])
    return {peer: statistics.median(times) for peer, times in took.items()}


def _once(verb: str, peer: str, file: Path, size: int) -> dict[str, float]:
    _, done = child("-m", "benchmarks.workbooks", verb, peer, str(file), str(size))
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _source(size: int) -> Iterator[list[Any]]:
    """Rows as an office has them: some words come again, some never."""
    chance = random.Random(5)
    for n in range(size):
        day = date(2018, 1, 1) + timedelta(days=chance.randrange(365))
        yield [
            f"线索〔2018〕{n}号", f"23{chance.randrange(10**4):04}", f"第{chance.randrange(12000)}办事大厅窗口",
            f"第{chance.randrange(128)}县", f"关于办事拖延推诿的问题{n}", "暗访", "已办结",
            f"承办人{chance.randrange(500)}", day, day + timedelta(days=9), day, day,
            chance.randrange(100), chance.randrange(100), chance.randrange(9), chance.randrange(9),
            round(chance.random() * 1e5, 2), round(chance.random() * 1e4, 2), "已告知当事人并反馈", "属实",
        ]  # fmt: skip


def _write_ours(file: Path, size: int) -> None:
    from mingcha.kernel.workbooks.writer import Heading, Sheet, xlsx

    with file.open("wb") as out:
        out.writelines(xlsx([Sheet("线索", [Heading(name) for name in NAMES], _source(size))]))


def _write_peer(file: Path, size: int) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(file), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, NAMES, book.add_format({"bold": True}))
    for n, row in enumerate(_source(size), 1):
        sheet.write_row(n, 0, row)
    book.close()


def _model() -> Any:
    from django.db import connection, models

    kinds: dict[str, Any] = {name: models.CharField(max_length=200) for name in (*TEXTS, "note", "result")}
    kinds |= {name: models.DateField() for name in DAYS} | {name: models.IntegerField() for name in WHOLES}
    kinds |= {name: models.DecimalField(max_digits=12, decimal_places=2) for name in AMOUNTS}
    kinds["ref"] = models.CharField(max_length=200, unique=True)
    kinds["unit_code"] = models.CharField(max_length=200, db_index=True)
    meta = type("Meta", (), {"app_label": "kernel", "db_table": "bench_row"})
    made: Any = type("BenchRow", (models.Model,), {"__module__": __name__, "Meta": meta} | kinds)
    with connection.schema_editor() as editor:
        editor.create_model(made)
    return made


def _columns() -> list[Any]:
    from mingcha.kernel.workbooks.columns import Column, Kind

    states = {"已办结": "CLOSED", "核查中": "CHECKING"}
    columns = [Column(name, name, is_required=True) for name in TEXTS if name != "state"]
    columns.append(Column("state", "state", Kind.CHOICE, is_required=True, choices=states))
    columns += [Column(name, name, Kind.DAY, is_required=True) for name in DAYS]
    columns += [Column(name, name, Kind.WHOLE, is_required=True, most=10_000) for name in WHOLES]
    columns += [Column(name, name, Kind.DECIMAL, is_required=True, least=0) for name in AMOUNTS]
    return [*columns, Column("note", "note"), Column("result", "result")]


def _import_checked(file: Path) -> None:
    from django.db import transaction

    from mingcha.kernel import ledger
    from mingcha.kernel.bulk import insert_rows
    from mingcha.kernel.workbooks.opening import open_book
    from mingcha.kernel.workbooks.tables import Table

    model, columns = _model(), _columns()
    began = time.process_time()
    with transaction.atomic():
        table = Table(open_book(file).sheets[0], columns, file=file.name)
        for handful in table.read():
            insert_rows(model, handful.values)
        table.settle()
        ledger.enter("bench.import_rows", actor=None, on=("bench.row", None), rows=table.count)
    _say(began)


def _import_limit(file: Path) -> None:
    import python_calamine
    from django.db import connection, transaction

    _model()
    began = time.process_time()
    lines = python_calamine.CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).iter_rows()
    next(lines)
    connection.ensure_connection()
    statement = f"INSERT INTO bench_row ({', '.join(NAMES)}) VALUES ({', '.join('?' * len(NAMES))})"
    with transaction.atomic():
        connection.connection.executemany(
            statement, ([v.isoformat() if isinstance(v, date) else v for v in line] for line in lines)
        )
    _say(began)


def _export(write: Callable[[Path, int], None], file: Path, size: int) -> None:
    began = time.process_time()
    write(file, size)
    _say(began)


def _say(began: float) -> None:
    took = 1000 * (time.process_time() - began)
    print(json.dumps({"ms": took, "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def _main(verb: str, peer: str, file: str, size: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "mingcha.config.settings"
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"MINGCHA_HOME": home, "MINGCHA_DATABASE": ""}
        import django

        django.setup()
        if verb == "export":
            _export(_write_ours if peer == "ours" else _write_peer, Path(file), int(size))
            return
        from django.core.management import call_command

        call_command("migrate", "kernel", verbosity=0)
        (_import_checked if peer == "checked" else _import_limit)(Path(file))


if __name__ == "__main__":
    _main(*sys.argv[1:])
