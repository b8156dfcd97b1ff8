"""Registration of this floor (方案审核)."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """方案审核."""

    name = "mingcha.plans"
    label = "plans"
    verbose_name = "方案审核"
