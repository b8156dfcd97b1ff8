"""Registration of this floor (指标)."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """指标."""

    name = "mingcha.indicators"
    label = "indicators"
    verbose_name = "指标"
