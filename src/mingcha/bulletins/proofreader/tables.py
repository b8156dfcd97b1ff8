"""Reads the word tables (词表): `[name]` opens a table, words follow, apart by white space; a line with # explains."""

from importlib import resources


def read(file: str) -> dict[str, tuple[str, ...]]:
    """The tables of a data file of this package, in the file's order."""
    tables: dict[str, tuple[str, ...]] = {}
    name = ""
    for line in resources.files(__package__ or "").joinpath(file).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif not line.startswith("#"):
            tables[name] = tables.get(name, ()) + tuple(line.split())
    return tables
