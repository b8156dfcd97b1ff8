"""Registration of accountability."""

from functools import partial

from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    """问责处理."""

    name = "mingcha.accountability"
    label = "accountability"
    verbose_name = "问责处理"

    def ready(self) -> None:
        """Register facts, measures and record kinds."""
        from django.db.models import Case, F, Q, When

        from mingcha.accountability import models
        from mingcha.accountability.facts import FACTS
        from mingcha.accountability.measures import MEASURES
        from mingcha.figures import registry
        from mingcha.ui.records import RecordKind, is_office, register

        registry.register(FACTS, MEASURES)
        kind = partial(RecordKind, is_for=is_office)
        matter = Case(When(~Q(matter=""), then=F("matter")), default=F("organ"))
        register(
            kind(
                "accountability.organisation_outcome",
                models.OrganisationOutcome,
                "党组织问责",
                headline="organisation",
                order=70,
            ),
            kind("accountability.person_outcome", models.PersonOutcome, "人员问责处理", headline=matter, order=71),
            kind(
                "accountability.transfer_batch", models.TransferBatch, "批量移交", headline="transferred_to", order=72
            ),
            kind("accountability.found_problem", models.FoundProblem, "查出问题", headline="field", order=73),
            kind("accountability.case_reading", models.CaseReading, "通报案例", headline="occasion", order=74),
        )
