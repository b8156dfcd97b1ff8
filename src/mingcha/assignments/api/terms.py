"""Terms: more time asked for and decided, a task set aside and resumed."""

from django.shortcuts import get_object_or_404
from ninja import Router, Status

from mingcha.assignments import actions
from mingcha.assignments.api._reading import task_seen_by
from mingcha.assignments.api._shapes import DecisionIn, ExtensionIn, ExtensionOut, ReasonIn, TaskOut
from mingcha.assignments.models import Extension, Task
from mingcha.orgs.acting import StaffRequest

router = Router()


@router.post("/tasks/{int:pk}/extensions", response={201: ExtensionOut}, summary="Ask for more time 申请延期")
def ask_extension(request: StaffRequest, pk: int, body: ExtensionIn) -> Status[Extension]:
    """Before the time has run out; the original date stays."""
    task = task_seen_by(request, pk)
    return Status(201, actions.ask_extension(task, actor=request.actor, due_on=body.due_on, reason=body.reason))


@router.post("/extensions/{int:pk}/decide", response=ExtensionOut, summary="Grant more time, or not 审批延期")
def decide_extension(request: StaffRequest, pk: int, body: DecisionIn) -> Extension:
    """Whoever asked decides."""
    visible = Extension.objects.visible_to(request.actor).select_related("task__directive", "task__unit")
    extension: Extension = get_object_or_404(visible, pk=pk)
    actions.decide_extension(extension, actor=request.actor, is_granted=body.is_granted, note=body.note)
    return extension


@router.post("/tasks/{int:pk}/pause", response=TaskOut, summary="Set a task aside 暂停办理")
def pause_task(request: StaffRequest, pk: int, body: ReasonIn) -> Task:
    """While it lasts it is neither due nor late."""
    task = task_seen_by(request, pk)
    actions.pause_task(task, actor=request.actor, reason=body.reason)
    return task


@router.post("/tasks/{int:pk}/resume", response=TaskOut, summary="Let a task go on 恢复办理")
def resume_task(request: StaffRequest, pk: int) -> Task:
    """The day due moves by the days it stood still."""
    task = task_seen_by(request, pk)
    actions.resume_task(task, actor=request.actor)
    return task
