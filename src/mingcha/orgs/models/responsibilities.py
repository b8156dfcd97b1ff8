"""Who answers for a unit (责任): leader → unit, for a stretch of days."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext

from mingcha.kernel.records import Record, RecordQuerySet
from mingcha.orgs import access
from mingcha.orgs.choices import ResponsibilityKind
from mingcha.orgs.models.posts import Person, Post
from mingcha.orgs.models.units import Unit


class ResponsibilityQuerySet(RecordQuerySet):
    """Responsibilities with the registry's own words."""

    def visible_to(self, actor: Post | None) -> Self:
        """Those the post may see, of units it may see."""
        return self.filter(access.responsibilities_visible_to(actor), unit__in=Unit.objects.visible_to(actor))

    def valid_on(self, day: date) -> Self:
        """Those that hold on that day (当日有效)."""
        return self.current().filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day)


class Responsibility(Record):
    """A leader answers for a unit (第一责任、直接责任、包保), in any campaign, by a document.

    The leader is an office, with its holder's name where it is known, and the unit the office belongs to.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="responsibilities", verbose_name="单位")
    kind = models.CharField("责任类型", max_length=10, choices=ResponsibilityKind)
    title = models.CharField("责任人职务", max_length=100)
    name = models.CharField("责任人姓名", max_length=50, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="responsibilities", verbose_name="人员"
    )
    leader_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="leads", verbose_name="责任人所在单位"
    )
    document = models.CharField("依据文件", max_length=200, blank=True)
    valid_from = models.DateField("起始日期")
    valid_until = models.DateField("截止日期", null=True, blank=True)

    objects: ClassVar[Any] = ResponsibilityQuerySet.as_manager()

    class Meta:
        verbose_name = "责任"
        verbose_name_plural = "责任"
        constraints = (
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=("unit",),
                condition=Q(kind=ResponsibilityKind.FIRST, voided_at__isnull=True, valid_until__isnull=True),
                name="orgs_responsibility_one_first",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ResponsibilityKind.values) & ~Q(title=""), name="orgs_responsibility_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="orgs_responsibility_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}{gettext(ResponsibilityKind(self.kind).label)}：{self.title}{self.name}"

    @property
    def is_current(self) -> bool:
        """Neither ended nor voided (现任)."""
        return self.valid_until is None and self.voided_at is None
