"""Where a directive stands, by name (应报、已报、未报), and one task with all its page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from mingcha.assignments import rules
from mingcha.assignments.choices import DirectiveState, ExtensionState, TaskState
from mingcha.assignments.models import Directive, DirectiveQuerySet, Extension, Submission, Task, TaskQuerySet
from mingcha.orgs.models import Post

MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """How far one unit is with a directive (单位进度): tasks it has, answered and accepted ones."""

    unit_id: int
    name: str
    asked: int
    answered: int
    accepted: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The count of a directive's tasks over what the reader may see: 应报 = 已报 + 未报 + 暂停."""

    asked: int
    answered: int
    accepted: int
    missing: int
    paused: int
    overdue: int
    with_head: int

    @property
    def percent(self) -> int:
        """Answered of asked, in whole percent points, rounded down: 100 only where nobody is missing."""
        return self.answered * 100 // self.asked if self.asked else 0


@dataclass(frozen=True, slots=True)
class Due:
    """One step of a chain of due dates: who set it, for whom."""

    asker: str
    unit: str
    due_on: date


def directive_for_page(actor: Post) -> DirectiveQuerySet:
    """Directives (voided ones too) with all that their page walks to."""
    found: DirectiveQuerySet = Directive.objects.visible_to(actor)
    return found.select_related(
        "unit", "campaign", "asked_by", "burden_approved_by", "handed_on_from__unit", "succeeds", "succeeded_by"
    )


def task_for_page(actor: Post) -> TaskQuerySet:
    """Tasks (voided ones too) with all that their page walks to, up to three askers."""
    found: TaskQuerySet = Task.objects.visible_to(actor)
    up = "directive__handed_on_from__directive"
    return found.select_related(
        "unit", "campaign", "plan_task", "directive__unit", "directive__asked_by", "succeeds", "succeeded_by",
        "directive__handed_on_from__unit", f"{up}__unit", f"{up}__handed_on_from__unit",
        f"{up}__handed_on_from__directive__unit",
    )  # fmt: skip


def standing(directive: Directive, actor: Post, today: date) -> Standing:
    """How many are asked, have answered, are missing. One statement."""
    missing = Q(state__in=rules.UNANSWERED, paused_on__isnull=True)
    return Standing(
        **_tasks(directive, actor)
        .order_by()
        .aggregate(
            asked=Count("pk"),
            answered=Count("pk", filter=Q(state__in=rules.ANSWERED)),
            accepted=Count("pk", filter=Q(state=TaskState.ACCEPTED)),
            missing=Count("pk", filter=missing),
            paused=Count("pk", filter=Q(state__in=rules.UNANSWERED, paused_on__isnull=False)),
            overdue=Count("pk", filter=missing & Q(due_on__lt=today)),
            with_head=Count("pk", filter=Q(state=TaskState.WITH_HEAD)),
        )
    )


def missing_tasks(directive: Directive, actor: Post) -> list[Task]:
    """The first of those whose unit has not answered, in unit order, those on pause left out. One statement."""
    rows = _tasks(directive, actor).unanswered().select_related("unit", "plan_task")
    return list(rows.order_by("unit__official_order", "unit_id")[:MOST_NAMES])


def answered_tasks(directive: Directive, actor: Post) -> list[Task]:
    """The first of those whose unit has answered, in unit order. One statement."""
    rows = _tasks(directive, actor).filter(state__in=rules.ANSWERED).select_related("unit", "plan_task")
    return list(rows.order_by("unit__official_order", "unit_id")[:MOST_NAMES])


def unit_standings(directive: Directive, actor: Post) -> list[UnitStanding]:
    """Each unit's progress, the slowest first, at most as many as a page names. One statement."""
    rows = (
        _tasks(directive, actor)
        .order_by()
        .values("unit_id", name=F("unit__short_name"))
        .annotate(
            asked=Count("pk"),
            answered=Count("pk", filter=Q(state__in=rules.ANSWERED)),
            accepted=Count("pk", filter=Q(state=TaskState.ACCEPTED)),
        )
    )
    return [UnitStanding(**row) for row in rows.order_by("answered", "accepted", "unit__official_order")[:MOST_NAMES]]


def due_chain(task: Task) -> list[Due]:
    """The due dates from the topmost asker down to the task's own (省级期限、市级期限). No statement."""
    steps: list[Due] = []
    at: Task | None = task
    while at is not None and len(steps) < 3:
        asker = at.directive
        steps.append(Due(asker.unit.short_name, at.unit.short_name, at.due_on))
        at = asker.handed_on_from
    return steps[::-1]


def submissions(actor: Post) -> QuerySet[Submission]:
    """Current answers the reader may see, with who wrote and signed them."""
    rows: QuerySet[Submission] = Submission.objects.current().visible_to(actor)
    return rows.select_related("task", "drafted_by", "approved_by", "signed_paper")


def submissions_of(task: Task, actor: Post) -> list[Submission]:
    """The task's answers the reader may see, the newest first. One statement."""
    return list(submissions(actor).filter(task=task).order_by("-number"))


def extensions_of(task: Task, actor: Post) -> QuerySet[Extension]:
    """Requests for more time, the newest first (延期申请)."""
    rows: QuerySet[Extension] = Extension.objects.current().visible_to(actor).filter(task=task)
    return rows.order_by("-pk")


def extensions(actor: Post) -> QuerySet[Extension]:
    """Every request the reader may see, open ones first (延期申请). One statement."""
    rows: QuerySet[Extension] = Extension.objects.current().visible_to(actor).select_related("unit", "task__directive")
    return rows.order_by(F("decided_on").desc(nulls_first=True), "asked_due_on", "pk")


def handed_on(task: Task, actor: Post) -> Sequence[Directive]:
    """What the unit handed on from this task, with counts (二次交办). One statement."""
    rows = Directive.objects.current().visible_to(actor).filter(handed_on_from=task, state=DirectiveState.ISSUED)
    return list(
        rows.annotate(
            asked=Count("tasks", filter=Q(tasks__voided_at__isnull=True)),
            answered=Count("tasks", filter=Q(tasks__voided_at__isnull=True, tasks__state__in=rules.ANSWERED)),
        ).order_by("pk")
    )


def reusable_answers(task: Task, actor: Post) -> list[Submission]:
    """Accepted or submitted answers of the same unit that may stand for this one (已报沿用), the newest first."""
    rows = Submission.objects.current().visible_to(actor).filter(unit=task.unit_id, state__in=rules.ANSWERED)
    rows = rows.exclude(task=task).select_related("task__directive__unit")
    return list(rows.order_by("-submitted_on", "-pk")[:20])


def is_extension_open(rows: Sequence[Extension]) -> bool:
    """Whether a request is still to be decided."""
    return any(row.state == ExtensionState.ASKED for row in rows)


def _tasks(directive: Directive, actor: Post) -> TaskQuerySet:
    found: TaskQuerySet = Task.objects.current().visible_to(actor).filter(directive=directive)
    return found
