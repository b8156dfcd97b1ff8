"""The register of leads."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from mingcha.campaigns.models import CampaignRecord, CampaignRecordQuerySet
from mingcha.kernel.records import void_rule
from mingcha.leads import access
from mingcha.leads.choices import IssueGroup, LeadResult, LeadState, SourceKind
from mingcha.orgs.models import Post


class LeadQuerySet(CampaignRecordQuerySet):
    """Leads."""

    def visible_to(self, actor: Post) -> "LeadQuerySet":
        """Those the post may see."""
        return self.filter(access.leads_visible_to(actor))


class Lead(CampaignRecord):
    """A lead (问题线索): unverified until closed as proved; `unit` is the unit it concerns, `happened_on` its opening.

    The office registers, transfers and tracks; disposals are returned by the competent organ.
    """

    reference = models.CharField("线索编号", max_length=40, unique=True)
    number = models.PositiveIntegerField("序号", help_text="当年线索序列中的号")
    source_kind = models.CharField("来源", max_length=20, choices=SourceKind)
    source_ref = models.CharField("来源登记号", max_length=60, blank=True, help_text="由来源给出，本登记簿不反查")
    issue_group = models.CharField("问题类别", max_length=20, choices=IssueGroup, default=IssueGroup.OTHER)
    headline = models.CharField("反映内容", max_length=200)
    state = models.CharField("办理状态", max_length=20, choices=LeadState, default=LeadState.CHECKING)
    transferred_on = models.DateField("移交日期", null=True, blank=True)
    transferred_to = models.CharField("移交机关", max_length=100, blank=True)
    returned_on = models.DateField("反馈日期", null=True, blank=True)
    returned_words = models.CharField("反馈结果", max_length=500, blank=True)
    returned_document = models.CharField("反馈文件", max_length=200, blank=True)
    result = models.CharField("核查结果", max_length=20, choices=LeadResult, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)

    objects: ClassVar[Any] = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = "线索"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("campaign", "source_kind", "source_ref"),
                condition=Q(voided_at__isnull=True) & ~Q(source_ref=""),
                name="leads_source_once",
            ),
            models.CheckConstraint(condition=Q(state__in=LeadState.values), name="leads_known_state"),
            models.CheckConstraint(
                condition=~Q(state=LeadState.CLOSED) & Q(closed_on__isnull=True, result="")
                | Q(state=LeadState.CLOSED, result__in=LeadResult.values, closed_on__isnull=False),
                name="leads_closed_with_result",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("happened_on")),
                name="leads_closed_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(transferred_on__isnull=True, transferred_to="")
                | Q(transferred_on__gte=F("happened_on")) & ~Q(transferred_to=""),
                name="leads_transferred_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True, returned_words="")
                | Q(transferred_on__isnull=False, returned_on__gte=F("transferred_on")) & ~Q(returned_words=""),
                name="leads_returned_after_transfer",
            ),
            models.CheckConstraint(
                condition=~Q(state=LeadState.TRANSFERRED) | Q(transferred_on__isnull=False, returned_on__isnull=True),
                name="leads_transferred_with_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=LeadState.RETURNED) | Q(returned_on__isnull=False), name="leads_returned_with_date"
            ),
        )

    def __str__(self) -> str:
        return self.reference
