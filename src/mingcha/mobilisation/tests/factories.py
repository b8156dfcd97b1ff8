"""Real rows for tests."""

from datetime import date

from mingcha.campaigns.models import Campaign
from mingcha.mobilisation.choices import AgendaKind, MeetingKind, Purpose
from mingcha.mobilisation.models import AgendaPoint, Instruction, Meeting, Relay, TrainingCourse, TrainingSession
from mingcha.orgs.models import Unit

DAY = date(2018, 2, 22)


def a_meeting(
    unit: Unit,
    campaign: Campaign,
    *,
    on: date = DAY,
    kind: str = MeetingKind.GENERAL,
    purpose: str = Purpose.DEPLOY,
    title: str = "",
) -> Meeting:
    """A meeting held that day."""
    return Meeting.objects.create(campaign=campaign, unit=unit, happened_on=on, kind=kind, purpose=purpose, title=title)


def an_agenda_point(
    meeting: Meeting, *, quantity: int | None = 15, word: str = "个", kind: str = AgendaKind.SELF_CRITICISM
) -> AgendaPoint:
    """A point of the meeting's agenda, heads of 15 units criticising themselves unless said."""
    return AgendaPoint.objects.create(
        campaign=meeting.campaign,
        unit=meeting.unit,
        happened_on=meeting.happened_on,
        meeting=meeting,
        kind=kind,
        quantity=quantity,
        word=word,
    )


def an_instruction(campaign: Campaign, title: str = "全省大会精神", *, on: date = DAY) -> Instruction:
    """An instruction issued that day by the campaign's office."""
    return Instruction.objects.create(campaign=campaign, unit=campaign.office, happened_on=on, title=title)


def a_relay(meeting: Meeting, instruction: Instruction) -> Relay:
    """The meeting passed the instruction on."""
    return Relay.objects.create(
        campaign=meeting.campaign,
        unit=meeting.unit,
        happened_on=meeting.happened_on,
        meeting=meeting,
        instruction=instruction,
        lag_days=(meeting.happened_on - instruction.happened_on).days,
    )


def a_course(
    unit: Unit, campaign: Campaign, name: str = "服务本领提升班", *, on: date = DAY, target_persons: int | None = None
) -> TrainingCourse:
    """A course opened that day."""
    return TrainingCourse.objects.create(
        campaign=campaign, unit=unit, happened_on=on, name=name, audience="市管干部", target_persons=target_persons
    )


def a_session(
    course: TrainingCourse, number: int = 1, *, on: date = DAY, attended: int | None = None
) -> TrainingSession:
    """A session of the course held that day."""
    return TrainingSession.objects.create(
        campaign=course.campaign,
        unit=course.unit,
        happened_on=on,
        course=course,
        number=number,
        attended=attended,
    )
