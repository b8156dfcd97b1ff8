"""Workbooks that came back, many at once or by mail, and what became of each."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from mingcha.assignments import access
from mingcha.assignments.choices import ReturnedState, Way
from mingcha.assignments.models.answers import Submission
from mingcha.assignments.models.tasks import Task
from mingcha.kernel import clock
from mingcha.orgs.models import Post


class ReturnedWorkbookQuerySet(models.QuerySet[Any]):
    """Workbooks that came back."""

    def visible_to(self, actor: Post) -> "ReturnedWorkbookQuerySet":
        """Those the post may see."""
        return self.filter(access.returned_workbooks_visible_to(actor))

    def waiting(self) -> "ReturnedWorkbookQuerySet":
        """Not yet looked at (待核对)."""
        return self.filter(state=ReturnedState.WAITING)


class ReturnedWorkbook(models.Model):
    """A filled workbook that came back (回收的填报表): uploaded with others, or mailed; taken whole or refused whole.

    Attributes:
        batch: what came together. received_by: in whose name it is taken in; None where the sender is not known.
        once_key: of a mailed one, the message and the place in it: the same message is not taken twice.
        faults: at most as many as are told, `{sheet, row, column, message}`; `fault_count`: all of them.
    """

    batch = models.UUIDField("批次", default=uuid.uuid4, db_index=True)
    name = models.CharField("文件名", max_length=200)
    file = models.ForeignKey(
        "kernel.StoredFile", null=True, blank=True, on_delete=models.PROTECT, verbose_name="文件", related_name="+"
    )
    way = models.CharField("报送方式", max_length=20, choices=Way, default=Way.WORKBOOK)
    received_at = models.DateTimeField("收到时间", default=clock.now)
    received_by = models.ForeignKey(
        "orgs.Post", null=True, blank=True, on_delete=models.PROTECT, verbose_name="经办", related_name="+"
    )
    sender = models.CharField("寄件邮箱", max_length=254, blank=True)
    once_key = models.CharField("邮件标识", max_length=80, blank=True)
    state = models.CharField("处理结果", max_length=20, choices=ReturnedState, default=ReturnedState.WAITING)
    task = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.PROTECT, verbose_name="交办任务", related_name="+"
    )
    submission = models.OneToOneField(
        Submission, null=True, blank=True, on_delete=models.PROTECT, verbose_name="报送", related_name="+"
    )
    says = models.CharField("说明", max_length=500, blank=True)
    faults = models.JSONField("错处", default=list, blank=True)
    fault_count = models.PositiveIntegerField("错处数", default=0)

    objects: ClassVar[Any] = ReturnedWorkbookQuerySet.as_manager()

    class Meta:
        verbose_name = "回收的填报表"
        constraints = (
            models.UniqueConstraint(
                fields=("once_key",), condition=~Q(once_key=""), name="assignments_returned_message_once"
            ),
            models.CheckConstraint(
                condition=Q(state=ReturnedState.TAKEN, submission__isnull=False)
                | (~Q(state=ReturnedState.TAKEN) & Q(submission__isnull=True)),
                name="assignments_returned_taken_with_answer",
            ),
        )

    def __str__(self) -> str:
        return self.name
