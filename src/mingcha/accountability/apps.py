"""Registration of this floor (问责处理)."""

from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    """问责处理."""

    name = "mingcha.accountability"
    label = "accountability"
    verbose_name = "问责处理"
