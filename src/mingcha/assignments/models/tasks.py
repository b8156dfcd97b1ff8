"""Tasks: one unit's part of a directive."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from mingcha.assignments import access, rules
from mingcha.assignments.choices import Colour, Part, TaskState
from mingcha.assignments.models.directives import Directive, PlanTask
from mingcha.campaigns.models import CampaignRecord, CampaignRecordQuerySet
from mingcha.kernel.records import void_rule
from mingcha.orgs.models import Post


class TaskQuerySet(CampaignRecordQuerySet):
    """Tasks."""

    def visible_to(self, actor: Post) -> "TaskQuerySet":
        """Those the post may see."""
        return self.filter(access.tasks_visible_to(actor))

    def unanswered(self) -> "TaskQuerySet":
        """Not submitted (未报), those on pause left out."""
        return self.filter(state__in=rules.UNANSWERED, paused_on__isnull=True)

    def overdue(self, day: date) -> "TaskQuerySet":
        """Not submitted and past the day due (逾期未报)."""
        return self.unanswered().filter(due_on__lt=day)


class Task(CampaignRecord):
    """One unit's part of a directive (交办任务); `happened_on` the day it was issued.

    `handed_on_by` is the unit that asks where the directive hands a task on, None for the office's own: kept here so
    that a list of what one side asked needs no other table. `original_due_on` never changes: lateness for statistics
    is by it; `due_on` moves with a granted extension. Units have no index of their own: those of several columns begin
    with them, and a planner that has both takes the worse.
    """

    unit = models.ForeignKey(
        "orgs.Unit", on_delete=models.PROTECT, db_index=False, verbose_name="单位", related_name="+"
    )
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, verbose_name="交办事项", related_name="tasks")
    plan_task = models.ForeignKey(
        PlanTask, null=True, blank=True, on_delete=models.PROTECT, verbose_name="方案任务", related_name="tasks"
    )
    handed_on_by = models.ForeignKey(
        "orgs.Unit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        verbose_name="转交单位",
        related_name="+",
    )
    part = models.CharField("分工", max_length=10, choices=Part, default=Part.LEAD)
    state = models.CharField("状态", max_length=20, choices=TaskState, default=TaskState.ISSUED)
    happened_on = models.DateField("交办日期", db_index=True)
    due_on = models.DateField("办理期限")
    due_at = models.DateTimeField("办理时限", null=True, blank=True)
    original_due_on = models.DateField("原定期限")
    paused_on = models.DateField("暂停日期", null=True, blank=True)
    receipt_number = models.PositiveIntegerField("回执号", null=True, blank=True)
    signed_for_on = models.DateField("签收日期", null=True, blank=True)
    submitted_on = models.DateField("报送日期", null=True, blank=True)
    accepted_on = models.DateField("办结日期", null=True, blank=True)
    answer = models.TextField("报送内容", blank=True)

    objects: ClassVar[Any] = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "交办任务"
        indexes = (
            models.Index(
                fields=("unit", "state", "due_on", "id"),
                condition=Q(voided_at__isnull=True),
                name="assignments_task_of_unit",
            ),
            models.Index(
                fields=("handed_on_by", "state", "due_on", "id", "unit"),
                condition=Q(voided_at__isnull=True, paused_on__isnull=True),
                name="assignments_task_asked",
            ),
            models.Index(fields=("due_on", "id"), name="assignments_task_by_due"),
        )
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("directive", "unit"),
                condition=Q(voided_at__isnull=True, plan_task__isnull=True),
                name="assignments_task_once",
            ),
            models.UniqueConstraint(
                fields=("plan_task", "unit"),
                condition=Q(voided_at__isnull=True),
                name="assignments_plan_task_unit_once",
            ),
            models.UniqueConstraint(
                fields=("plan_task",),
                condition=Q(voided_at__isnull=True, part=Part.LEAD),
                name="assignments_plan_task_one_lead",
            ),
            models.CheckConstraint(
                condition=Q(state=TaskState.ACCEPTED, accepted_on__isnull=False)
                | (~Q(state=TaskState.ACCEPTED) & Q(accepted_on__isnull=True)),
                name="assignments_accepted_with_date",
            ),
            models.CheckConstraint(
                condition=Q(original_due_on__gte=F("happened_on")), name="assignments_original_due_after_issue"
            ),
        )

    def __str__(self) -> str:
        return f"{self.directive}（{self.unit}）"

    def get_light_display(self) -> str:
        """The colour that a list has put beside the task as `light` (灯色); "" where it is not lit."""
        return str(Colour(light).label) if (light := getattr(self, "light", "")) else ""
