"""Files of units into rows for the actions (区划、省直单位、沿革文件的读入). Every error names file and line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mingcha.kernel.files import read_csv
from mingcha.orgs import rules
from mingcha.orgs.choices import Category, Certainty, Level, SuccessionKind, UnitKind
from mingcha.orgs.models import Unit
from mingcha.orgs.rules import UnitRow

STATISTICAL = "county-statistical"
"""Level of codes that serve statistics alone and stand for no unit."""

FIRST_DEPARTMENT = 101
"""Place of the first department under its province: after the prefectures."""


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """One renaming or upgrading (一条沿革): which code ends, which begins, when, and how exactly that is known."""

    predecessor: str
    successor: str
    successor_name: str
    kind: SuccessionKind
    happened_on: date
    certainty: Certainty
    note: str
    file: str
    line: int

    def as_unit(self, predecessor: Unit) -> UnitRow:
        """The row of the successor: what its predecessor is, under the new code and name, in the same place."""
        return UnitRow(
            code=self.successor,
            name=self.successor_name,
            level=Level(predecessor.level),
            kind=UnitKind(predecessor.kind),
            category=Category(predecessor.category) if predecessor.category else None,
            territory_parent=predecessor.territory_parent.code if predecessor.territory_parent else "",
            system_parent=predecessor.system_parent.code if predecessor.system_parent else "",
            position=rules.place_of(predecessor.official_order),
            valid_from=self.happened_on,
            from_certainty=self.certainty,
            source_note=self.note,
            file=self.file,
            line=self.line,
        )


def read_divisions(path: Path, *, attested_on: date, order: Mapping[str, int] | None = None) -> list[UnitRow]:
    """Divisions of a province (区划): columns `code,name,level,parent`, parents first.

    Args:
        attested_on: the day the file speaks of; when the divisions began is not known from it.
        order: code -> official place, from `read_order`; others stand in the order of the file, after those placed.

    Codes of statistics alone are left out; `statistical_codes` names them.
    """
    lines = read_csv(path, ("code", "name", "level", "parent"))
    return [
        UnitRow(
            code=line.cells["code"],
            name=line.cells["name"],
            level=line.choice("level", Level),
            kind=UnitKind.TERRITORY,
            territory_parent=line.cells["parent"],
            position=(order or {}).get(line.cells["code"]),
            valid_from=attested_on,
            from_certainty=Certainty.UNKNOWN,
            file=line.file,
            line=line.number,
        )
        for line in lines
        if line.cells["level"] != STATISTICAL
    ]


def statistical_codes(path: Path) -> list[str]:
    """Codes of a file of divisions that stand for no unit (统计用代码)."""
    lines = read_csv(path, ("code", "level"))
    return [line.cells["code"] for line in lines if line.cells["level"] == STATISTICAL]


def read_order(path: Path) -> dict[str, int]:
    """The official order the office has set (规范顺序): columns `code,official_order`."""
    lines = read_csv(path, ("code", "official_order"))
    return {line.cells["code"]: line.whole("official_order", least=1, most=rules.PLACES) for line in lines}


def read_departments(path: Path, *, attested_on: date) -> list[UnitRow]:
    """Provincial departments (省直单位) in official order; the code before the dash is the province they stand under.

    Columns `code,name,short_name,category,is_placeholder,attested_in,as_of,note`.
    """
    columns = ("code", "name", "short_name", "category", "is_placeholder", "attested_in", "as_of", "note")
    return [
        UnitRow(
            code=line.cells["code"],
            name=line.cells["name"],
            short_name=line.cells["short_name"],
            level=Level.PROVINCE,
            kind=UnitKind.DEPARTMENT,
            category=line.choice("category", Category),
            territory_parent=line.cells["code"].partition("-")[0],
            position=position,
            valid_from=attested_on,
            from_certainty=Certainty.UNKNOWN,
            is_placeholder=line.cells["is_placeholder"] == "1",
            source_note="；".join(filter(None, (line.cells[name] for name in ("attested_in", "as_of", "note")))),
            file=line.file,
            line=line.number,
        )
        for position, line in enumerate(read_csv(path, columns), start=FIRST_DEPARTMENT)
    ]


def read_successions(path: Path) -> list[SuccessionRow]:
    """Renamings and upgradings (沿革).

    Columns `predecessor,successor,successor_name,kind,happened_on,certainty,note`.
    """
    columns = ("predecessor", "successor", "successor_name", "kind", "happened_on", "certainty", "note")
    return [
        SuccessionRow(
            predecessor=line.cells["predecessor"],
            successor=line.cells["successor"],
            successor_name=line.cells["successor_name"],
            kind=line.choice("kind", SuccessionKind),
            happened_on=line.day("happened_on"),
            certainty=line.choice("certainty", Certainty),
            note=line.cells["note"],
            file=line.file,
            line=line.number,
        )
        for line in read_csv(path, columns)
    ]
