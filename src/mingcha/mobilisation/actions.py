"""The verbs of mobilisation: meetings, their agenda and relays, instructions, training."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from mingcha.campaigns.models import Campaign, CampaignRecord
from mingcha.campaigns.rules import RecordRow
from mingcha.figures import words
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.records import void_row
from mingcha.mobilisation import access, queries, rules
from mingcha.mobilisation.choices import AgendaKind, Coverage
from mingcha.mobilisation.models import AgendaPoint, Instruction, Meeting, Relay, TrainingCourse, TrainingSession
from mingcha.orgs.models import Post, Unit


@transaction.atomic
def hold_meeting(unit: Unit, *, actor: Post, campaign: Campaign, row: rules.MeetingRow) -> Meeting:
    """Register a meeting a unit held (召开会议).

    Raises:
        Refused; BadValue: registered already, or a date in the future or outside the unit's validity.
    """
    if not access.may_hold_meeting(actor, unit):
        raise Refused("mobilisation.hold_meeting")
    columns = row.columns(unit.in_being(clock.happened(row.happened_on)))
    same = {name: columns[name] for name in ("happened_on", "kind", "purpose", "title")}
    if Meeting.objects.current().filter(campaign=campaign, unit=unit, **same).exists():
        raise BadValue(gettext("%(unit)s的这次会议已登记") % {"unit": unit.name}, field="unit")
    meeting = Meeting.objects.create(campaign=campaign, unit=unit, **columns)
    ledger.enter("mobilisation.hold_meeting", actor=actor, on=meeting, after={"unit": unit.code, **columns})
    return meeting


@transaction.atomic
def add_agenda_point(
    meeting: Meeting, *, actor: Post, kind: AgendaKind, text: str = "", quantity: int | None = None, word: str = ""
) -> AgendaPoint:
    """Add a point to a meeting's agenda (登记会议议程); unit, day and source are the meeting's.

    Args:
        quantity: how many units or cases, None where not counted; `word` its counter word.

    Raises:
        Refused; NotInThisState: the meeting is voided; BadValue: negative, number and counter word without
        each other, or no such counter word.
    """
    if not access.may_change_meeting(actor, meeting):
        raise Refused("mobilisation.add_agenda_point")
    _held(meeting)
    if (quantity is None) != (word == "") or (quantity is not None and quantity < 0):
        raise BadValue(gettext("数量不能为负，须与量词同时填写"), field="quantity")
    point = AgendaPoint.objects.create(
        meeting=meeting,
        kind=kind,
        text=text,
        quantity=quantity,
        word=words.counter_word(word).word if word else "",
        **_shared(meeting),
    )
    after = {"meeting": meeting.pk, "kind": kind, "quantity": quantity, "word": word}
    ledger.enter("mobilisation.add_agenda_point", actor=actor, on=point, after=after)
    return point


@transaction.atomic
def issue_instruction(unit: Unit, *, actor: Post, campaign: Campaign, title: str, row: RecordRow) -> Instruction:
    """Enter an instruction that units are to pass on (登记部署要求): a meeting, a speech, a document from above.

    Args:
        unit: who issued it; `row.happened_on` when.

    Raises:
        Refused; BadValue: no title or one that is there already, a date in the future or outside the unit's validity.
    """
    if not access.may_issue_instruction(actor):
        raise Refused("mobilisation.issue_instruction")
    if not title.strip():
        raise BadValue(gettext("名称不能为空"), field="title")
    if Instruction.objects.current().filter(campaign=campaign, title=title).exists():
        raise BadValue(gettext("“%(title)s”已登记") % {"title": title}, field="title")
    columns = row.columns(unit.in_being(clock.happened(row.happened_on)))
    instruction = Instruction.objects.create(campaign=campaign, unit=unit, title=title, **columns)
    after = {"unit": unit.code, "title": title, **columns}
    ledger.enter("mobilisation.issue_instruction", actor=actor, on=instruction, after=after)
    return instruction


@transaction.atomic
def relay_instruction(meeting: Meeting, *, actor: Post, instruction: Instruction) -> Relay:
    """Register that a meeting passed an instruction on (传达学习); the lag follows from the two days.

    Raises:
        Refused; NotInThisState: meeting or instruction is voided; BadValue: relayed before it was issued, relayed at
        this meeting already, or of another campaign.
    """
    if not access.may_change_meeting(actor, meeting):
        raise Refused("mobilisation.relay_instruction")
    _held(meeting)
    _held(instruction)
    lag = rules.lag_days(issued_on=instruction.happened_on, relayed_on=meeting.happened_on)
    there = Relay.objects.current().filter(meeting=meeting, instruction=instruction).exists()
    if there or instruction.campaign_id != meeting.campaign_id:
        raise BadValue(gettext("该会议已传达，或不属于同一次集中整顿"), field="instruction")
    relay = Relay.objects.create(meeting=meeting, instruction=instruction, lag_days=lag, **_shared(meeting))
    after = {"meeting": meeting.pk, "instruction": instruction.pk, "lag_days": lag}
    ledger.enter("mobilisation.relay_instruction", actor=actor, on=relay, after=after)
    return relay


@transaction.atomic
def open_course(unit: Unit, *, actor: Post, campaign: Campaign, row: rules.CourseRow) -> TrainingCourse:
    """Register a training course (举办培训班).

    Raises:
        Refused; BadValue: no name or one the unit has already, negative number, a date in the future or outside the
        unit's validity.
    """
    if not access.may_open_course(actor, unit):
        raise Refused("mobilisation.open_course")
    if not row.name.strip():
        raise BadValue(gettext("名称不能为空"), field="name")
    if row.target_persons is not None and row.target_persons < 0:
        raise BadValue(gettext("人数不能为负"), field="target_persons")
    if TrainingCourse.objects.current().filter(campaign=campaign, unit=unit, name=row.name).exists():
        raise BadValue(gettext("“%(title)s”已登记") % {"title": row.name}, field="name")
    columns = row.columns(unit.in_being(clock.happened(row.happened_on)))
    course = TrainingCourse.objects.create(campaign=campaign, unit=unit, **columns)
    ledger.enter("mobilisation.open_course", actor=actor, on=course, after={"unit": unit.code, **columns})
    return course


@transaction.atomic
def hold_session(course: TrainingCourse, *, actor: Post, row: rules.SessionRow) -> TrainingSession:
    """Register one session of a course (举办一期培训).

    Raises:
        Refused; NotInThisState: the course is voided; BadValue: numbers of persons that cannot be, a session number
        that is there already, a date in the future or before the course opened.
    """
    if not access.may_change_course(actor, course):
        raise Refused("mobilisation.hold_session")
    _held(course)
    rules.sound_attendance(row)
    day = clock.happened(row.happened_on)
    if day < course.happened_on:
        raise BadValue(gettext("培训日期不能早于开班日期"), field="happened_on")
    number = row.number or queries.next_session_number(course)
    if TrainingSession.objects.current().filter(course=course, number=number).exists():
        raise BadValue(gettext("第%(number)s期已登记") % {"number": number}, field="number")
    columns = row.columns(day) | {"number": number}
    session = TrainingSession.objects.create(
        course=course, campaign_id=course.campaign_id, unit_id=course.unit_id, **columns
    )
    ledger.enter("mobilisation.hold_session", actor=actor, on=session, after={"course": course.pk, **columns})
    return session


@transaction.atomic
def report_coverage(
    course: TrainingCourse,
    *,
    actor: Post,
    covered_persons: int | None = None,
    told: Coverage = Coverage.NOT_REPORTED,
    happened_on: date | None = None,
) -> Coverage:
    """Report how much of its audience a course has reached (报告培训覆盖情况); a later report replaces the one before.

    Args:
        covered_persons: different persons trained so far, None where not counted.
        told: what the unit says, where the numbers cannot tell.

    Raises:
        Refused; NotInThisState: the course is voided, or somebody else reported meanwhile; BadValue: see
        `rules.coverage_of`; negative, or a date in the future or before the course opened.
    """
    if not access.may_change_course(actor, course):
        raise Refused("mobilisation.report_coverage")
    coverage = rules.coverage_of(course.target_persons, covered_persons, told)
    day = clock.happened(happened_on)
    if day < course.happened_on or (covered_persons is not None and covered_persons < 0):
        raise BadValue(gettext("统计日期不能早于开班日期，人数不能为负"), field="happened_on")
    before = {name: getattr(course, name) for name in ("covered_persons", "coverage", "covered_on")}
    after = {"covered_persons": covered_persons, "coverage": coverage, "covered_on": day}
    if not TrainingCourse.objects.current().filter(pk=course.pk, **before).update(**after):
        raise NotInThisState(course)
    course.refresh_from_db()
    ledger.enter("mobilisation.report_coverage", actor=actor, on=course, before=before, after=after)
    return coverage


@transaction.atomic
def void_meeting(meeting: Meeting, *, actor: Post, reason: str) -> None:
    """Take back a meeting entered in error, with its agenda and relays (作废会议).

    Raises:
        Refused; BadValue: no reason; NotInThisState: voided already.
    """
    if not access.may_change_meeting(actor, meeting):
        raise Refused("mobilisation.void_meeting")
    void_row(meeting, reason=reason)
    along = [*AgendaPoint.objects.current().filter(meeting=meeting), *Relay.objects.current().filter(meeting=meeting)]
    _void_along(along, reason)
    ledger.enter("mobilisation.void_meeting", actor=actor, on=meeting, after={"voided": along}, reason=reason)


@transaction.atomic
def void_instruction(instruction: Instruction, *, actor: Post, reason: str) -> None:
    """Take back an instruction entered in error, with its relays: their lag was counted from it (作废部署要求).

    Raises:
        Refused; BadValue: no reason; NotInThisState: voided already.
    """
    if not access.may_issue_instruction(actor):
        raise Refused("mobilisation.void_instruction")
    void_row(instruction, reason=reason)
    along = list(Relay.objects.current().filter(instruction=instruction))
    _void_along(along, reason)
    ledger.enter("mobilisation.void_instruction", actor=actor, on=instruction, after={"voided": along}, reason=reason)


@transaction.atomic
def void_course(course: TrainingCourse, *, actor: Post, reason: str) -> None:
    """Take back a course entered in error, with its sessions (作废培训班).

    Raises:
        Refused; BadValue: no reason; NotInThisState: voided already.
    """
    if not access.may_change_course(actor, course):
        raise Refused("mobilisation.void_course")
    void_row(course, reason=reason)
    along = list(TrainingSession.objects.current().filter(course=course))
    _void_along(along, reason)
    ledger.enter("mobilisation.void_course", actor=actor, on=course, after={"voided": along}, reason=reason)


@transaction.atomic
def void_session(session: TrainingSession, *, actor: Post, reason: str) -> None:
    """Take back a session entered in error (作废培训期次).

    Raises:
        Refused; BadValue: no reason; NotInThisState: voided already.
    """
    if not access.may_change_course(actor, session.course):
        raise Refused("mobilisation.void_session")
    void_row(session, reason=reason)
    ledger.enter("mobilisation.void_session", actor=actor, on=session, reason=reason)


def _held(record: CampaignRecord) -> None:
    """Hold a record until the end of the transaction, so that nobody voids it under what is being added to it."""
    if not type(record).objects.current().filter(pk=record.pk).update(voided_at=None):
        raise NotInThisState(record)


def _shared(meeting: Meeting) -> dict[str, object]:
    """What a part of a meeting has from it."""
    return {
        "campaign_id": meeting.campaign_id,
        "unit_id": meeting.unit_id,
        "happened_on": meeting.happened_on,
        "source_note": meeting.source_note,
        "is_reconstructed": meeting.is_reconstructed,
    }


def _void_along(rows: list[CampaignRecord], reason: str) -> None:
    for row in rows:
        void_row(row, reason=reason)
