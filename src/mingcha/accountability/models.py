"""Returned results: organisations, persons, batch transfers, problems found, cases read out."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from mingcha.accountability import access
from mingcha.accountability.choices import CaseKind, Disposal, Form, OrganisationMeasure, PersonTreatment
from mingcha.campaigns.models import CampaignRecord, CampaignRecordQuerySet
from mingcha.kernel.records import void_rule
from mingcha.orgs.choices import Level
from mingcha.orgs.models import Post


class OutcomeQuerySet(CampaignRecordQuerySet):
    """Returned results of every kind."""

    def visible_to(self, actor: Post) -> "OutcomeQuerySet":
        """Those the post may see."""
        return self.filter(access.outcomes_visible_to(actor))


class ReturnedResult(CampaignRecord):
    """What a competent organ decided or reported (abstract). One row may stand for many: `quantity`.

    The period runs from `began_on` (empty: the source does not say) to `happened_on`, both inclusive.
    """

    organ = models.CharField("机关", max_length=100, help_text="作出决定或提供情况的机关")
    document = models.CharField("依据文件", max_length=200, blank=True)
    quantity = models.PositiveIntegerField("数量", default=1)
    began_on = models.DateField("统计起始日期", null=True, blank=True)

    objects: ClassVar[Any] = OutcomeQuerySet.as_manager()

    class Meta:
        abstract = True


def returned_rules() -> tuple[models.CheckConstraint, ...]:
    """The constraints every table of returned results carries: an organ, a document or a note, a period in order."""
    return (
        void_rule(),
        models.CheckConstraint(
            condition=~Q(organ="") & (~Q(document="") | ~Q(source_note="")), name="%(app_label)s_%(class)s_returned"
        ),
        models.CheckConstraint(
            condition=Q(began_on__isnull=True) | Q(began_on__lte=F("happened_on")),
            name="%(app_label)s_%(class)s_period",
        ),
    )


class OrganisationOutcome(ReturnedResult):
    """Party organisations held accountable (党组织问责); `unit` is theirs, or the area they were counted in."""

    organisation = models.CharField("组织", max_length=100, help_text="如：某县委；只有数量的写明是哪一级党组织")
    organisation_level = models.CharField("组织层级", max_length=20, choices=Level)
    measure = models.CharField("问责方式", max_length=20, choices=OrganisationMeasure)

    class Meta:
        verbose_name = "党组织问责"
        constraints = (
            *returned_rules(),
            models.CheckConstraint(
                condition=Q(measure__in=OrganisationMeasure.values) & Q(organisation_level__in=Level.values),
                name="accountability_known_measure",
            ),
        )


class PersonOutcome(ReturnedResult):
    """Persons held accountable or dealt with (人员问责处理): one person with a key, or a number of them without.

    One row a person and campaign, so that 人 is never 人次: a further measure is entered as a correction of the row.
    """

    treatment = models.CharField("性质", max_length=20, choices=PersonTreatment)
    form = models.CharField("形态", max_length=20, choices=Form, blank=True)
    disposal = models.CharField("处理方式", max_length=20, choices=Disposal)
    matter = models.CharField("事由", max_length=200, blank=True, help_text="不写姓名")
    person_key = models.UUIDField("人员标识", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "人员问责处理"
        constraints = (
            *returned_rules(),
            models.CheckConstraint(
                condition=Q(person_key__isnull=True) | Q(quantity=1), name="accountability_key_is_one_person"
            ),
            models.UniqueConstraint(
                fields=("campaign", "person_key"),
                condition=Q(voided_at__isnull=True, person_key__isnull=False),
                name="accountability_person_once",
            ),
            models.CheckConstraint(
                condition=Q(treatment__in=PersonTreatment.values)
                & Q(form__in=["", *Form.values])
                & Q(disposal__in=Disposal.values),
                name="accountability_known_treatment",
            ),
        )


class TransferBatch(ReturnedResult):
    """Persons handed over in a batch (批量移交); `unit` is the one that hands over, `quantity` the persons."""

    transferred_to = models.CharField("接收机关", max_length=100)
    matter = models.CharField("事由", max_length=200, blank=True)

    class Meta:
        verbose_name = "批量移交"
        constraints = (
            *returned_rules(),
            models.CheckConstraint(condition=~Q(transferred_to=""), name="accountability_transferred_to_somebody"),
        )


class FoundProblem(ReturnedResult):
    """Problems that a lower unit reports to have found (查出问题); `unit` is that unit."""

    field = models.CharField("领域", max_length=100)
    matter = models.CharField("问题", max_length=200, blank=True)

    class Meta:
        verbose_name = "查出问题"
        constraints = returned_rules()


class CaseReading(ReturnedResult):
    """Cases read out at a meeting (通报案例); `unit` is the one that held it, `quantity` the cases."""

    case_kind = models.CharField("案例类型", max_length=20, choices=CaseKind)
    occasion = models.CharField("场合", max_length=100)

    class Meta:
        verbose_name = "通报案例"
        constraints = (
            *returned_rules(),
            models.CheckConstraint(condition=Q(case_kind__in=CaseKind.values), name="accountability_known_case_kind"),
        )
