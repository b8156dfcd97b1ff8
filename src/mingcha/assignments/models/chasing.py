"""Chasing: each time a unit was reminded, each telephone call, and the light schemes."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from mingcha.assignments import access
from mingcha.assignments.choices import CallDirection, ChaseChannel, Colour
from mingcha.assignments.models.tasks import Task
from mingcha.campaigns.models import CampaignRecord, CampaignRecordQuerySet
from mingcha.kernel import clock
from mingcha.kernel.records import void_rule
from mingcha.orgs.choices import ContactKind
from mingcha.orgs.models import Post


class AskersRecordQuerySet(CampaignRecordQuerySet):
    """What whoever asks wrote down about whoever is asked: not for the unit's eyes."""

    def visible_to(self, actor: Post) -> "AskersRecordQuerySet":
        """The office's own; a unit's those it made itself."""
        return self.filter(access.calls_visible_to(actor))


class Call(CampaignRecord):
    """A telephone record (电话记录单); `unit` is the unit at the other end."""

    task = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.PROTECT, related_name="calls", verbose_name="交办任务"
    )
    direction = models.CharField("来去", max_length=5, choices=CallDirection)
    called_at = models.DateTimeField("通话时间", default=clock.now)
    who = models.CharField("对方", max_length=50, help_text="职务或岗位")
    says = models.CharField("内容", max_length=500)
    proposal = models.CharField("拟办意见", max_length=200, blank=True)
    made_by = models.ForeignKey("orgs.Post", on_delete=models.PROTECT, verbose_name="记录岗位", related_name="+")

    objects: ClassVar[Any] = AskersRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "电话记录单"
        constraints = (void_rule(),)

    def __str__(self) -> str:
        return f"{self.get_direction_display()} {self.unit}"


class Chase(CampaignRecord):
    """One reminder of one task (催办记录), whatever it went through; `notice` is the notice it was sent as.

    `level` and `reason` belong to an escalation: whom it went to, and why. `to_whom` names an office, not a person.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="chases", verbose_name="交办任务")
    channel = models.CharField("催办方式", max_length=20, choices=ChaseChannel)
    chased_at = models.DateTimeField("催办时间", default=clock.now)
    to_whom = models.CharField("催办对象", max_length=100, blank=True)
    level = models.CharField("提级至", max_length=20, choices=ContactKind, blank=True)
    reason = models.CharField("事由", max_length=200, blank=True)
    reply = models.CharField("答复", max_length=200, blank=True)
    made_by = models.ForeignKey("orgs.Post", on_delete=models.PROTECT, verbose_name="催办岗位", related_name="+")
    call = models.ForeignKey(Call, null=True, blank=True, on_delete=models.PROTECT, verbose_name="电话记录单")
    notice = models.ForeignKey(
        "notices.Notice", null=True, blank=True, on_delete=models.PROTECT, verbose_name="通知", related_name="+"
    )

    objects: ClassVar[Any] = AskersRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "催办记录"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("task", "level"),
                condition=Q(voided_at__isnull=True) & ~Q(level=""),
                name="assignments_escalated_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.unit}"


class LightSchemeQuerySet(models.QuerySet["LightScheme"]):
    """Light schemes."""

    def visible_to(self, actor: Post) -> "LightSchemeQuerySet":
        """Those the post may see."""
        return self.filter(access.light_schemes_visible_to(actor))

    def valid_on(self, day: date) -> "LightSchemeQuerySet":
        """In force on that day (当日有效), at most one."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day)


class LightScheme(models.Model):
    """A scheme of lights (亮灯办法), versioned with its basis; the one valid on a day counts that day."""

    name = models.CharField("名称", max_length=50)
    version = models.PositiveSmallIntegerField("版本", default=1)
    basis = models.CharField("依据", max_length=200)
    valid_from = models.DateField("起用日期")
    valid_until = models.DateField("停用日期", null=True, blank=True)

    objects: ClassVar[Any] = LightSchemeQuerySet.as_manager()

    class Meta:
        verbose_name = "亮灯办法"
        constraints = (models.UniqueConstraint(fields=("name", "version"), name="assignments_scheme_once"),)

    def __str__(self) -> str:
        return f"{self.name} 第{self.version}版"


class Light(models.Model):
    """One colour of a scheme (灯色): shown from so many days before the day due on (negative: after it)."""

    scheme = models.ForeignKey(LightScheme, on_delete=models.CASCADE, related_name="lights", verbose_name="亮灯办法")
    colour = models.CharField("灯色", max_length=10, choices=Colour)
    days_before = models.SmallIntegerField("提前天数", help_text="距期限不多于这些日；负数为逾期天数")
    says = models.CharField("含义", max_length=50)

    class Meta:
        verbose_name = "灯色"
        constraints = (
            models.UniqueConstraint(fields=("scheme", "days_before"), name="assignments_light_once"),
            models.CheckConstraint(condition=Q(colour__in=Colour.values), name="assignments_light_known_colour"),
        )
