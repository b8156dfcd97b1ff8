"""Registration of this floor (明查暗访)."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """明查暗访."""

    name = "mingcha.inspections"
    label = "inspections"
    verbose_name = "明查暗访"
