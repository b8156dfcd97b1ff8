"""Extensions and pauses of a task's time limit."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from mingcha.assignments import access
from mingcha.assignments.choices import ExtensionState
from mingcha.assignments.models.tasks import Task
from mingcha.campaigns.models import CampaignRecord, CampaignRecordQuerySet
from mingcha.kernel.records import void_rule
from mingcha.orgs.models import Post


class OfTaskQuerySet(CampaignRecordQuerySet):
    """Records that hang on a task, seen by whoever sees it."""

    def visible_to(self, actor: Post) -> "OfTaskQuerySet":
        """Those of tasks the post may see."""
        return self.filter(access.tasks_visible_to(actor))


class Extension(CampaignRecord):
    """A request for more time (延期申请), made before the day due; the original date is kept on the task."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="extensions", verbose_name="交办任务")
    state = models.CharField("状态", max_length=10, choices=ExtensionState, default=ExtensionState.ASKED)
    reason = models.CharField("延期理由", max_length=200)
    due_on_before = models.DateField("原期限")
    asked_due_on = models.DateField("申请延至")
    asked_by = models.ForeignKey("orgs.Post", on_delete=models.PROTECT, verbose_name="申请岗位", related_name="+")
    decided_by = models.ForeignKey(
        "orgs.Post", null=True, blank=True, on_delete=models.PROTECT, verbose_name="审批岗位", related_name="+"
    )
    decided_on = models.DateField("审批日期", null=True, blank=True)
    decision_note = models.CharField("审批意见", max_length=200, blank=True)

    objects: ClassVar[Any] = OfTaskQuerySet.as_manager()

    class Meta:
        verbose_name = "延期申请"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("task",),
                condition=Q(voided_at__isnull=True, state=ExtensionState.ASKED),
                name="assignments_extension_one_open",
            ),
        )


class Pause(CampaignRecord):
    """A task set aside with a reason (暂停办理); while it lasts the task is neither due nor late."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="pauses", verbose_name="交办任务")
    reason = models.CharField("暂停理由", max_length=200)
    ended_on = models.DateField("恢复日期", null=True, blank=True)

    objects: ClassVar[Any] = OfTaskQuerySet.as_manager()

    class Meta:
        verbose_name = "暂停办理"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("task",),
                condition=Q(voided_at__isnull=True, ended_on__isnull=True),
                name="assignments_pause_one_open",
            ),
        )
