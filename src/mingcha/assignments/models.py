"""Directives and the tasks they become, one for each unit."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from mingcha.assignments import access
from mingcha.assignments.choices import TaskState
from mingcha.campaigns.models import CampaignRecord, CampaignRecordQuerySet
from mingcha.kernel.records import void_rule
from mingcha.orgs.models import Post


class DirectiveQuerySet(CampaignRecordQuerySet):
    """Directives."""

    def visible_to(self, actor: Post) -> "DirectiveQuerySet":
        """Those the post may see."""
        return self.filter(access.directives_visible_to(actor))


class Directive(CampaignRecord):
    """What the office asks of units (交办事项); `unit` is the office, `happened_on` the day it was issued.

    It says who asks, why, on what basis and how many minutes it takes.
    """

    number = models.PositiveIntegerField("编号")
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("标题", max_length=100)
    asks = models.TextField("办理要求")
    basis = models.CharField("依据", max_length=200)
    minutes_needed = models.PositiveSmallIntegerField("预计用时（分钟）")
    happened_on = models.DateField("交办日期", db_index=True)
    due_on = models.DateField("办理期限")

    objects: ClassVar[Any] = DirectiveQuerySet.as_manager()

    class Meta:
        verbose_name = "交办事项"
        constraints = (
            void_rule(),
            models.UniqueConstraint(fields=("campaign", "year", "number"), name="assignments_directive_number_once"),
            models.CheckConstraint(condition=Q(due_on__gte=F("happened_on")), name="assignments_due_after_issue"),
        )

    def __str__(self) -> str:
        return f"交办〔{self.year}〕{self.number}号"


class TaskQuerySet(CampaignRecordQuerySet):
    """Tasks."""

    def visible_to(self, actor: Post) -> "TaskQuerySet":
        """Those the post may see."""
        return self.filter(access.tasks_visible_to(actor))


class Task(CampaignRecord):
    """One unit's part of a directive (交办任务); `happened_on` the day it was issued."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, verbose_name="交办事项", related_name="tasks")
    state = models.CharField("状态", max_length=20, choices=TaskState, default=TaskState.ISSUED)
    happened_on = models.DateField("交办日期", db_index=True)
    due_on = models.DateField("办理期限")
    signed_for_on = models.DateField("签收日期", null=True, blank=True)
    submitted_on = models.DateField("报送日期", null=True, blank=True)
    accepted_on = models.DateField("办结日期", null=True, blank=True)
    answer = models.TextField("报送内容", blank=True)

    objects: ClassVar[Any] = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "交办任务"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("directive", "unit"), condition=Q(voided_at__isnull=True), name="assignments_task_once"
            ),
            models.CheckConstraint(
                condition=Q(state=TaskState.ACCEPTED, accepted_on__isnull=False)
                | (~Q(state=TaskState.ACCEPTED) & Q(accepted_on__isnull=True)),
                name="assignments_accepted_with_date",
            ),
        )

    def __str__(self) -> str:
        return f"{self.directive}（{self.unit}）"
