"""Pages of mobilisation, for reading: meetings, relays, instructions, training courses."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from mingcha.mobilisation import queries
from mingcha.mobilisation.models import Instruction, Meeting, Relay, TrainingCourse
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.ui import details, lists, records

MEETING_COLUMNS = ("unit", "kind", "purpose", "title", "happened_on")
RELAY_COLUMNS = ("unit", "instruction", "lag_days", "happened_on")
COURSE_COLUMNS = ("name", "unit", "audience", "coverage", "happened_on")
SESSION_COLUMNS = ("number", "happened_on", "enrolled", "started", "attended", "passed")
SOURCE_FIELDS = ("source_note", "recorded_at")


@staff_page
def meeting_list(request: StaffRequest) -> HttpResponse:
    """Meetings, newest first (会议)."""
    filters = ("unit", "unit__level", "kind", "purpose", "happened_on")
    return lists.record_list(
        request,
        queryset=queries.meetings(request.actor),
        table=lists.table_for(Meeting, MEETING_COLUMNS),
        filterset=lists.filterset_for(Meeting, filters, search=("title", "unit__name")),
        kind=records.kind_by_key("mobilisation.meeting"),
    )


@staff_page
def meeting_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One meeting with its agenda and what it passed on."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.actor).select_related("unit", "succeeds"), pk=pk)
    agenda = queries.agenda_of(meeting, request.actor)
    relays = queries.relays_of(meeting, request.actor)
    return details.record_detail(
        request,
        meeting,
        kind=records.kind_by_key("mobilisation.meeting"),
        fields=(*MEETING_COLUMNS, *SOURCE_FIELDS),
        related=(
            details.Related("会议议程", agenda, ("kind", "text", "quantity", "word")),
            details.Related("传达学习", relays, ("instruction", "lag_days")),
        ),
    )


@staff_page
def relay_list(request: StaffRequest) -> HttpResponse:
    """Who has passed which instruction on, the quickest first (传达学习)."""
    filters = ("unit", "unit__level", "instruction", "lag_days", "happened_on")
    return lists.record_list(
        request,
        queryset=queries.relays(request.actor),
        table=lists.table_for(Relay, RELAY_COLUMNS),
        filterset=lists.filterset_for(Relay, filters, search=("unit__name", "instruction__title")),
        kind=records.kind_by_key("mobilisation.relay"),
    )


@staff_page
def relay_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One relay."""
    along = ("unit", "meeting", "instruction", "succeeds")
    relay = get_object_or_404(Relay.objects.visible_to(request.actor).select_related(*along), pk=pk)
    return details.record_detail(
        request,
        relay,
        kind=records.kind_by_key("mobilisation.relay"),
        fields=("unit", "meeting", *RELAY_COLUMNS[1:], *SOURCE_FIELDS),
    )


@staff_page
def instruction_list(request: StaffRequest) -> HttpResponse:
    """Instructions, newest first (部署要求)."""
    return lists.record_list(
        request,
        queryset=queries.instructions(request.actor),
        table=lists.table_for(Instruction, ("title", "unit", "happened_on")),
        filterset=lists.filterset_for(Instruction, ("unit", "happened_on"), search=("title",)),
        kind=records.kind_by_key("mobilisation.instruction"),
    )


@staff_page
def instruction_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One instruction and who has passed it on."""
    visible = Instruction.objects.visible_to(request.actor).select_related("unit", "succeeds")
    instruction = get_object_or_404(visible, pk=pk)
    relays = queries.relays_of_instruction(instruction, request.actor)
    return details.record_detail(
        request,
        instruction,
        kind=records.kind_by_key("mobilisation.instruction"),
        fields=("title", "unit", "happened_on", *SOURCE_FIELDS),
        related=(details.Related("传达学习", relays, ("unit", "lag_days", "happened_on")),),
    )


@staff_page
def course_list(request: StaffRequest) -> HttpResponse:
    """Training courses, newest first (培训班)."""
    filters = ("unit", "unit__level", "coverage", "happened_on")
    return lists.record_list(
        request,
        queryset=queries.courses(request.actor),
        table=lists.table_for(TrainingCourse, COURSE_COLUMNS),
        filterset=lists.filterset_for(TrainingCourse, filters, search=("name", "audience", "unit__name")),
        kind=records.kind_by_key("mobilisation.course"),
    )


@staff_page
def course_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One training course with its sessions."""
    visible = TrainingCourse.objects.visible_to(request.actor).select_related("unit", "succeeds")
    course = get_object_or_404(visible, pk=pk)
    numbers = ("target_persons", "covered_persons", "covered_on")
    return details.record_detail(
        request,
        course,
        kind=records.kind_by_key("mobilisation.course"),
        fields=(*COURSE_COLUMNS, *numbers, *SOURCE_FIELDS),
        related=(details.Related("培训期次", queries.sessions_of(course, request.actor), SESSION_COLUMNS),),
    )
