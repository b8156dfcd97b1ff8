"""Registration of accountability."""

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
        register(
            RecordKind(
                "accountability.organisation_outcome",
                models.OrganisationOutcome,
                "党组织问责",
                headline="organisation",
                order=70,
                is_for=is_office,
            ),
            RecordKind(
                "accountability.person_outcome",
                models.PersonOutcome,
                "人员问责处理",
                headline=Case(When(~Q(matter=""), then=F("matter")), default=F("organ")),
                order=71,
                is_for=is_office,
            ),
            RecordKind(
                "accountability.transfer_batch",
                models.TransferBatch,
                "批量移交",
                headline="transferred_to",
                order=72,
                is_for=is_office,
            ),
            RecordKind(
                "accountability.found_problem",
                models.FoundProblem,
                "查出问题",
                headline="field",
                order=73,
                is_for=is_office,
            ),
            RecordKind(
                "accountability.case_reading",
                models.CaseReading,
                "通报案例",
                headline="occasion",
                order=74,
                is_for=is_office,
            ),
        )
