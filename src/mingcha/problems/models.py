"""Target problems of a unit and where each stands."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from mingcha.campaigns.models import CampaignRecord, CampaignRecordQuerySet
from mingcha.kernel.records import void_rule
from mingcha.orgs.models import Post
from mingcha.problems import access
from mingcha.problems.choices import FindingMethod, ProblemState


class TargetProblemQuerySet(CampaignRecordQuerySet):
    """Target problems."""

    def visible_to(self, actor: Post) -> "TargetProblemQuerySet":
        """Those the post may see."""
        return self.filter(access.problems_visible_to(actor))


class TargetProblem(CampaignRecord):
    """A problem a unit has set itself to solve (靶向问题); `happened_on` is the day it was fixed in the register."""

    number = models.PositiveSmallIntegerField("序号", help_text="本单位内从 1 起")
    title = models.CharField("问题", max_length=200)
    method = models.CharField("查摆方式", max_length=20, choices=FindingMethod)
    happened_on = models.DateField("确定日期", db_index=True)
    state = models.CharField("状态", max_length=20, choices=ProblemState, default=ProblemState.OPEN)
    proposed_on = models.DateField("申请销号日期", null=True, blank=True)
    closed_on = models.DateField("销号日期", null=True, blank=True)

    objects: ClassVar[Any] = TargetProblemQuerySet.as_manager()

    class Meta:
        verbose_name = "靶向问题"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("campaign", "unit", "number"), condition=Q(voided_at__isnull=True), name="problems_number_once"
            ),
            models.CheckConstraint(
                condition=Q(state=ProblemState.CLOSED, closed_on__isnull=False)
                | (~Q(state=ProblemState.CLOSED) & Q(closed_on__isnull=True)),
                name="problems_closed_with_date",
            ),
        )

    def __str__(self) -> str:
        return self.title
