"""What the reader may do next with a task or a directive: the buttons of a page, and whether it may be shown at all.

The action checks all of it again.
"""

from collections.abc import Callable

from mingcha.assignments import access, rules
from mingcha.assignments.choices import DirectiveState, ExtensionState, TaskState
from mingcha.assignments.models import Call, Chase, Directive, Extension, Task
from mingcha.kernel import clock
from mingcha.kernel.errors import NotInThisState, Refused
from mingcha.orgs.models import Post, Unit


def _may_ask_extension(actor: Post, task: Task) -> bool:
    """Asked by the unit itself; the office, which may, decides such requests and is not shown the button."""
    return access.may_answer_task(actor, task) and actor.unit_id == task.unit_id


def _is_in(*states: str) -> Callable[[Task], bool]:
    return lambda task: task.state in states and task.paused_on is None


_is_unanswered = _is_in(*rules.UNANSWERED)
_OF_TASK: dict[str, tuple[Callable[[Post, Task], bool], Callable[[Task], bool]]] = {
    "sign_for_task": (access.may_answer_task, _is_in(TaskState.ISSUED)),
    "submit_task": (access.may_answer_task, _is_in(*rules.WRITABLE)),
    "task_workbook": (access.may_answer_task, _is_unanswered),
    "draft_workbook": (access.may_answer_task, _is_in(TaskState.ISSUED, *rules.WRITABLE)),
    "sign_answer": (access.may_sign_answer, _is_in(TaskState.WITH_HEAD)),
    "judge_task": (access.may_judge_task, _is_in(TaskState.SUBMITTED)),
    "hand_on_task": (access.may_hand_on_task, _is_in(*rules.WRITABLE)),
    "reuse_answer": (access.may_answer_task, _is_in(*rules.WRITABLE)),
    "ask_extension": (_may_ask_extension, lambda task: _is_unanswered(task) and task.due_on >= clock.today()),
    "pause_task": (access.may_judge_task, _is_unanswered),
    "make_link": (access.may_make_link, _is_in(*rules.OPEN_TO_LINKS)),
    "resume_task": (access.may_judge_task, lambda task: task.paused_on is not None),
    "record_task_call": (access.may_chase_task, lambda task: True),
    "escalate_task": (access.may_chase_task, lambda task: _is_unanswered(task) and task.due_on < clock.today()),
}
_OF_DIRECTIVE: dict[str, tuple[str, ...]] = {
    "edit_directive": (DirectiveState.DRAFT,),
    "send_directive": (DirectiveState.DRAFT,),
    "make_links": (DirectiveState.ISSUED,),
    "withdraw_directive": (DirectiveState.ISSUED,),
    "chase_tasks": (DirectiveState.ISSUED,),
}


def verbs_of_task(actor: Post, task: Task) -> list[str]:
    """Everything the reader may do with a task as it stands. At most one statement."""
    if task.voided_at is not None:
        return []
    return [verb for verb, (may, stands) in _OF_TASK.items() if stands(task) and may(actor, task)]


def task_opened_for(verb: str, actor: Post, task: Task) -> Task:
    """The task itself, if the page of `verb` may be shown for it.

    Raises:
        Refused; NotInThisState.
    """
    may, stands = _OF_TASK[verb]
    if not may(actor, task):
        raise Refused(f"assignments.{verb}")
    if task.voided_at is not None or not stands(task):
        raise NotInThisState(task)
    return task


def is_to_decide(actor: Post, extension: Extension) -> bool:
    """Whether the reader is the one to decide a request. At most one statement."""
    is_open = extension.state == ExtensionState.ASKED and extension.voided_at is None
    return is_open and access.may_judge_task(actor, extension.task)


def may_draft(actor: Post) -> None:
    """Whether the page for a new directive may be shown.

    Raises:
        Refused.
    """
    if not access.may_issue_directive(actor):
        raise Refused("assignments.draft_directive")


def is_burden_open(actor: Post, directive: Directive) -> bool:
    """Whether the reader may approve the burden of a draft that nobody has approved. No statement."""
    is_draft = directive.voided_at is None and directive.state == DirectiveState.DRAFT
    return is_draft and directive.burden_approved_by_id is None and access.may_approve_burden(actor)


def burden_opened_for(actor: Post, directive: Directive) -> None:
    """Whether the page for approving a burden may be shown.

    Raises:
        Refused; NotInThisState.
    """
    if not access.may_approve_burden(actor):
        raise Refused("assignments.approve_burden")
    if directive.voided_at is not None or directive.state != DirectiveState.DRAFT:
        raise NotInThisState(directive)


def verbs_of_directive(actor: Post, directive: Directive) -> list[str]:
    """Everything the reader may do with a directive as it stands. No statement."""
    if directive.voided_at is not None or not access.may_ask(actor, directive):
        return []
    return [verb for verb, states in _OF_DIRECTIVE.items() if directive.state in states]


def directive_opened_for(verb: str, actor: Post, directive: Directive) -> Directive:
    """The directive itself, if the page of `verb` may be shown for it.

    Raises:
        Refused; NotInThisState.
    """
    if not access.may_ask(actor, directive):
        raise Refused(f"assignments.{verb}")
    if directive.voided_at is not None or directive.state not in _OF_DIRECTIVE[verb]:
        raise NotInThisState(directive)
    return directive


def may_see_chasing(actor: Post) -> bool:
    """Whether lists of those missing are for the reader: whoever asks units for something. No statement."""
    return actor.is_office or actor.is_clerk


def missing_opened_for(actor: Post) -> None:
    """Whether the list of those missing may be shown.

    Raises:
        Refused.
    """
    if not may_see_chasing(actor):
        raise Refused("assignments.chase_tasks")


def call_opened_for(actor: Post, unit: Unit) -> None:
    """Whether the form for a call with a unit may be shown. At most one statement.

    Raises:
        Refused.
    """
    if not access.may_record_call(actor, unit.pk):
        raise Refused("assignments.record_call")


def call_to_void(actor: Post, call: Call) -> Call:
    """The call itself, if the page for taking it back may be shown.

    Raises:
        Refused; NotInThisState.
    """
    if not access.may_void_call(actor, call):
        raise Refused("assignments.void_call")
    if call.voided_at is not None:
        raise NotInThisState(call)
    return call


def may_void_call(actor: Post, call: Call) -> bool:
    """Whether the reader may take a call back. No statement."""
    return call.voided_at is None and access.may_void_call(actor, call)


def chase_to_answer(actor: Post, chase: Chase) -> Chase:
    """The reminder itself, if the page for its answer may be shown.

    Raises:
        Refused; NotInThisState.
    """
    if not access.may_chase_task(actor, chase.task):
        raise Refused("assignments.answer_chase")
    if not is_answer_open(actor, chase):
        raise NotInThisState(chase)
    return chase


def is_answer_open(actor: Post, chase: Chase) -> bool:
    """Whether what the unit said to a reminder may still be written down. No statement."""
    return chase.voided_at is None and not chase.reply and access.may_chase_task(actor, chase.task)


def lights_opened_for(actor: Post) -> None:
    """Whether the page for a new light scheme may be shown.

    Raises:
        Refused.
    """
    if not access.may_keep_lights(actor):
        raise Refused("assignments.add_light_scheme")
