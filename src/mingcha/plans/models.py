"""Criteria sets, filed plans, review rounds and the answers given in them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext

from mingcha.campaigns.models import CampaignRecord, CampaignRecordQuerySet
from mingcha.kernel.records import void_rule
from mingcha.orgs.models import Post
from mingcha.plans import access
from mingcha.plans.choices import Verdict


class CriteriaSet(models.Model):
    """A named, versioned check-list for reviewing plans (审核要点，如“七个是否”); a change is a new version."""

    campaign = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.PROTECT, verbose_name="集中整顿", related_name="+"
    )
    name = models.CharField("名称", max_length=50)
    version = models.PositiveSmallIntegerField("版本", default=1)
    in_force_on = models.DateField("启用日期")
    source = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "审核要点"
        constraints = (models.UniqueConstraint(fields=("campaign", "name", "version"), name="plans_criteria_version"),)

    def __str__(self) -> str:
        return gettext("%(name)s（第%(version)s版）") % {"name": self.name, "version": self.version}


class Criterion(models.Model):
    """One item of a criteria set, answered yes or no."""

    criteria_set = models.ForeignKey(
        CriteriaSet, on_delete=models.PROTECT, verbose_name="审核要点", related_name="criteria"
    )
    code = models.CharField("编号", max_length=10)
    text = models.CharField("内容", max_length=200)

    class Meta:
        verbose_name = "审核要点条目"
        constraints = (models.UniqueConstraint(fields=("criteria_set", "code"), name="plans_criterion_once"),)

    def __str__(self) -> str:
        return self.text


class PlanFiling(CampaignRecord):
    """A city's plan filed with the office (实施方案备案); `happened_on` is the day of filing."""

    happened_on = models.DateField("备案日期", db_index=True)
    title = models.CharField("方案名称", max_length=100)

    objects: ClassVar[Any] = CampaignRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "方案备案"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("campaign", "unit"), condition=Q(voided_at__isnull=True), name="plans_filed_once"
            ),
        )


class ReviewRoundQuerySet(CampaignRecordQuerySet):
    """Review rounds."""

    def visible_to(self, actor: Post) -> "ReviewRoundQuerySet":
        """Those the post may see."""
        return self.filter(access.rounds_visible_to(actor))


class ReviewRound(CampaignRecord):
    """One reading of a unit's plan by the office (审核轮次). Closed once; a correction voids it and adds a successor.

    `happened_on` is the day the plan came in for this round.
    """

    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, verbose_name="审核要点", related_name="+")
    number = models.PositiveSmallIntegerField("轮次", help_text="从 1 起，退回一次加 1")
    happened_on = models.DateField("收到日期", db_index=True)
    verdict = models.CharField("审核意见", max_length=20, choices=Verdict, default=Verdict.PENDING)
    due_on = models.DateField("审核期限")
    closed_on = models.DateField("审结日期", null=True, blank=True)

    objects: ClassVar[Any] = ReviewRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "审核轮次"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("campaign", "unit", "number"), condition=Q(voided_at__isnull=True), name="plans_round_once"
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.PENDING, closed_on__isnull=True)
                | Q(~Q(verdict=Verdict.PENDING), closed_on__isnull=False, closed_on__gte=F("happened_on")),
                name="plans_round_closed_with_date",
            ),
        )

    def __str__(self) -> str:
        return gettext("%(unit)s第%(number)s轮审核") % {"unit": self.unit, "number": self.number}


class RoundAnswer(models.Model):
    """Whether a plan meets one criterion in one round."""

    review = models.ForeignKey(ReviewRound, on_delete=models.PROTECT, verbose_name="审核轮次", related_name="answers")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, verbose_name="审核要点条目", related_name="+")
    is_met = models.BooleanField("是否符合")
    comment = models.CharField("意见", max_length=500, blank=True)

    class Meta:
        verbose_name = "逐项意见"
        constraints = (models.UniqueConstraint(fields=("review", "criterion"), name="plans_answer_once"),)
