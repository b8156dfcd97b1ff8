"""What assignments put on paper (文书): which papers, of which records, and what their fields hold."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from mingcha.assignments import access, rules
from mingcha.assignments.choices import DirectiveState, Part, TaskState
from mingcha.assignments.models import Directive, Task, TaskQuerySet
from mingcha.assignments.queries import paper_layouts as layouts
from mingcha.assignments.queries.answer_rows import answer_of, answer_rows
from mingcha.assignments.queries.chasing import times_chased
from mingcha.kernel import clock
from mingcha.orgs.models import Post, Unit
from mingcha.papers import PaperField, PaperKind


def tasks_for_papers(actor: Post) -> TaskQuerySet:
    """Tasks with what papers say of them. One statement."""
    found: TaskQuerySet = Task.objects.current().visible_to(actor).select_related("unit", "directive", "plan_task")
    found = found.annotate(times_chased=times_chased())
    return found.order_by("unit__official_order", "unit_id", "pk")


def directives_for_papers(actor: Post) -> Any:
    """Directives with who asks. One statement."""
    return Directive.objects.current().visible_to(actor).select_related("unit").order_by("pk")


def units_to_remind(actor: Post) -> QuerySet[Unit]:
    """Units that are late with what the actor's side asked, in official order. One statement."""
    late = overdue_tasks(actor).values("unit")
    return Unit.objects.visible_to(actor).filter(pk__in=late).in_official_order()


def overdue_tasks(actor: Post) -> TaskQuerySet:
    """Tasks not answered and past their day, of those the actor's side asked (逾期未报)."""
    found: TaskQuerySet = Task.objects.current().visible_to(actor).overdue(clock.today())
    own = {"directive__unit": actor.unit_id, "directive__handed_on_from__isnull": False}
    return found.filter(directive__handed_on_from__isnull=True) if actor.is_office else found.filter(**own)


def _title(task: Task) -> str:
    title = task.directive.title
    return f"{title}（{task.plan_task.title}）" if task.plan_task else title


def _days_late(task: Task, today: date | None = None) -> str:
    return f"{max(((today or clock.today()) - task.due_on).days, 0)}天"


def _of_directive(name: str) -> Any:
    return lambda task, actor: getattr(task.directive, name)


def _of(name: str) -> Any:
    return lambda record, actor: getattr(record, name)


def _unanswered(task: Task, actor: Post) -> str:
    return "" if task.state in rules.UNANSWERED else gettext("已经报送，不必催办")


def _signed_for(task: Task, actor: Post) -> str:
    return gettext("尚未签收，签收后才有回执") if task.state == TaskState.ISSUED else ""


def _answered(task: Task, actor: Post) -> str:
    return "" if answer_of(task) else gettext("还没有填报内容，先填报再打印审签单")


def _issued(directive: Directive, actor: Post) -> str:
    return "" if directive.state == DirectiveState.ISSUED else gettext("尚未交办或已撤回")


def _late(unit: Unit, actor: Post) -> str:
    return "" if overdue_tasks(actor).filter(unit=unit).exists() else gettext("没有逾期未报的事项")


def _may_ask(actor: Post, task: Task) -> bool:
    return access.may_ask(actor, task.directive)


def _may_remind(actor: Post, unit: Unit) -> bool:
    return actor.is_office or actor.is_clerk


def _is_own(actor: Post, task: Task) -> bool:
    return actor.is_of_unit and actor.unit_id == task.unit_id


def _tasks_of(directive: Directive, actor: Post) -> list[Task]:
    """Read once for each directive, however many fields ask."""
    if "tasks_for_papers" not in directive.__dict__:
        rows = Task.objects.current().visible_to(actor).filter(directive=directive).select_related("unit")
        directive.__dict__["tasks_for_papers"] = list(rows.order_by("unit__official_order", "unit_id", "pk"))
    found: list[Task] = directive.__dict__["tasks_for_papers"]
    return found


def _unit_names(directive: Directive, actor: Post) -> list[str]:
    return list(dict.fromkeys(task.unit.short_name for task in _tasks_of(directive, actor)))


def _plan_rows(directive: Directive, actor: Post) -> list[dict[str, Any]]:
    """The numbered tasks of a work plan with their lead and co-units; two statements."""
    by_plan: dict[int, dict[str, list[str]]] = {}
    for task in _tasks_of(directive, actor):
        if task.plan_task_id is not None:
            by_plan.setdefault(task.plan_task_id, {}).setdefault(task.part, []).append(task.unit.short_name)
    return [
        {
            "position": plan.number,
            "title": plan.title,
            "lead": "、".join(by_plan.get(plan.pk, {}).get(Part.LEAD, [])),
            "co": "、".join(by_plan.get(plan.pk, {}).get(Part.CO, [])),
            "leader": plan.responsible_leader,
            "due_on": plan.due_on,
            "result_form": plan.result_form,
        }
        for plan in directive.plan_tasks.order_by("number")
    ]


def _overdue_rows(unit: Unit, actor: Post) -> list[dict[str, Any]]:
    rows = overdue_tasks(actor).filter(unit=unit).select_related("directive", "plan_task").order_by("due_on", "pk")
    return [
        {"title": _title(t), "reference": t.directive, "due_on": t.due_on, "days_late": _days_late(t)} for t in rows
    ]


def _overdue_count(unit: Unit, actor: Post) -> int:
    return overdue_tasks(actor).filter(unit=unit).count()


TITLE = PaperField("title", "交办事项", lambda task, actor: _title(task))
REFERENCE = PaperField("reference", "交办编号", lambda task, actor: str(task.directive), is_required=False)
UNIT = PaperField("unit", "责任单位", lambda task, actor: task.unit.name)
DUE_ON = PaperField("due_on", "办理期限", _of("due_on"))
ISSUED_ON = PaperField("issued_on", "交办日期", _of("happened_on"), is_required=False)
STATE = PaperField("state", "办理状态", lambda task, actor: task.get_state_display(), is_required=False)
ASKS = PaperField("asks", "办理要求", _of_directive("asks"), is_required=False)
MATTER = (
    TITLE,
    UNIT,
    DUE_ON,
    REFERENCE,
    ISSUED_ON,
    ASKS,
    PaperField("basis", "依据", _of_directive("basis"), is_required=False),
    PaperField("why", "事由", _of_directive("why"), is_required=False),
    PaperField("result_form", "成果形式", _of_directive("result_form"), is_required=False),
    PaperField("original_due_on", "原定期限", _of("original_due_on"), is_required=False, says="延期以前的期限"),
    STATE,
    PaperField("days_late", "逾期天数", lambda t, actor: _days_late(t), is_required=False, says="到出具当天，如“8天”"),
    PaperField("times_chased", "已催次数", lambda t, actor: f"{t.times_chased}次", is_required=False),
)

_TASK: dict[str, Any] = {
    "records": tasks_for_papers,
    "unit": lambda task: task.unit,
    "title": _title,
    "is_addressed": True,
}
_OWN: dict[str, Any] = {**_TASK, "may_make": _is_own, "is_addressed": False}

ORDER = PaperKind(
    "assignments.order", "交办单", Directive, series="交办", layout=layouts.ORDER,
    records=directives_for_papers, may_make=access.may_ask,
    unit=lambda directive: directive.unit, title=lambda directive: directive.title, refuses=_issued,
    number_of=lambda directive: ("交办", directive.year, directive.number) if directive.number else None,
    fields=(
        PaperField("title", "交办事项", _of("title")),
        PaperField("asks", "办理要求", _of("asks")),
        PaperField("basis", "依据", _of("basis"), is_required=False),
        PaperField("why", "事由", _of("why"), is_required=False),
        PaperField("due_on", "办理期限", _of("due_on")),
        PaperField("minutes_needed", "预计用时", _of("minutes_needed"), is_required=False, says="分钟数"),
        PaperField("result_form", "成果形式", _of("result_form"), is_required=False),
        PaperField("units", "承办单位", lambda d, actor: "、".join(_unit_names(d, actor)), says="按规范顺序"),
        PaperField("unit_count", "承办单位数", lambda d, actor: len(_unit_names(d, actor)), is_required=False),
        PaperField(
            "plan", "任务分解", _plan_rows, is_required=False,
            columns=(
                ("position", "序号"), ("title", "任务"), ("lead", "牵头单位"), ("co", "配合单位"),
                ("leader", "责任领导"), ("due_on", "完成时限"), ("result_form", "成果"),
            ),
        ),
    ),
)  # fmt: skip
SUPERVISION = PaperKind(
    "assignments.supervision", "督办单", Task, series="督办", layout=layouts.SUPERVISION, fields=MATTER,
    may_make=_may_ask, **_TASK,
)  # fmt: skip
TRANSFER = PaperKind(
    "assignments.transfer", "转办单", Task, series="转办", layout=layouts.TRANSFER, fields=MATTER,
    may_make=_may_ask, **_TASK,
)  # fmt: skip
URGING = PaperKind(
    "assignments.urging", "催办函", Task, series="催办", layout=layouts.URGING, fields=MATTER,
    may_make=_may_ask, refuses=_unanswered, **_TASK,
)  # fmt: skip
REMINDER = PaperKind(
    "assignments.reminder", "工作提醒函", Unit, series="提醒", layout=layouts.REMINDER,
    records=units_to_remind, may_make=_may_remind, unit=lambda unit: unit, title=lambda unit: "逾期未报事项",
    refuses=_late, is_addressed=True,
    fields=(
        PaperField("unit", "责任单位", _of("name")),
        PaperField("task_count", "逾期项数", _overdue_count, is_required=False),
        PaperField(
            "tasks", "逾期事项", _overdue_rows,
            columns=(
                ("position", "序号"), ("title", "交办事项"), ("reference", "交办编号"), ("due_on", "办理期限"),
                ("days_late", "逾期天数"),
            ),
        ),
    ),
)  # fmt: skip
RECEIPT = PaperKind(
    "assignments.receipt", "回执", Task, series="回执", layout=layouts.RECEIPT, refuses=_signed_for,
    number_of=lambda t: ("签收", t.signed_for_on.year, t.receipt_number) if t.receipt_number else None,
    fields=(
        TITLE, UNIT, DUE_ON, REFERENCE, ISSUED_ON, STATE,
        PaperField("signed_for_on", "签收日期", _of("signed_for_on"), is_required=False),
        PaperField("submitted_on", "报送日期", _of("submitted_on"), is_required=False),
        PaperField("accepted_on", "办结日期", _of("accepted_on"), is_required=False),
    ),
    **_OWN,
)  # fmt: skip
APPROVAL = PaperKind(
    "assignments.approval", "审签单", Task, series="审签", layout=layouts.APPROVAL, refuses=_answered,
    fields=(
        TITLE, DUE_ON, REFERENCE, ASKS,
        PaperField("unit", "填报单位", lambda task, actor: task.unit.name, is_required=False),
        PaperField("answer", "报送内容", lambda task, actor: answer_of(task).text, is_required=False),
        PaperField("drafted_by", "填报岗位", lambda task, actor: answer_of(task).by, is_required=False),
        PaperField("drafted_on", "填报日期", lambda task, actor: answer_of(task).on, is_required=False),
        PaperField(
            "values", "填报项", lambda task, actor: answer_rows(task), is_required=False,
            columns=(("position", "序号"), ("label", "项目"), ("value", "填报内容")),
        ),
    ),
    **_OWN,
)  # fmt: skip
PAPERS = (ORDER, SUPERVISION, TRANSFER, URGING, REMINDER, RECEIPT, APPROVAL)
