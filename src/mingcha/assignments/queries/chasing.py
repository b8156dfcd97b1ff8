"""Who is missing and how it was chased (未报名单、催办、电话记录)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import CharField, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from mingcha.assignments import access, rules
from mingcha.assignments.choices import ChaseChannel, DirectiveState
from mingcha.assignments.models import Call, Chase, Directive, DirectiveQuerySet, Task, TaskQuerySet
from mingcha.assignments.queries.lights import with_lights
from mingcha.kernel import clock
from mingcha.orgs import queries as orgs
from mingcha.orgs.models import Post, Unit
from mingcha.papers.models import Paper

MOST_ROWS = 500
"""Units a page of missing ones shows and reminds at once; an export has them all."""

LETTER = "assignments.urging"


def times_chased() -> Any:
    """How often a task was chased (已催次数): reminders, calls, escalations and letters, without the daily ones."""
    chases = Chase.objects.current().filter(task=OuterRef("pk")).exclude(channel=ChaseChannel.DIGEST)
    letters = Paper.objects.current().filter(kind=LETTER, object_kind="assignments.task", object_id=OuterRef("pk"))
    return _count(chases, "task") + _count(letters, "object_id")


def _count(rows: QuerySet[Any], by: str) -> Any:
    counted = Subquery(rows.order_by().values(by).annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    return Coalesce(counted, 0)


def missing_rows(directive: Directive, actor: Post) -> TaskQuerySet:
    """A directive's tasks whose unit has not answered, in official order (未报名单), with whom to turn to, how often it
    was chased and what it said last; those on pause left out. Two statements, one of them for the lights.
    """
    found: TaskQuerySet = Task.objects.current().visible_to(actor).unanswered().filter(directive=directive)
    said = Chase.objects.current().filter(task=OuterRef("pk")).exclude(reply="").order_by("-chased_at", "-pk")
    escalated = Chase.objects.current().filter(task=OuterRef("pk"), channel=ChaseChannel.ESCALATION)
    found = found.annotate(
        times_chased=times_chased(),
        last_reply=Coalesce(Subquery(said.values("reply")[:1]), Value(""), output_field=CharField()),
        escalated_to=Coalesce(
            Subquery(escalated.order_by("-chased_at", "-pk").values("to_whom")[:1]), Value(""), output_field=CharField()
        ),
    )
    found = orgs.with_contacts(found.select_related("unit", "plan_task", "directive"), actor, unit="unit")
    return with_lights(found, clock.today()).order_by("unit__official_order", "unit_id", "pk")


def chosen_missing(directive: Directive, actor: Post, ids: Collection[int]) -> list[Task]:
    """Those of the chosen tasks whose unit is missing still, in official order. One statement."""
    rows = Task.objects.current().visible_to(actor).unanswered().filter(directive=directive, pk__in=ids)
    return list(rows.select_related("unit", "directive", "plan_task").order_by("unit__official_order", "unit_id", "pk"))


def chosen_late(directive: Directive, actor: Post, ids: Collection[int]) -> list[Task]:
    """Those of the chosen tasks that are missing and past their day (逾期未报). One statement."""
    today = clock.today()
    return [task for task in chosen_missing(directive, actor, ids) if task.due_on < today]


def chosen_tasks(directive: Directive, actor: Post, ids: Collection[int]) -> list[Task]:
    """The chosen tasks of a directive, whatever became of them meanwhile. One statement."""
    rows = Task.objects.current().visible_to(actor).filter(directive=directive, pk__in=ids)
    return list(rows.select_related("unit", "directive").order_by("unit__official_order", "unit_id", "pk"))


def directives_missing(actor: Post) -> DirectiveQuerySet:
    """Directives the actor's side asked and not all have answered, the earliest due first (未报名单). One statement."""
    tasks = Task.objects.current().filter(directive=OuterRef("pk"))
    asked = Q(handed_on_from__isnull=True) if actor.is_office else Q(handed_on_from__isnull=False, unit=actor.unit_id)
    rows: DirectiveQuerySet = Directive.objects.current().visible_to(actor).filter(asked, state=DirectiveState.ISSUED)
    rows = rows.filter(Exists(tasks.unanswered())).select_related("unit")
    rows = rows.annotate(
        asked_count=_count(tasks, "directive"),
        answered_count=_count(tasks.filter(state__in=rules.ANSWERED), "directive"),
        missing_count=_count(tasks.unanswered(), "directive"),
        overdue_count=_count(tasks.overdue(clock.today()), "directive"),
    )
    return rows.order_by("due_on", "pk")


def levels_reached(task: Task) -> list[str]:
    """Whom the task was escalated to already. One statement."""
    rows = Chase.objects.current().filter(task=task, channel=ChaseChannel.ESCALATION)
    return list(rows.order_by("chased_at", "pk").values_list("level", flat=True))


def calls(actor: Post) -> QuerySet[Call]:
    """Telephone records the actor may see, the newest first (电话记录单). One statement."""
    found: QuerySet[Call] = (
        Call.objects.current().visible_to(actor).select_related("unit", "made_by", "task__directive")
    )
    return found.order_by("-called_at", "-pk")


def chases(actor: Post) -> QuerySet[Chase]:
    """Reminders the actor may see, the newest first (催办记录). One statement."""
    found: QuerySet[Chase] = Chase.objects.current().visible_to(actor)
    return found.select_related("unit", "made_by", "task__directive", "notice").order_by("-chased_at", "-pk")


def chases_of(task: Task, actor: Post) -> list[Chase]:
    """How a task was chased, the newest first, as far as the actor may see. One statement."""
    return list(chases(actor).filter(task=task)[:50])


def calls_with(unit: Unit, actor: Post) -> list[Call]:
    """The last calls with a unit (往来电话). One statement."""
    return list(calls(actor).filter(unit=unit)[:10])


def tasks_to_remind(today: date) -> list[Task]:
    """What units must be reminded of today (每日提醒): not answered, due tomorrow at the latest. One statement.

    What was entered from before the system's time is left out: nobody answers it any more.
    """
    rows = Task.objects.current().unanswered().filter(due_on__lte=rules.last_day_reminded(today))
    rows = rows.filter(is_reconstructed=False, directive__state=DirectiveState.ISSUED)
    return list(rows.select_related("unit").order_by("unit__official_order", "unit_id", "due_on", "pk"))


def may_record_call(actor: Post, unit: Unit) -> bool:
    """Whether a call with a unit may be written down. At most one statement."""
    return access.may_record_call(actor, unit.pk)
