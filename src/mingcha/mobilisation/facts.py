"""Facts about meetings, relays and training."""

from __future__ import annotations

from typing import Any

from mingcha.figures.definitions import Column, ColumnKind, Fact
from mingcha.mobilisation.choices import AgendaKind, Coverage, MeetingKind, Purpose
from mingcha.mobilisation.models import AgendaPoint, Instruction, Meeting, Relay, TrainingCourse, TrainingSession


def _meetings(table: Any) -> Any:
    rows = table(Meeting)
    return rows.filter(rows.voided_at.isnull()).mutate(meeting_kind=rows.kind)


def _agenda(table: Any) -> Any:
    rows = table(AgendaPoint)
    return rows.filter(rows.voided_at.isnull(), rows.quantity.notnull()).mutate(agenda_kind=rows.kind)


def _relays(table: Any) -> Any:
    rows, instructions = table(Relay), table(Instruction)
    rows = rows.filter(rows.voided_at.isnull())
    titles = instructions.select(i=instructions.id, instruction=instructions.title)
    return rows.join(titles, rows.instruction_id == titles.i)


def _sessions(table: Any) -> Any:
    rows, courses = table(TrainingSession), table(TrainingCourse)
    rows = rows.filter(rows.voided_at.isnull())
    audiences = courses.select(c=courses.id, audience=courses.audience)
    return rows.join(audiences, rows.course_id == audiences.c)


def _attendances(table: Any) -> Any:
    rows = table(TrainingSession)
    return rows.filter(rows.voided_at.isnull(), rows.attended.notnull()).mutate(quantity=rows.attended)


def _coverages(table: Any) -> Any:
    rows = table(TrainingCourse)
    rows = rows.filter(rows.voided_at.isnull(), rows.coverage != "NOT_REPORTED")
    return rows.mutate(happened_on=rows.covered_on)


def _covered_persons(table: Any) -> Any:
    rows = table(TrainingCourse)
    rows = rows.filter(rows.voided_at.isnull(), rows.target_persons.notnull(), rows.covered_persons.notnull())
    return rows.mutate(happened_on=rows.covered_on, quantity=rows.covered_persons)


def _target_persons(table: Any) -> Any:
    rows = table(TrainingCourse)
    rows = rows.filter(rows.voided_at.isnull(), rows.target_persons.notnull(), rows.covered_persons.notnull())
    return rows.mutate(happened_on=rows.covered_on, quantity=rows.target_persons)


AUDIENCE = Column("audience", ColumnKind.TEXT, "培训对象")
QUANTITY = Column("quantity", ColumnKind.INT, "数量")

MEETINGS = Fact(
    "mobilisation.meetings",
    label="会议",
    says="单位召开的会议，每次会议一行",
    record=Meeting,
    rows=_meetings,
    columns=(
        Column("meeting_kind", ColumnKind.CODE, "会议形式", MeetingKind),
        Column("purpose", ColumnKind.CODE, "会议目的", Purpose),
    ),
)
AGENDA = Fact(
    "mobilisation.agenda",
    label="会议议程",
    says="计了数量的会议议程，每项一行；没有数量的不计",
    record=AgendaPoint,
    rows=_agenda,
    columns=(
        Column("agenda_kind", ColumnKind.CODE, "议程", AgendaKind),
        QUANTITY,
        Column("word", ColumnKind.TEXT, "量词"),
    ),
)
RELAYS = Fact(
    "mobilisation.relays",
    label="传达学习",
    says="单位在会议上传达部署要求，每次会议每项要求一行，日期为会议日期",
    record=Relay,
    rows=_relays,
    columns=(
        Column("lag_days", ColumnKind.INT, "间隔天数"),
        Column("instruction", ColumnKind.TEXT, "部署要求"),
    ),
)
SESSIONS = Fact(
    "mobilisation.sessions",
    label="培训期次",
    says="举办的培训，每期一行",
    record=TrainingSession,
    rows=_sessions,
    columns=(AUDIENCE,),
)
ATTENDANCES = Fact(
    "mobilisation.attendances",
    label="参训人次",
    says="报了参训人数的培训，每期一行，数量为参训人数；未报的不计",
    record=TrainingSession,
    rows=_attendances,
    columns=(QUANTITY,),
)
COVERAGES = Fact(
    "mobilisation.coverages",
    label="培训覆盖",
    says="报了覆盖情况的培训班，每班一行，日期为统计日期",
    record=TrainingCourse,
    rows=_coverages,
    columns=(AUDIENCE, Column("coverage", ColumnKind.CODE, "覆盖情况", Coverage)),
)
COVERED_PERSONS = Fact(
    "mobilisation.covered_persons",
    label="已培训人数",
    says="应培训人数和已培训人数都报了的培训班，每班一行，数量为已培训人数",
    record=TrainingCourse,
    rows=_covered_persons,
    columns=(AUDIENCE, QUANTITY),
)
TARGET_PERSONS = Fact(
    "mobilisation.target_persons",
    label="应培训人数",
    says="应培训人数和已培训人数都报了的培训班，每班一行，数量为应培训人数",
    record=TrainingCourse,
    rows=_target_persons,
    columns=(AUDIENCE, QUANTITY),
)
FACTS = (MEETINGS, AGENDA, RELAYS, SESSIONS, ATTENDANCES, COVERAGES, COVERED_PERSONS, TARGET_PERSONS)
