"""Bulletins, their series, and what an issue freezes."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from mingcha.bulletins import access
from mingcha.bulletins.choices import BulletinState
from mingcha.campaigns.models import CampaignRecord, CampaignRecordQuerySet
from mingcha.kernel.records import void_rule
from mingcha.orgs.models import Post


class BulletinSeries(models.Model):
    """A numbered series (刊物，如《情况通报》), numbered per year from 1 without gaps."""

    campaign = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.PROTECT, verbose_name="集中整顿", related_name="+"
    )
    name = models.CharField("刊名", max_length=50)
    office_name = models.CharField("编发单位", max_length=100)
    note = models.CharField("版头提示", max_length=50, blank=True, help_text="如：内部资料 注意保存")

    class Meta:
        verbose_name = "通报系列"
        constraints = (models.UniqueConstraint(fields=("campaign", "name"), name="bulletins_series_once"),)

    def __str__(self) -> str:
        return self.name


class BulletinQuerySet(CampaignRecordQuerySet):
    """Bulletins."""

    def visible_to(self, actor: Post) -> "BulletinQuerySet":
        """Those the post may see."""
        return self.filter(access.bulletins_visible_to(actor))


class Bulletin(CampaignRecord):
    """One bulletin (情况通报). `unit` is the issuing office; `happened_on` the day it was drafted, then issued.

    `frozen` holds the tree and the proofreader's findings of an issued bulletin; it is rendered from nothing else.
    """

    series = models.ForeignKey(BulletinSeries, on_delete=models.PROTECT, verbose_name="刊名", related_name="bulletins")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveIntegerField("期号", null=True, blank=True)
    title = models.TextField("标题", help_text="按意群换行")
    source = models.TextField("底稿", blank=True, help_text="Markdown，数据用标记绑定")
    as_of = models.DateField("统计截止日", help_text="数据默认截至此日")
    state = models.CharField("状态", max_length=10, choices=BulletinState, default=BulletinState.DRAFT)
    report_to = models.TextField("报", blank=True, help_text="每行一个")
    send_to = models.TextField("送", blank=True, help_text="每行一个")
    issue_to = models.TextField("发", blank=True, help_text="每行一个")
    copies = models.PositiveIntegerField("印数", null=True, blank=True)
    signed_by = models.ForeignKey(
        "orgs.Post", on_delete=models.PROTECT, null=True, blank=True, verbose_name="签发人", related_name="+"
    )
    signed_on = models.DateField("签发日期", null=True, blank=True)
    accepted_reason = models.CharField("带病签发理由", max_length=500, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    statements = models.PositiveSmallIntegerField("求值语句数", null=True, blank=True)
    frozen = models.JSONField("冻结的文本", null=True, blank=True)

    objects: ClassVar[Any] = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = "情况通报"
        constraints = (
            void_rule(),
            models.UniqueConstraint(fields=("series", "year", "number"), name="bulletins_number_once"),
            models.CheckConstraint(
                condition=Q(state=BulletinState.ISSUED, number__isnull=False, issued_on__isnull=False)
                | Q(~Q(state=BulletinState.ISSUED), number__isnull=True, frozen__isnull=True),
                name="bulletins_issued_is_numbered",
            ),
        )

    def __str__(self) -> str:
        return f"《{self.series.name}》{self.year}年第{self.number or '　'}期"


class FrozenFigure(models.Model):
    """A figure as issued (冻结的数据): value, definition and statement stay for ever."""

    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, verbose_name="情况通报", related_name="figures")
    index = models.PositiveSmallIntegerField("序号", help_text="在通报中的次序，从 0 起")
    line = models.PositiveIntegerField("底稿行")
    mark = models.CharField("标记", max_length=200)
    key = models.CharField("口径", max_length=100)
    label = models.CharField("名称", max_length=100)
    text = models.TextField("印出")
    value = models.JSONField("数值", null=True)
    word = models.CharField("量词", max_length=10, blank=True)
    numerator = models.BigIntegerField("分子", null=True)
    denominator = models.BigIntegerField("分母", null=True)
    period = models.CharField("时段", max_length=50)
    definition = models.TextField("口径说明")
    version = models.CharField("口径版本", max_length=40)
    fact = models.CharField("事实", max_length=100)
    statement = models.PositiveSmallIntegerField("语句序号")
    rows = models.PositiveIntegerField("记录数")
    sql = models.TextField("查询语句")
    evaluated_at = models.DateTimeField("求值时间")
    denominator_fact = models.CharField("分母的事实", max_length=100, blank=True)
    digest = models.CharField("记录摘要", max_length=64)

    class Meta:
        verbose_name = "冻结的数据"
        constraints = (models.UniqueConstraint(fields=("bulletin", "index"), name="bulletins_figure_once"),)

    @property
    def counted_in(self) -> str:
        """The counter word after the printed text; a percentage prints its own sign."""
        return "" if self.word == "%" else self.word


class FrozenRow(models.Model):
    """One record behind a frozen figure, by number and digest; the record itself may be voided later.

    `is_denominator`: it stands behind a ratio's denominator, and its number is one of `denominator_fact`.
    """

    figure = models.ForeignKey(
        FrozenFigure, on_delete=models.PROTECT, verbose_name="冻结的数据", related_name="frozen_rows"
    )
    is_denominator = models.BooleanField("属于分母", default=False)
    record_id = models.BigIntegerField("记录号")
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = "冻结的记录"
        constraints = (
            models.UniqueConstraint(fields=("figure", "is_denominator", "record_id"), name="bulletins_row_once"),
        )
