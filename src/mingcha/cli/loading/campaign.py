"""The campaign itself: phases, participants, programmes, leading groups, directives."""

from datetime import date

from mingcha.assignments import actions as assignments
from mingcha.assignments.models import Task
from mingcha.campaigns import actions
from mingcha.campaigns.choices import ParticipantKind
from mingcha.cli.loading.context import Context
from mingcha.kernel.files import Section, Toml
from mingcha.kernel.numerals import to_chinese
from mingcha.orgs import actions as orgs
from mingcha.orgs.choices import Level, MemberRole, UnitKind
from mingcha.orgs.models import Unit


def load(context: Context) -> None:
    """Open the campaign and everything that hangs on it alone."""
    toml = context.folder.toml("campaign.toml")
    given = toml.section("campaign")
    began_on = given.get("began_on", date)
    office = context.unit(toml.section("office").get("code", str), began_on, given)
    with context.at(given):
        context.campaign_ = actions.open_campaign(
            given.get("name", str),
            actor=context.actor,
            short_name=given.get("short_name", str),
            office=office,
            began_on=began_on,
        )
    _phases(context, toml)
    units = _participants(context, began_on)
    _programmes(context, toml)
    _leading_groups(context, toml)
    for section in toml.sections("directive"):
        _directive(context, section, units)


def _phases(context: Context, toml: Toml) -> None:
    for section in toml.sections("phase"):
        with context.at(section):
            name, began_on = section.get("name", str), section.get("began_on", date)
            actions.begin_phase(context.campaign, actor=context.actor, name=name, began_on=began_on)


def _participants(context: Context, began_on: date) -> list[Unit]:
    """Every prefecture and every provincial department takes part, in official order."""
    registry = Unit.objects.valid_on(began_on).in_official_order()
    cities = list(registry.filter(level=Level.PREFECTURE, kind=UnitKind.TERRITORY))
    departments = list(registry.filter(level=Level.PROVINCE, kind=UnitKind.DEPARTMENT))
    kinds = dict.fromkeys(cities, ParticipantKind.CITY) | dict.fromkeys(departments, ParticipantKind.DEPARTMENT)
    actions.enrol_units(context.campaign, actor=context.actor, units=kinds, happened_on=began_on)
    context.count(len(kinds))
    return [*cities, *departments]


def _programmes(context: Context, toml: Toml) -> None:
    for section in toml.sections("programme"):
        day = section.get("happened_on", date)
        unit = context.unit(section.get("unit", str), day, section)
        for number in range(1, (section.maybe("count", int) or 1) + 1):
            name = section.get("name", str).replace("%s", to_chinese(number))
            with context.at(section):
                actions.add_programme(
                    context.campaign,
                    actor=context.actor,
                    unit=unit,
                    name=name,
                    happened_on=day,
                    source_note=section.text("note"),
                )


def _leading_groups(context: Context, toml: Toml) -> None:
    for section in toml.sections("leading_group"):
        founded_on = section.get("founded_on", date)
        members = [orgs.MemberRow(MemberRole.LEADER, title) for title in section.texts("leaders")]
        counted = section.maybe("deputies_counted", int) or 0
        title = section.text("deputy_title")
        members += [orgs.MemberRow(MemberRole.DEPUTY, title, is_reconstructed=True)] * counted
        with context.at(section):
            orgs.found_leading_group(
                context.unit(section.get("unit", str), founded_on, section),
                actor=context.actor,
                name=section.get("name", str),
                founded_on=founded_on,
                document=section.text("document"),
                members=members,
            )


def _directive(context: Context, section: Section, units: list[Unit]) -> None:
    """A directive to every participant, answered and accepted by its due date."""
    due_on = section.get("due_on", date)
    asked = assignments.Asked(
        title=section.get("title", str),
        asks=section.get("asks", str),
        basis=section.get("basis", str),
        minutes_needed=section.get("minutes_needed", int),
        due_on=due_on,
        source_note=section.text("note"),
    )
    day = section.get("happened_on", date)
    with context.at(section):
        directive = assignments.issue_directive(
            context.campaign, actor=context.actor, asked=asked, units=units, happened_on=day
        )
    for task in Task.objects.filter(directive=directive).order_by("pk"):
        with context.at(section):
            assignments.sign_for_task(task, actor=context.actor, happened_on=day)
            assignments.submit_task(task, actor=context.actor, answer=section.get("answer", str), happened_on=due_on)
            assignments.accept_task(task, actor=context.actor, happened_on=due_on)
