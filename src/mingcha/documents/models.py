"""The register of issued documents."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from mingcha.campaigns.models import CampaignRecord, CampaignRecordQuerySet
from mingcha.documents import access
from mingcha.documents.choices import Authority, DocumentType
from mingcha.kernel import numbering
from mingcha.kernel.pinyin import InitialsField
from mingcha.kernel.records import void_rule
from mingcha.orgs.models import Post


class IssuedDocumentQuerySet(CampaignRecordQuerySet):
    """Issued documents."""

    def visible_to(self, actor: Post) -> "IssuedDocumentQuerySet":
        """Those the post may see."""
        return self.filter(access.documents_visible_to(actor))


class IssuedDocument(CampaignRecord):
    """A document of the campaign that was issued (发文); bulletins are none. `happened_on` is the day of issue.

    `unit` drafted it, `authority` is in whose name it was issued. A document known only by count has no number.
    """

    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, verbose_name="起草单位", related_name="+")
    authority = models.CharField("发文机关", max_length=20, choices=Authority)
    doc_type = models.CharField("文种", max_length=20, choices=DocumentType)
    title = models.CharField("标题", max_length=200)
    initials = InitialsField(of="title")
    series = models.CharField("机关代字", max_length=30, blank=True)
    number = models.PositiveIntegerField("顺序号", null=True, blank=True)
    year = models.PositiveSmallIntegerField("年份", help_text="发文字号的年份，即成文日期的年份")

    objects: ClassVar[Any] = IssuedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "发文"
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("series", "year", "number"),
                condition=Q(voided_at__isnull=True, number__isnull=False),
                name="documents_number_once",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True, series="") | Q(Q(number__isnull=False, number__gte=1) & ~Q(series="")),
                name="documents_number_with_series",
            ),
            models.CheckConstraint(
                condition=Q(authority__in=Authority.values) & Q(doc_type__in=DocumentType.values) & ~Q(title=""),
                name="documents_known",
            ),
        )

    def __str__(self) -> str:
        return self.reference or self.title

    @property
    def reference(self) -> str:
        """Its reference number (发文字号), `黑整办发〔2018〕3号`; "" where not known."""
        return "" if self.number is None else numbering.reference(self.series, self.year, self.number)
