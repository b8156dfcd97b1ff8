"""What is asked: directives, the fields of their form, the numbered tasks of a work plan."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from mingcha.assignments import access
from mingcha.assignments.choices import DirectiveState, FieldKind, LimitUnit, Part
from mingcha.campaigns.models import CampaignRecord, CampaignRecordQuerySet
from mingcha.kernel.pinyin import InitialsField
from mingcha.kernel.records import void_rule
from mingcha.orgs.models import Post


class DirectiveQuerySet(CampaignRecordQuerySet):
    """Directives."""

    def visible_to(self, actor: Post) -> "DirectiveQuerySet":
        """Those the post may see."""
        return self.filter(access.directives_visible_to(actor))


class Directive(CampaignRecord):
    """What is asked of units (交办事项); `unit` asks: the office, or a unit that hands a task of its own on (二次交办).

    It says who asks, why, on what basis and how many minutes it takes. `happened_on` is the day it was issued; of a
    draft, the day it was begun. A draft has no number.
    """

    state = models.CharField("状态", max_length=20, choices=DirectiveState, default=DirectiveState.ISSUED)
    number = models.PositiveIntegerField("编号", null=True, blank=True)
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("标题", max_length=100)
    initials = InitialsField(of="title")
    why = models.TextField("事由", blank=True)
    asks = models.TextField("办理要求")
    basis = models.CharField("依据", max_length=200)
    minutes_needed = models.PositiveSmallIntegerField("预计用时（分钟）")
    result_form = models.CharField("成果形式", max_length=100, blank=True)
    happened_on = models.DateField("交办日期", db_index=True)
    due_on = models.DateField("办理期限")
    due_at = models.DateTimeField("办理时限", null=True, blank=True, help_text="以小时计的期限到点，其余为空")
    limit_count = models.PositiveSmallIntegerField("期限数", null=True, blank=True)
    limit_unit = models.CharField("期限单位", max_length=20, choices=LimitUnit, blank=True)
    audience = models.TextField("交办范围", blank=True, help_text="选择单位的条件，交办时定为名单")
    audience_line = models.CharField("条块", max_length=10, blank=True, help_text="二次交办所依的条或块")
    asked_by = models.ForeignKey(
        "orgs.Post", null=True, blank=True, on_delete=models.PROTECT, verbose_name="经办", related_name="+"
    )
    burden_approved_by = models.ForeignKey(
        "orgs.Post", null=True, blank=True, on_delete=models.PROTECT, verbose_name="超负担审批人", related_name="+"
    )
    burden_note = models.CharField("超负担审批理由", max_length=200, blank=True)
    handed_on_from = models.ForeignKey(
        "assignments.Task",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        verbose_name="二次交办自",
        related_name="handed_on",
    )
    form_version = models.PositiveSmallIntegerField("表式版本", default=1)
    needs_head = models.BooleanField("须单位领导审签", default=False)

    objects: ClassVar[Any] = DirectiveQuerySet.as_manager()

    class Meta:
        verbose_name = "交办事项"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("campaign", "unit", "year", "number"), name="assignments_directive_number_once"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("happened_on")), name="assignments_due_after_issue"),
            models.CheckConstraint(
                condition=Q(state=DirectiveState.DRAFT, number__isnull=True)
                | (~Q(state=DirectiveState.DRAFT) & Q(number__isnull=False)),
                name="assignments_issued_with_number",
            ),
        )

    def __str__(self) -> str:
        if self.number is None:
            return self.title
        return f"交办〔{self.year}〕{self.number}号"


class Field(models.Model):
    """One field of a directive's form (填报项). Fixed once answers exist.

    Attributes:
        columns: of a table, a list of `{code, label, kind, word, choices, is_required}`.
        held_key: the name under which the same fact is asked elsewhere (`staff_count`): prefilled, found as overlap.
        total_of: codes whose sum this number must equal; not_below: code of the number it may not be smaller than.
    """

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="fields", verbose_name="交办事项")
    code = models.SlugField("代码", max_length=40)
    position = models.PositiveSmallIntegerField("次序")
    label = models.CharField("名称", max_length=100)
    kind = models.CharField("类型", max_length=10, choices=FieldKind)
    word = models.CharField("量词", max_length=10, blank=True)
    choices = models.JSONField("选项", default=list, blank=True)
    columns = models.JSONField("表列", default=list, blank=True)
    is_required = models.BooleanField("必填", default=True)
    help_text = models.CharField("填报说明", max_length=200, blank=True)
    least = models.DecimalField("最小值", max_digits=20, decimal_places=4, null=True, blank=True)
    most = models.DecimalField("最大值", max_digits=20, decimal_places=4, null=True, blank=True)
    decimals = models.PositiveSmallIntegerField("小数位", default=0)
    held_key = models.SlugField("通用数据项", max_length=60, blank=True)
    total_of = models.JSONField("合计自", default=list, blank=True)
    not_below = models.SlugField("不小于", max_length=40, blank=True)

    class Meta:
        verbose_name = "填报项"
        constraints = (
            models.UniqueConstraint(fields=("directive", "code"), name="assignments_field_once"),
            models.CheckConstraint(condition=Q(kind__in=FieldKind.values), name="assignments_field_known_kind"),
        )

    def __str__(self) -> str:
        return self.label


class PlanTask(models.Model):
    """A numbered task of a work plan (工作方案任务): exactly one lead, co-units, a due date and a form of result."""

    directive = models.ForeignKey(
        Directive, on_delete=models.CASCADE, related_name="plan_tasks", verbose_name="工作方案"
    )
    number = models.PositiveSmallIntegerField("序号")
    title = models.CharField("任务", max_length=200)
    due_on = models.DateField("办理期限")
    result_form = models.CharField("成果形式", max_length=100, blank=True)
    responsible_leader = models.CharField("责任领导", max_length=100, blank=True, help_text="写职务，不写姓名")

    class Meta:
        verbose_name = "工作方案任务"
        constraints = (models.UniqueConstraint(fields=("directive", "number"), name="assignments_plan_task_once"),)

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class PlanPart(models.Model):
    """Which unit has which part in a task of a work plan (分工), kept with the draft; the tasks are made from it."""

    plan_task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="parts", verbose_name="方案任务")
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, verbose_name="单位", related_name="+")
    part = models.CharField("分工", max_length=10, choices=Part)

    class Meta:
        verbose_name = "分工"
        constraints = (
            models.UniqueConstraint(fields=("plan_task", "unit"), name="assignments_part_once"),
            models.UniqueConstraint(
                fields=("plan_task",), condition=Q(part=Part.LEAD), name="assignments_part_one_lead"
            ),
        )


class BurdenBudget(models.Model):
    """How much the office may ask of all units in a month (基层负担限额): minutes of a directive times its units.

    Versioned: the one valid on the day of issue counts. Without one there is no limit.
    """

    minutes_a_month = models.PositiveIntegerField("每月总用时（分钟）")
    basis = models.CharField("依据", max_length=200)
    valid_from = models.DateField("起用日期")
    valid_until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "基层负担限额"
        constraints = (
            models.UniqueConstraint(fields=("valid_from",), name="assignments_budget_once"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="assignments_budget_ends_after_start",
            ),
        )
