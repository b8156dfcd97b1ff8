"""The campaign, its phases and programmes, who takes part; and the shape every record about a unit has."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from mingcha.campaigns import access
from mingcha.campaigns.choices import ParticipantKind, ProgrammeScope
from mingcha.kernel.records import Record, RecordQuerySet, void_rule
from mingcha.orgs.models import Post


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Campaigns."""

    def visible_to(self, actor: Post) -> "CampaignQuerySet":
        """Those the post may see."""
        return self.filter(access.campaigns_visible_to(actor))


class Campaign(models.Model):
    """One improvement campaign (集中整顿) run by one office over many units."""

    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("简称", max_length=30, unique=True)
    office = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, verbose_name="领导小组办公室", related_name="+")
    began_on = models.DateField("启动日期")
    ended_on = models.DateField("结束日期", null=True, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "集中整顿"
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("began_on")), name="campaigns_ends_after_begin"
            ),
        )

    def __str__(self) -> str:
        return self.short_name


class Phase(models.Model):
    """A phase of a campaign (阶段), numbered from 1."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, verbose_name="集中整顿", related_name="phases")
    number = models.PositiveSmallIntegerField("序号")
    name = models.CharField("名称", max_length=50)
    began_on = models.DateField("开始日期")
    ended_on = models.DateField("结束日期", null=True, blank=True)

    class Meta:
        verbose_name = "阶段"
        constraints = (models.UniqueConstraint(fields=("campaign", "number"), name="campaigns_phase_once"),)


class CampaignRecord(Record):
    """A record about one unit in one campaign (abstract): what every mechanism's records share.

    `unit` is the unit the record is about (责任单位、被查单位), never who typed it; `happened_on` a date in China.
    """

    campaign = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.PROTECT, verbose_name="集中整顿", related_name="+"
    )
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, verbose_name="单位", related_name="+")
    happened_on = models.DateField("日期", db_index=True)

    class Meta:
        abstract = True


class CampaignRecordQuerySet(RecordQuerySet):
    """Records about units, seen by the common rule; a mechanism with another rule overrides `visible_to`."""

    def visible_to(self, actor: Post) -> "CampaignRecordQuerySet":
        """Those the post may see."""
        return self.filter(access.records_visible_to(actor))


class OfficeRecordQuerySet(CampaignRecordQuerySet):
    """Records that only the office itself sees."""

    def visible_to(self, actor: Post) -> "OfficeRecordQuerySet":
        """All for the office, none for anybody else."""
        return self.filter(access.office_records_visible_to(actor))


class Participation(CampaignRecord):
    """A unit takes part in a campaign (参加单位): the named denominator of every coverage figure."""

    kind = models.CharField("参加类型", max_length=20, choices=ParticipantKind)
    happened_on = models.DateField("参加日期", db_index=True)

    objects: ClassVar[Any] = CampaignRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "参加单位"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("campaign", "unit"), condition=Q(voided_at__isnull=True), name="campaigns_participates_once"
            ),
        )


class ProgrammeQuerySet(CampaignRecordQuerySet):
    """Programmes."""

    def visible_to(self, actor: Post) -> "ProgrammeQuerySet":
        """Provincial ones and those within scope."""
        return self.filter(access.programmes_visible_to(actor))


class Programme(CampaignRecord):
    """A special clean-up (专项清理整治): provincial, inherited by every unit, or added by one unit for itself.

    `unit` is the owner: the campaign's office for a provincial one.
    """

    scope = models.CharField("层级", max_length=20, choices=ProgrammeScope)
    name = models.CharField("名称", max_length=100)
    happened_on = models.DateField("开展日期", db_index=True)

    objects: ClassVar[Any] = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "专项清理整治"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("campaign", "unit", "name"),
                condition=Q(voided_at__isnull=True),
                name="campaigns_programme_once",
            ),
        )

    def __str__(self) -> str:
        return self.name
