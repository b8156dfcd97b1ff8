"""What units and organs reported: indicators, accountability, publicity."""

from dataclasses import replace
from datetime import date
from typing import Any

from mingcha.accountability import actions as accountability
from mingcha.accountability import rules as outcomes
from mingcha.cli.loading.context import Context
from mingcha.cli.loading.rows import filled
from mingcha.indicators import actions as indicators
from mingcha.indicators.queries import indicator_by_code
from mingcha.kernel.errors import NotThere
from mingcha.kernel.files import Section
from mingcha.kernel.numerals import to_chinese
from mingcha.orgs.models import Unit
from mingcha.publicity import actions as publicity
from mingcha.publicity import rules as media
from mingcha.publicity.models import MediaColumn

OUTCOMES: dict[str, tuple[Any, type[outcomes.Returned]]] = {
    "organisation": (accountability.enter_organisation_outcome, outcomes.OrganisationResult),
    "person": (accountability.enter_person_outcome, outcomes.PersonResult),
    "transfer": (accountability.enter_transfer_batch, outcomes.Transfer),
    "found_problem": (accountability.enter_found_problem, outcomes.Problems),
    "case_reading": (accountability.enter_case_reading, outcomes.Reading),
}
MEDIA: dict[str, tuple[Any, Any]] = {
    "interview": (publicity.hold_interview, media.InterviewRow),
    "material": (publicity.put_up_material, media.MaterialRow),
}


def load(context: Context) -> None:
    """Each file in turn."""
    _indicators(context)
    _accountability(context)
    _publicity(context)


def _unit(context: Context, section: Section) -> tuple[Unit, date]:
    day = section.get("happened_on", date)
    return context.unit(section.get("unit", str), day, section), day


def _indicators(context: Context) -> None:
    toml = context.folder.toml("reported/indicators.toml")
    for section in toml.sections("indicator"):
        names = ("code", "name", "word", "says")
        with context.at(section):
            given = {name: section.get(name, str) for name in names}
            indicators.define_indicator(context.campaign, actor=context.actor, **given)
    for name, verb in (("target", indicators.set_target), ("value", indicators.report_value)):
        for section in toml.sections(name):
            unit, day = _unit(context, section)
            note = section.text("note")
            amount = filled(section, indicators.Amount, source_note=note, is_reconstructed=bool(note))
            with context.at(section):
                indicator = indicator_by_code(context.campaign.pk, section.get("indicator", str))
                verb(indicator, actor=context.actor, unit=unit, amount=amount, happened_on=day)


def _accountability(context: Context) -> None:
    toml = context.folder.toml("reported/accountability.toml")
    for name, (verb, row) in OUTCOMES.items():
        for section in toml.sections(name):
            unit, day = _unit(context, section)
            with context.at(section):
                result = filled(section, row)
                verb(unit, actor=context.actor, campaign=context.campaign, result=result, happened_on=day)


def _publicity(context: Context) -> None:
    toml = context.folder.toml("reported/publicity.toml")
    columns: dict[str, MediaColumn] = {}
    for name in ("column", "sub_column"):
        for section in toml.sections(name):
            parent = _column(columns, section, "parent") if name == "sub_column" else None
            row = filled(section, media.ColumnRow)
            with context.at(section):
                unit, _ = _unit(context, section)
                made = publicity.open_column(
                    unit, actor=context.actor, campaign=context.campaign, row=row, parent=parent
                )
            columns[row.name] = made
    for section in toml.sections("article"):
        _articles(context, section, None)
    for section in toml.sections("column_article"):
        _articles(context, section, _column(columns, section, "column"))
    for name, (verb, kind) in MEDIA.items():
        for section in toml.sections(name):
            unit, _ = _unit(context, section)
            with context.at(section):
                verb(unit, actor=context.actor, campaign=context.campaign, row=filled(section, kind))


def _column(columns: dict[str, MediaColumn], section: Section, key: str) -> MediaColumn:
    name = section.get(key, str)
    if name not in columns:
        raise section.error(str(NotThere(f"专栏“{name}”")))
    return columns[name]


def _articles(context: Context, section: Section, column: MediaColumn | None) -> None:
    """One article, or `count` of them, numbered by the %s of the title."""
    unit, _ = _unit(context, section)
    row = filled(section, media.ArticleRow)
    for number in range(1, (section.maybe("count", int) or 1) + 1):
        named = replace(row, title=row.title.replace("%s", to_chinese(number)))
        with context.at(section):
            publicity.publish_article(unit, actor=context.actor, campaign=context.campaign, row=named, column=column)
