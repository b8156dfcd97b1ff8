"""Registration of indicators."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """指标."""

    name = "mingcha.indicators"
    label = "indicators"
    verbose_name = "指标"

    def ready(self) -> None:
        """Register facts, measures and record kinds."""
        from django.db.models import TextField, Value
        from django.db.models.functions import Concat

        from mingcha.figures import registry
        from mingcha.indicators.facts import FACTS
        from mingcha.indicators.measures import MEASURES
        from mingcha.indicators.models import ReportedValue, Target
        from mingcha.ui import records

        registry.register(FACTS, MEASURES)
        quantity = (records.text_of("quantity"), "indicator__word")
        told = Concat("indicator__name", *quantity, output_field=TextField())
        wanted = Concat("indicator__name", Value("任务量"), *quantity, output_field=TextField())
        records.register(
            records.RecordKind(key="indicators.value", model=ReportedValue, label="指标报送值", headline=told, order=76)
        )
        records.register(
            records.RecordKind(key="indicators.target", model=Target, label="指标任务", headline=wanted, order=77)
        )
