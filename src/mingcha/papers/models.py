"""Papers and the templates they are made from."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from mingcha.kernel import clock, numbering
from mingcha.kernel.records import Record, RecordQuerySet, void_rule
from mingcha.orgs.models import Post
from mingcha.papers import access, rules


class PaperTemplateQuerySet(models.QuerySet["PaperTemplate"]):
    """Templates."""

    def visible_to(self, actor: Post) -> "PaperTemplateQuerySet":
        """Those the post may see."""
        return self.filter(access.templates_visible_to(actor))


class PaperTemplate(models.Model):
    """One version of the office's own template of a kind (文书模板). The newest that is not retired is in force.

    `series` is the word its papers are numbered by (编号用字).
    """

    kind = models.CharField("文种", max_length=60)
    version = models.PositiveSmallIntegerField("版本")
    series = models.CharField("编号用字", max_length=20)
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, verbose_name="模板文件", related_name="+")
    note = models.CharField("说明", max_length=200, blank=True)
    uploaded_by = models.ForeignKey("orgs.Post", on_delete=models.PROTECT, verbose_name="上传岗位", related_name="+")
    recorded_at = models.DateTimeField("登记时间", default=clock.now, editable=False)
    retired_at = models.DateTimeField("停用时间", null=True, blank=True)
    retire_reason = models.CharField("停用原因", max_length=200, blank=True)

    objects = PaperTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "文书模板"
        constraints = (
            models.UniqueConstraint(fields=("kind", "version"), name="papers_template_version_once"),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True, retire_reason="")
                | Q(retired_at__isnull=False) & ~Q(retire_reason=""),
                name="papers_template_retire_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{rules.kind_by_key(self.kind).label} 第{self.version}版"


class PaperQuerySet(RecordQuerySet):
    """Papers."""

    def visible_to(self, actor: Post) -> "PaperQuerySet":
        """Those the post may see."""
        return self.filter(access.papers_visible_to(actor))


class Paper(Record):
    """A paper that was made (文书): its number, and the bytes as they were made, for ever.

    `unit` is whom it is about, `maker` in whose name it is. The record it was made of is kept as kind and id.
    `is_own_number`: taken from a series for it, and voided with it; otherwise the record's own number.
    """

    kind = models.CharField("文种", max_length=60)
    title = models.CharField("标题", max_length=200)
    series = models.CharField("编号用字", max_length=20)
    series_key = models.CharField("编号序列", max_length=60)
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveIntegerField("编号")
    is_own_number = models.BooleanField("本文书取号", default=True)
    template = models.ForeignKey(
        PaperTemplate, null=True, blank=True, on_delete=models.PROTECT, verbose_name="模板", help_text="空为内置模板"
    )
    object_kind = models.CharField("对象类别", max_length=60)
    object_id = models.BigIntegerField("对象")
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, verbose_name="涉及单位", related_name="+")
    maker = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, verbose_name="出具单位", related_name="+")
    made_by = models.ForeignKey("orgs.Post", on_delete=models.PROTECT, verbose_name="经办岗位", related_name="+")
    happened_on = models.DateField("出具日期", db_index=True)
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, verbose_name="文件", related_name="+")
    batch = models.UUIDField("批次", null=True, blank=True, db_index=True)
    is_of_office = models.BooleanField("办公室出具")
    is_addressed = models.BooleanField("发给涉及单位", default=False)

    objects: ClassVar[Any] = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = "文书"
        indexes = (models.Index(fields=("object_kind", "object_id"), name="papers_paper_of_object"),)
        constraints = (
            void_rule(),
            models.UniqueConstraint(
                fields=("series_key", "year", "number"), condition=Q(is_own_number=True), name="papers_number_once"
            ),
            models.UniqueConstraint(
                fields=("kind", "object_id", "maker", "happened_on"),
                condition=Q(voided_at__isnull=True),
                name="papers_once_a_day",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Its number as it is printed, `督办〔2018〕7号`."""
        return numbering.reference(self.series, self.year, self.number)

    @property
    def label(self) -> str:
        """The name of its kind."""
        return rules.kind_by_key(self.kind).label
