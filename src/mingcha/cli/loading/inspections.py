"""Inspections: one round, its teams and visits; findings, each opening a lead; rounds that lower offices report."""

from datetime import date

from mingcha.cli.loading.context import Context
from mingcha.inspections import actions, rules
from mingcha.inspections.choices import Method, ReportedKind
from mingcha.inspections.models import Team, Visit
from mingcha.leads.choices import IssueGroup


def load(context: Context) -> None:
    """Teams before visits, visits before findings."""
    teams = _teams(context)
    visits = _visits(context, teams)
    _findings(context, visits)
    _reported(context)


def _teams(context: Context) -> dict[int, Team]:
    section = context.folder.toml("inspections/inspections.toml").section("round")
    began_on, note = section.get("began_on", date), section.text("note")
    with context.at(section):
        round_ = actions.open_round(
            context.campaign,
            actor=context.actor,
            scope=section.get("scope", str),
            happened_on=began_on,
            source_note=note,
            is_reconstructed=False,
        )
    made: dict[int, Team] = {}
    for number in range(1, section.get("teams", int) + 1):
        with context.at(section):
            made[number] = actions.form_team(round_, actor=context.actor, source_note=note)
    return made


def _visits(context: Context, teams: dict[int, Team]) -> dict[str, Visit]:
    made: dict[str, Visit] = {}
    columns = ("unit", "team", "happened_on", "methods", "is_covert", "note")
    for line in context.folder.lines("inspections/visits.csv", columns):
        day = line.day("happened_on")
        methods = line.text("methods").upper().split("+")
        if strange := [name for name in methods if name not in Method.values]:
            raise line.error(f"methods 应为 {'、'.join(Method.values)}，用 + 连接，现有“{strange[0]}”")
        note = rules.VisitNote(
            methods=[Method(name) for name in methods], is_covert=line.flag("is_covert"), source_note=line.cells["note"]
        )
        with context.at(line):
            made[line.text("unit")] = actions.record_visit(
                context.unit(line.text("unit"), day, line),
                actor=context.actor,
                team=teams[line.whole("team", least=1, most=len(teams))],
                note=note,
                happened_on=day,
            )
    return made


def _findings(context: Context, visits: dict[str, Visit]) -> None:
    for line in context.folder.lines("inspections/findings.csv", ("unit", "issue_group", "facts", "note")):
        visit = visits.get(line.text("unit"))
        if visit is None:
            raise line.error("visits.csv 中没有这个单位")
        note = rules.FindingNote(
            issue_group=line.choice("issue_group", IssueGroup), facts=line.text("facts"), source_note=line.cells["note"]
        )
        with context.at(line):
            finding = actions.record_finding(visit, actor=context.actor, note=note)
            actions.open_lead_from_finding(finding, actor=context.actor)
        context.count()


def _reported(context: Context) -> None:
    for section in context.folder.toml("inspections/inspections.toml").sections("reported"):
        until = section.get("until", date)
        kind = section.get("kind", str)
        if kind not in ReportedKind.values:
            raise section.error(f"kind 应为 {'、'.join(ReportedKind.values)} 之一，现为“{kind}”")
        note = rules.ReportedNote(
            kind=ReportedKind(kind),
            quantity=section.get("quantity", int),
            source_note=section.text("note"),
            is_reconstructed=False,
        )
        with context.at(section):
            unit = context.unit(section.get("unit", str), until, section)
            actions.report_round(unit, actor=context.actor, campaign=context.campaign, note=note, happened_on=until)
