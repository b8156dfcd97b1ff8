"""Columns, articles, interviews and materials put up."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from mingcha.campaigns.models import CampaignRecord, CampaignRecordQuerySet
from mingcha.kernel.records import void_rule
from mingcha.orgs.models import Post
from mingcha.publicity import access
from mingcha.publicity.choices import ArticleKind, MaterialKind, Medium, MediumLevel

CURRENT = Q(voided_at__isnull=True)


class PublicityQuerySet(CampaignRecordQuerySet):
    """Records of publicity."""

    def visible_to(self, actor: Post) -> "PublicityQuerySet":
        """Those the post may see."""
        return self.filter(access.publicity_visible_to(actor))


class MediaColumn(CampaignRecord):
    """A column opened for the campaign (专栏), or a sub-column of one (子栏目); `happened_on` when opened."""

    name = models.CharField("名称", max_length=100)
    outlet = models.CharField("刊播媒体", max_length=100, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, verbose_name="所属专栏", related_name="sub_columns"
    )

    objects: ClassVar[Any] = PublicityQuerySet.as_manager()

    class Meta:
        verbose_name = "专栏"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("campaign", "unit", "name"), condition=CURRENT, name="publicity_column_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="publicity_column_named"),
        )

    def __str__(self) -> str:
        return self.name


class Article(CampaignRecord):
    """A commentary, a report, or a monitored total of articles (稿件). `unit` is whose publicity it is.

    A total counts all articles of its level from `counted_since_on` to `happened_on`, both included, single pieces
    registered apart among them: the two are never added up.
    """

    kind = models.CharField("种类", max_length=20, choices=ArticleKind)
    medium = models.CharField("媒体类型", max_length=20, choices=Medium)
    medium_level = models.CharField("媒体级别", max_length=20, choices=MediumLevel)
    outlet = models.CharField("媒体名称", max_length=100, blank=True)
    title = models.CharField("标题", max_length=200, blank=True)
    series = models.CharField("系列名称", max_length=100, blank=True)
    column = models.ForeignKey(
        MediaColumn, null=True, blank=True, on_delete=models.PROTECT, verbose_name="专栏", related_name="articles"
    )
    quantity = models.PositiveIntegerField("数量", default=1)
    counted_since_on = models.DateField("统计起始日期", null=True, blank=True)

    objects: ClassVar[Any] = PublicityQuerySet.as_manager()

    class Meta:
        verbose_name = "稿件"
        constraints = (
            void_rule(),
            models.CheckConstraint(
                condition=Q(
                    kind=ArticleKind.TOTAL, counted_since_on__isnull=False, counted_since_on__lte=F("happened_on")
                )
                | Q(~Q(kind=ArticleKind.TOTAL) & ~Q(title=""), counted_since_on__isnull=True),
                name="publicity_article_total_has_period",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ArticleKind.values)
                & Q(medium__in=Medium.values)
                & Q(medium_level__in=MediumLevel.values),
                name="publicity_article_known",
            ),
        )


class Interview(CampaignRecord):
    """Heads of units interviewed (一把手专访): how many different persons, as the unit reports them."""

    quantity = models.PositiveIntegerField("人数", default=1)
    medium = models.CharField("媒体类型", max_length=20, choices=Medium)
    medium_level = models.CharField("媒体级别", max_length=20, choices=MediumLevel)
    outlet = models.CharField("媒体名称", max_length=100, blank=True)

    objects: ClassVar[Any] = PublicityQuerySet.as_manager()

    class Meta:
        verbose_name = "一把手专访"
        constraints = (
            void_rule(),
            models.CheckConstraint(
                condition=Q(medium__in=Medium.values) & Q(medium_level__in=MediumLevel.values),
                name="publicity_interview_known",
            ),
        )


class Material(CampaignRecord):
    """Boards or banners put up (宣传品): how many, and where."""

    kind = models.CharField("种类", max_length=20, choices=MaterialKind)
    quantity = models.PositiveIntegerField("数量")
    place = models.CharField("地点", max_length=200, blank=True)

    objects: ClassVar[Any] = PublicityQuerySet.as_manager()

    class Meta:
        verbose_name = "宣传品"
        constraints = (
            void_rule(),
            models.CheckConstraint(condition=Q(kind__in=MaterialKind.values), name="publicity_material_known"),
        )
