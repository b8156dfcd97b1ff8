"""Reads over meetings, relays and training."""

from django.db.models import Max

from mingcha.mobilisation.models import (
    AgendaPoint,
    Instruction,
    InstructionQuerySet,
    Meeting,
    MobilisationQuerySet,
    Relay,
    TrainingCourse,
    TrainingSession,
)
from mingcha.orgs.models import Post

IN_ORDER = ("-happened_on", "unit__official_order", "pk")


def meetings(actor: Post) -> MobilisationQuerySet:
    """Current meetings the actor may see, newest first, units in official order. One statement."""
    found: MobilisationQuerySet = Meeting.objects.current().visible_to(actor).order_by(*IN_ORDER)
    return found


def relays(actor: Post) -> MobilisationQuerySet:
    """Current relays the actor may see, the quickest first. One statement."""
    found: MobilisationQuerySet = Relay.objects.current().visible_to(actor)
    return found.order_by("lag_days", "unit__official_order", "pk")


def instructions(actor: Post) -> InstructionQuerySet:
    """Current instructions, newest first. One statement."""
    found: InstructionQuerySet = Instruction.objects.current().visible_to(actor).order_by("-happened_on", "pk")
    return found


def courses(actor: Post) -> MobilisationQuerySet:
    """Current training courses the actor may see, newest first. One statement."""
    found: MobilisationQuerySet = TrainingCourse.objects.current().visible_to(actor).order_by(*IN_ORDER)
    return found


def agenda_of(meeting: Meeting, actor: Post) -> MobilisationQuerySet:
    """A meeting's agenda as it was entered; of a voided meeting the voided points."""
    found: MobilisationQuerySet = AgendaPoint.objects.visible_to(actor).filter(meeting=meeting)
    return found.order_by("pk")


def relays_of(meeting: Meeting, actor: Post) -> MobilisationQuerySet:
    """What was relayed at a meeting; of a voided meeting the voided relays."""
    found: MobilisationQuerySet = Relay.objects.visible_to(actor).filter(meeting=meeting)
    return found.order_by("pk")


def relays_of_instruction(instruction: Instruction, actor: Post) -> MobilisationQuerySet:
    """Who has passed an instruction on, as far as the actor may see, the quickest first."""
    return relays(actor).filter(instruction=instruction)


def sessions_of(course: TrainingCourse, actor: Post) -> MobilisationQuerySet:
    """Current sessions of a course by number."""
    found: MobilisationQuerySet = TrainingSession.objects.current().visible_to(actor).filter(course=course)
    return found.order_by("number")


def next_session_number(course: TrainingCourse) -> int:
    """The number after the highest current one. One statement."""
    found = TrainingSession.objects.current().filter(course=course).aggregate(last=Max("number"))
    return (found["last"] or 0) + 1
