"""A table as Parquet, column by column with types. Needs pyarrow, which an office installs when it wants this."""

from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from mingcha.kernel.errors import BadValue
from mingcha.ui import columns
from mingcha.ui.sheets import Given

HANDFUL = 10_000
_TYPES = {
    "IntegerField": "int64",
    "BigIntegerField": "int64",
    "PositiveIntegerField": "int64",
    "PositiveSmallIntegerField": "int64",
    "PositiveBigIntegerField": "int64",
    "SmallIntegerField": "int64",
    "DateField": "date32",
}


def write_parquet(given: Given, out: Path) -> None:
    """Write the rows, a handful at a time; choices by their labels, as in the other formats.

    Raises:
        BadValue: pyarrow is not installed; says how to install it.
    """
    if find_spec("pyarrow") is None:
        raise BadValue("导出 parquet 需要 pyarrow，请先安装：pip install 'mingcha[parquet]'；或改用 xlsx、csv")
    arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    kinds = [_kind(given, path) for path in given.paths]
    schema = arrow.schema([(head, getattr(arrow, kind)()) for head, kind in zip(given.heads, kinds, strict=True)])
    rows = given.cells()
    beside = out.with_name(f".{out.name}.part")
    try:
        with parquet.ParquetWriter(beside, schema, compression="zstd") as file:
            while handful := list(islice(rows, HANDFUL)):
                cells = [
                    [_cell(value, kind) for value in column]
                    for column, kind in zip(zip(*handful, strict=True), kinds, strict=True)
                ]
                file.write_table(arrow.table(cells, schema=schema))
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)


def _kind(given: Given, path: str) -> str:
    found = columns.field_at(given.rows.model, path)
    return _TYPES.get(found.get_internal_type(), "string") if found and not found.choices else "string"


def _cell(value: Any, kind: str) -> Any:
    if value is None or value == "":
        return None
    return str(value) if kind == "string" else value
