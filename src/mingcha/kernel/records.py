"""What every business record has (记录): when we learned of it, whether it is voided, what it corrects."""

from typing import Any, ClassVar, Self

from django.core import checks
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue, NotInThisState


def kind_and_id(record: models.Model | tuple[str, int | None] | None) -> tuple[str, int | None]:
    """Name a record without knowing its table: `("plans.reviewround", 17)`; `("", None)` for no record.

    A pair is returned as it is, so that a caller without a record can name one.
    """
    if record is None:
        return "", None
    if isinstance(record, tuple):
        return record
    return record._meta.label_lower, record.pk  # noqa: SLF001  _meta is Django's documented interface


def void_rule() -> models.CheckConstraint:
    """The constraint every record table carries: a voided row has a reason, an unvoided one has none."""
    return models.CheckConstraint(
        condition=Q(voided_at__isnull=True, void_reason="") | Q(voided_at__isnull=False) & ~Q(void_reason=""),
        name="%(app_label)s_%(class)s_void_reason",
        violation_error_message="作废须写明原因",
    )


class RecordQuerySet(models.QuerySet[Any]):
    """Records of one kind. Subclasses add `.visible_to(actor)` and names of their own."""

    def current(self) -> Self:
        """Not voided (有效)."""
        return self.filter(voided_at__isnull=True)


class Record(models.Model):
    """A business record (记录): never changed in silence, never deleted; voided with a reason, corrected by another.

    A subclass with a `Meta` of its own keeps the void rule: `constraints = (*Record.Meta.constraints, ...)` or
    `void_rule()`; a system check tells who forgot.
    """

    recorded_at = models.DateTimeField("登记时间", default=clock.now, editable=False)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True, editable=False)
    void_reason = models.CharField("作废原因", max_length=200, blank=True, editable=False)
    succeeds = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="succeeded_by",
        verbose_name="更正自",
    )
    is_reconstructed = models.BooleanField("按原文数量重建", default=False)
    source_note = models.CharField("来源说明", max_length=300, blank=True)

    objects: ClassVar[Any] = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (void_rule(),)

    @classmethod
    def check(cls, **kwargs: Any) -> list[checks.CheckMessage]:
        """Report a record table without the void rule (kernel.E001)."""
        found = super().check(**kwargs)
        if not any(constraint.name.endswith("_void_reason") for constraint in cls._meta.constraints):
            hint = "constraints = (*Record.Meta.constraints, ...) in the Meta of the model"
            found.append(checks.Error("a record without the void rule", hint=hint, obj=cls, id="kernel.E001"))
        return found


def void_row(record: Record, *, reason: str) -> None:
    """Void a record (作废). Of two at once, one wins. The caller checks access and enters the ledger.

    Args:
        record: the row; its fields are brought up to date.
        reason: why, in words; at most 200 characters.

    Raises:
        BadValue: no reason, or too long a one.
        NotInThisState: it is voided already.
    """
    words = reason.strip()
    if not 0 < len(words) <= 200:
        raise BadValue(gettext("作废须写明原因，不超过200字"), field="reason")
    at = clock.now()
    if not type(record).objects.filter(pk=record.pk, voided_at__isnull=True).update(voided_at=at, void_reason=words):
        raise NotInThisState(record)
    record.voided_at, record.void_reason = at, words
