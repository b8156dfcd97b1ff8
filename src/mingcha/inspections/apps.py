"""Registration of inspections."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """明查暗访."""

    name = "mingcha.inspections"
    label = "inspections"
    verbose_name = "明查暗访"

    def ready(self) -> None:
        """Register facts, measures and record kinds."""
        from mingcha.figures import registry
        from mingcha.inspections.facts import FACTS
        from mingcha.inspections.measures import MEASURES
        from mingcha.inspections.models import Finding, InspectionRound, ReportedRound, Team, Visit
        from mingcha.ui.records import RecordKind, is_office, register

        registry.register(FACTS, MEASURES)
        register(
            RecordKind(
                "inspections.round", InspectionRound, "明查暗访轮次", headline="scope", order=50, is_for=is_office
            ),
            RecordKind("inspections.team", Team, "检查组", headline="name", order=51, in_menu=False, is_for=is_office),
            RecordKind("inspections.visit", Visit, "检查", headline="team__name", order=52, is_for=is_office),
            RecordKind("inspections.finding", Finding, "发现问题", headline="facts", order=53, is_for=is_office),
            RecordKind("inspections.reported_round", ReportedRound, "自行检查情况", headline="kind", order=54),
        )
