"""What comes back: drafts, submissions with their values, remarks of a return."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from mingcha.assignments import access
from mingcha.assignments.choices import SubmissionState, Way
from mingcha.assignments.models.directives import Field
from mingcha.assignments.models.tasks import Task
from mingcha.campaigns.models import CampaignRecord, CampaignRecordQuerySet
from mingcha.kernel import clock
from mingcha.kernel.records import void_rule
from mingcha.orgs.models import Post


class Draft(models.Model):
    """What a unit has written so far (草稿), one for each task; two people editing it are told by `version`.

    `values`: field code -> text, or a list of rows (column code -> text) for a table. Not yet checked.
    """

    task = models.OneToOneField(Task, on_delete=models.CASCADE, related_name="draft", verbose_name="交办任务")
    values = models.JSONField("填报内容", default=dict)
    answer = models.TextField("报送内容", blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    edited_by = models.ForeignKey("orgs.Post", on_delete=models.PROTECT, verbose_name="填报岗位", related_name="+")
    edited_at = models.DateTimeField("保存时间", default=clock.now)

    class Meta:
        verbose_name = "草稿"


class SubmissionQuerySet(CampaignRecordQuerySet):
    """Answers, seen by whoever sees the task."""

    def visible_to(self, actor: Post) -> "SubmissionQuerySet":
        """Those of tasks the post may see."""
        return self.filter(access.submissions_visible_to(actor))


class Submission(CampaignRecord):
    """One answer to a task (报送), numbered from 1; a returned one stays beside its successor.

    `unit` and `campaign` are the task's; `happened_on` the day it was drafted. What the unit's head has not signed is
    not the unit's word: others than the unit see it from state SUBMITTED on.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="submissions", verbose_name="交办任务")
    number = models.PositiveSmallIntegerField("第几次报送")
    state = models.CharField("状态", max_length=20, choices=SubmissionState)
    way = models.CharField("报送方式", max_length=20, choices=Way)
    answer = models.TextField("报送内容", blank=True)
    form_version = models.PositiveSmallIntegerField("表式版本", default=1)
    drafted_by = models.ForeignKey("orgs.Post", on_delete=models.PROTECT, verbose_name="填报岗位", related_name="+")
    approved_by = models.ForeignKey(
        "orgs.Post", null=True, blank=True, on_delete=models.PROTECT, verbose_name="审签岗位", related_name="+"
    )
    approved_on = models.DateField("审签日期", null=True, blank=True)
    signed_paper = models.ForeignKey(
        "kernel.StoredFile", null=True, blank=True, on_delete=models.PROTECT, verbose_name="签字页", related_name="+"
    )
    submitted_on = models.DateField("报送日期", null=True, blank=True)
    judged_on = models.DateField("审核日期", null=True, blank=True)
    reason = models.CharField("退回理由", max_length=200, blank=True)
    reused_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, verbose_name="沿用自", related_name="+"
    )

    objects: ClassVar[Any] = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "报送"
        constraints = (
            void_rule(),
            models.UniqueConstraint(fields=("task", "number"), name="assignments_submission_once"),
            models.UniqueConstraint(
                fields=("task",),
                condition=Q(
                    voided_at__isnull=True,
                    state__in=(SubmissionState.WITH_HEAD, SubmissionState.SUBMITTED, SubmissionState.ACCEPTED),
                ),
                name="assignments_submission_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.task} 第{self.number}次"


class Value(models.Model):
    """One value of an answer (填报值). `row` 0: the field itself; from 1: a row of a table, `column` its code."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="values", verbose_name="报送")
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+", verbose_name="填报项")
    row = models.PositiveIntegerField("行", default=0)
    column = models.CharField("列", max_length=40, blank=True)
    text = models.TextField("文字", blank=True)
    number = models.DecimalField("数字", max_digits=20, decimal_places=4, null=True, blank=True)
    day = models.DateField("日期", null=True, blank=True)
    file = models.ForeignKey(
        "kernel.StoredFile", null=True, blank=True, on_delete=models.PROTECT, verbose_name="附件", related_name="+"
    )

    class Meta:
        verbose_name = "填报值"
        constraints = (
            models.UniqueConstraint(fields=("submission", "field", "row", "column"), name="assignments_value_once"),
        )


class FieldRemark(models.Model):
    """Why one field was sent back (退回意见)."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="remarks", verbose_name="报送")
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+", verbose_name="填报项")
    reason = models.CharField("退回理由", max_length=200)

    class Meta:
        verbose_name = "退回意见"
        constraints = (models.UniqueConstraint(fields=("submission", "field"), name="assignments_remark_once"),)
