"""Mobilisation and issued documents: instructions, meetings with agenda and relays, training, documents."""

from datetime import date, timedelta

from mingcha.campaigns.rules import RecordRow
from mingcha.cli.loading.context import Context
from mingcha.documents import actions as documents
from mingcha.documents.choices import Authority, DocumentType
from mingcha.documents.rules import DocumentRow
from mingcha.kernel.files import Toml
from mingcha.mobilisation import actions, rules
from mingcha.mobilisation.choices import AgendaKind, Coverage, MeetingKind, Purpose
from mingcha.mobilisation.models import Instruction, Meeting


def load(context: Context) -> None:
    """Instructions first: meetings relay them."""
    toml = context.folder.toml("campaign.toml")
    meetings = _meetings(context, _instructions(context, toml))
    _agenda(context, meetings)
    _training(context, toml)
    _documents(context)


def _instructions(context: Context, toml: Toml) -> dict[str, Instruction]:
    made: dict[str, Instruction] = {}
    for section in toml.sections("instruction"):
        title, note = section.get("title", str), section.text("note")
        row = RecordRow(happened_on=section.get("happened_on", date), source_note=note, is_reconstructed=False)
        with context.at(section):
            made[title] = actions.issue_instruction(
                context.campaign.office, actor=context.actor, campaign=context.campaign, title=title, row=row
            )
    return made


def _meetings(context: Context, instructions: dict[str, Instruction]) -> dict[tuple[str, str], Meeting]:
    made: dict[tuple[str, str], Meeting] = {}
    columns = ("unit", "happened_on", "kind", "purpose", "title", "relays", "is_reconstructed", "note")
    for line in context.folder.lines("mobilisation/meetings.csv", columns):
        day, relayed = line.day("happened_on"), line.cells["relays"]
        if relayed and relayed not in instructions:
            raise line.error(f"relays 应为 campaign.toml 中的一项部署：{'、'.join(instructions)}")
        row = rules.MeetingRow(
            kind=line.choice("kind", MeetingKind),
            purpose=line.choice("purpose", Purpose),
            title=line.cells["title"],
            happened_on=day,
            source_note=line.cells["note"],
            is_reconstructed=line.flag("is_reconstructed"),
        )
        with context.at(line):
            unit = context.unit(line.text("unit"), day, line)
            meeting = actions.hold_meeting(unit, actor=context.actor, campaign=context.campaign, row=row)
            if relayed:
                actions.relay_instruction(meeting, actor=context.actor, instruction=instructions[relayed])
        made[line.cells["unit"], row.purpose] = meeting
    return made


def _agenda(context: Context, meetings: dict[tuple[str, str], Meeting]) -> None:
    for line in context.folder.lines(
        "mobilisation/agenda.csv", ("unit", "purpose", "kind", "text", "quantity", "word")
    ):
        meeting = meetings.get((line.text("unit"), line.choice("purpose", Purpose)))
        if meeting is None:
            raise line.error("meetings.csv 中没有这个单位的这次会议")
        with context.at(line):
            actions.add_agenda_point(
                meeting,
                actor=context.actor,
                kind=line.choice("kind", AgendaKind),
                text=line.cells["text"],
                quantity=line.whole_or_none("quantity"),
                word=line.cells["word"],
            )


def _training(context: Context, toml: Toml) -> None:
    for section in toml.sections("training"):
        first_on, note = section.get("first_on", date), section.text("note")
        unit = context.unit(section.get("unit", str), first_on, section)
        row = rules.CourseRow(
            name=section.get("name", str),
            audience=section.get("audience", str),
            happened_on=first_on,
            source_note=note,
            is_reconstructed=False,
        )
        with context.at(section):
            course = actions.open_course(unit, actor=context.actor, campaign=context.campaign, row=row)
        day = first_on
        for _ in range(section.get("sessions", int)):
            with context.at(section):
                told = rules.SessionRow(happened_on=day, source_note=note)
                actions.hold_session(course, actor=context.actor, row=told)
            last, day = day, day + timedelta(section.get("days_between", int))
        told_coverage = Coverage(section.get("coverage", str))
        actions.report_coverage(course, actor=context.actor, told=told_coverage, happened_on=last)


def _documents(context: Context) -> None:
    for line in context.folder.lines("documents.csv", ("happened_on", "authority", "doc_type", "title", "note")):
        row = DocumentRow(
            authority=line.choice("authority", Authority),
            doc_type=line.choice("doc_type", DocumentType),
            title=line.text("title"),
            happened_on=line.day("happened_on"),
            source_note=line.cells["note"],
        )
        with context.at(line):
            documents.issue_document(context.campaign.office, actor=context.actor, campaign=context.campaign, row=row)
