"""Registration of plan review."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """方案审核."""

    name = "mingcha.plans"
    label = "plans"
    verbose_name = "方案审核"

    def ready(self) -> None:
        """Register facts, measures and record kinds."""
        from mingcha.figures import registry
        from mingcha.plans.facts import FACTS
        from mingcha.plans.measures import MEASURES
        from mingcha.plans.models import PlanFiling, ReviewRound
        from mingcha.ui import records

        registry.register(FACTS, MEASURES)
        records.register(
            records.RecordKind(key="plans.round", model=ReviewRound, label="审核轮次", headline="verdict", order=40)
        )
        records.register(
            records.RecordKind(key="plans.filing", model=PlanFiling, label="方案备案", headline="title", order=41)
        )
