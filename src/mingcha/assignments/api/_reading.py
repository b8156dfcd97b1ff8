"""How the interface finds a task."""

from django.shortcuts import get_object_or_404

from mingcha.assignments.models import Task
from mingcha.orgs.acting import StaffRequest


def task_seen_by(request: StaffRequest, pk: int) -> Task:
    """The task of this number; 404 where the post may not see it."""
    visible = Task.objects.visible_to(request.actor).select_related("unit", "directive__unit", "campaign")
    found: Task = get_object_or_404(visible, pk=pk)
    return found
