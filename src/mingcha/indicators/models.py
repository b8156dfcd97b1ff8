"""Indicators, their targets and the values units report. A correction voids a row and adds its successor."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from mingcha.campaigns.models import CampaignRecord, CampaignRecordQuerySet
from mingcha.indicators import access
from mingcha.kernel.records import void_rule
from mingcha.orgs.models import Post


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """Indicators."""

    def visible_to(self, actor: Post) -> "IndicatorQuerySet":
        """Those the post may see."""
        return self.filter(access.indicators_visible_to(actor))


class Indicator(models.Model):
    """What is collected (指标): one counter word, one definition.

    `code` is upper case, as every code that marks and commands name in lower case.
    """

    campaign = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.PROTECT, verbose_name="集中整顿", related_name="+"
    )
    code = models.CharField("代码", max_length=40, help_text="大写字母、数字和下划线")
    name = models.CharField("名称", max_length=100)
    word = models.CharField("量词", max_length=10)
    says = models.CharField("口径说明", max_length=300, blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "指标"
        constraints = (models.UniqueConstraint(fields=("campaign", "code"), name="indicators_code_once"),)

    def __str__(self) -> str:
        return self.name


class IndicatorRecordQuerySet(CampaignRecordQuerySet):
    """Targets or values."""

    def visible_to(self, actor: Post) -> "IndicatorRecordQuerySet":
        """Those the post may see."""
        return self.filter(access.values_visible_to(actor))


class Target(CampaignRecord):
    """How much a unit is to reach (任务量), whole or for one block; `happened_on` the day it was set."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, verbose_name="指标", related_name="targets")
    block = models.CharField("分项", max_length=30, blank=True, help_text="如号段；空为不分项")
    quantity = models.PositiveBigIntegerField("任务量")
    happened_on = models.DateField("下达日期", db_index=True)

    objects: ClassVar[Any] = IndicatorRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "指标任务"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("indicator", "unit", "block"),
                condition=Q(voided_at__isnull=True),
                name="indicators_target_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator}{self.block} {self.quantity}{self.indicator.word}"


class ReportedValue(CampaignRecord):
    """What a unit reported for a period (报送值): one row stands for `quantity` of them.

    `happened_on` is the last day of the period; `since` its first, None where the source does not say.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, verbose_name="指标", related_name="values")
    block = models.CharField("分项", max_length=30, blank=True)
    quantity = models.PositiveBigIntegerField("数值")
    since = models.DateField("时段起", null=True, blank=True)
    happened_on = models.DateField("时段止", db_index=True)

    objects: ClassVar[Any] = IndicatorRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "指标报送值"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("indicator", "unit", "block", "happened_on"),
                condition=Q(voided_at__isnull=True),
                name="indicators_value_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator}{self.block} {self.quantity}{self.indicator.word}"
