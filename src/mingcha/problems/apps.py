"""Registration of the problem register."""

from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    """问题清单."""

    name = "mingcha.problems"
    label = "problems"
    verbose_name = "问题清单"

    def ready(self) -> None:
        """Register facts, measures and record kinds."""
        from mingcha.figures import registry
        from mingcha.problems.facts import FACTS
        from mingcha.problems.measures import MEASURES
        from mingcha.problems.models import TargetProblem
        from mingcha.problems.sheets import KIND
        from mingcha.ui import records, sheets

        registry.register(FACTS, MEASURES)
        records.register(
            records.RecordKind(
                key="problems.problem", model=TargetProblem, label="靶向问题", headline="title", order=45
            )
        )
        sheets.register(KIND)
