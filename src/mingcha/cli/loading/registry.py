"""The registry: calendar, territories, departments, the office, halls and windows, renamings."""

from datetime import date
from typing import TYPE_CHECKING

from mingcha.cli.loading.context import Context
from mingcha.kernel import workdays
from mingcha.kernel.files import Line
from mingcha.kernel.models import CalendarYear
from mingcha.orgs import actions, sheets
from mingcha.orgs.choices import Certainty, Level, UnitKind
from mingcha.orgs.rules import UnitRow

if TYPE_CHECKING:
    from mingcha.orgs.models import Unit

OFFICE_POSITION = 900


def load(context: Context) -> None:
    """Load the registry in the order in which units stand on each other."""
    toml = context.folder.toml("campaign.toml")
    given = toml.section("units")
    attested_on, units = given.get("attested_on", date), context.folder.path / "units"
    year = given.get("calendar_year", int)
    if not CalendarYear.objects.filter(year=year).exists():
        workdays.load_year(year, source=given.get("calendar_source", str))
    order = sheets.read_order(units / "prefectures.csv")
    rows = sheets.read_divisions(units / "divisions.csv", attested_on=attested_on, order=order)
    rows += sheets.read_departments(units / "departments.csv", attested_on=attested_on)
    office = toml.section("office")
    rows.append(
        UnitRow(
            code=office.get("code", str),
            name=office.get("name", str),
            short_name=office.get("short_name", str),
            level=Level.PROVINCE,
            kind=UnitKind.OTHER,
            territory_parent=office.get("code", str).partition("-")[0],
            position=OFFICE_POSITION,
            valid_from=toml.section("campaign").get("began_on", date),
            file=office.file,
            line=office.line,
        )
    )
    lines = list(context.folder.lines("units/halls.csv", ("code", "name", "level", "parent", "note")))
    rows += [_hall(line, toml.section("campaign").get("began_on", date)) for line in lines]
    made = actions.add_units(rows, actor=context.actor)
    context.count(len(made))
    context.know_units()
    _succeed(context)


def _hall(line: Line, valid_from: date) -> UnitRow:
    """A hall or window; one of a department stands under it on both lines."""
    parent = line.text("parent")
    return UnitRow(
        code=line.text("code"),
        name=line.text("name"),
        level=line.choice("level", Level),
        kind=UnitKind(line.text("level").upper()),
        territory_parent=parent,
        system_parent=parent if "-" in parent else "",
        valid_from=valid_from,
        from_certainty=Certainty.UNKNOWN,
        is_placeholder=True,
        source_note=line.cells["note"],
        file=line.file,
        line=line.number,
    )


def _succeed(context: Context) -> None:
    for row in sheets.read_successions(context.folder.path / "units" / "successions.csv"):
        predecessor: Unit = context.units[row.predecessor][0]
        [successor] = actions.add_units([row.as_unit(predecessor)], actor=context.actor)
        actions.succeed_unit(
            predecessor,
            actor=context.actor,
            successor=successor,
            kind=row.kind,
            happened_on=row.happened_on,
            certainty=row.certainty,
        )
        context.count()
    context.know_units()
