"""Rounds, teams, visits and findings of the office; rounds that lower offices report."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext

from mingcha.campaigns.models import CampaignRecord, CampaignRecordQuerySet
from mingcha.inspections import access
from mingcha.inspections.choices import Method, ReportedKind
from mingcha.kernel.records import void_rule
from mingcha.leads.choices import IssueGroup
from mingcha.orgs.models import Post


class InspectionQuerySet(CampaignRecordQuerySet):
    """Rounds and teams."""

    def visible_to(self, actor: Post) -> "InspectionQuerySet":
        """Those the post may see."""
        return self.filter(access.rounds_visible_to(actor))


class VisitQuerySet(CampaignRecordQuerySet):
    """Visits and findings."""

    def visible_to(self, actor: Post) -> "VisitQuerySet":
        """Those the post may see."""
        return self.filter(access.visits_visible_to(actor))


class InspectionRound(CampaignRecord):
    """One round of inspection by the office (明查暗访轮次); `unit` is the office, `happened_on` its first day."""

    number = models.PositiveSmallIntegerField("轮次", help_text="从 1 起")
    scope = models.CharField("检查范围", max_length=200)

    objects: ClassVar[Any] = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "明查暗访轮次"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("campaign", "number"), condition=Q(voided_at__isnull=True), name="inspections_round_once"
            ),
        )

    def __str__(self) -> str:
        return gettext("第%(number)s轮") % {"number": self.number}


class Team(CampaignRecord):
    """A team sent out in a round (检查组、监督问责小组); `unit` is the office, `happened_on` the day it was formed."""

    round = models.ForeignKey(InspectionRound, on_delete=models.PROTECT, verbose_name="轮次", related_name="teams")
    number = models.PositiveSmallIntegerField("组号")
    name = models.CharField("名称", max_length=50)

    objects: ClassVar[Any] = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "检查组"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("round", "number"), condition=Q(voided_at__isnull=True), name="inspections_team_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Visit(CampaignRecord):
    """A visit of a team to a hall, a window or another body (检查、暗访); `unit` is the body visited."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, verbose_name="检查组", related_name="visits")
    is_covert = models.BooleanField("暗访")

    objects: ClassVar[Any] = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "检查"
        constraints = (void_rule(),)

    def __str__(self) -> str:
        return gettext("检查（%(day)s）") % {"day": self.happened_on}


class VisitMethod(models.Model):
    """One method used on a visit; a visit has one or several."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, verbose_name="检查", related_name="methods")
    method = models.CharField("检查方式", max_length=20, choices=Method)

    class Meta:
        verbose_name = "检查方式"
        constraints = (
            models.UniqueConstraint(fields=("visit", "method"), name="inspections_method_once"),
            models.CheckConstraint(condition=Q(method__in=Method.values), name="inspections_known_method"),
        )


class Finding(CampaignRecord):
    """What a visit found (发现问题): facts in neutral words. It may open one lead; the lead never looks back."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, verbose_name="检查", related_name="findings")
    issue_group = models.CharField("问题类别", max_length=20, choices=IssueGroup)
    issue = models.CharField("问题", max_length=50, blank=True, help_text="如：空岗、超时")
    facts = models.CharField("事实", max_length=500)
    lead = models.OneToOneField(
        "leads.Lead", null=True, blank=True, on_delete=models.PROTECT, verbose_name="线索", related_name="+"
    )

    objects: ClassVar[Any] = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "发现问题"
        constraints = (
            void_rule(),
            models.CheckConstraint(condition=Q(issue_group__in=IssueGroup.values), name="inspections_known_group"),
        )


class ReportedRoundQuerySet(CampaignRecordQuerySet):
    """Reported rounds."""

    def visible_to(self, actor: Post) -> "ReportedRoundQuerySet":
        """Those the post may see."""
        return self.filter(access.reported_rounds_visible_to(actor))


class ReportedRound(CampaignRecord):
    """How often a lower office says it inspected (自行检查情况): one row a period, apart from the office's own visits.

    `unit` is the office's city or department; the period runs from `began_on` to `happened_on`, both inclusive.
    """

    kind = models.CharField("检查类型", max_length=20, choices=ReportedKind)
    quantity = models.PositiveIntegerField("次数")
    began_on = models.DateField("统计起始日期")

    objects: ClassVar[Any] = ReportedRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "自行检查情况"
        constraints = (
            void_rule(),
            models.CheckConstraint(condition=Q(kind__in=ReportedKind.values), name="inspections_known_reported_kind"),
            models.CheckConstraint(condition=Q(began_on__lte=F("happened_on")), name="inspections_period_begins_first"),
            models.UniqueConstraint(
                fields=("campaign", "unit", "kind", "happened_on"),
                condition=Q(voided_at__isnull=True),
                name="inspections_reported_once",
            ),
        )
