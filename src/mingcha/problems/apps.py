"""Registration of this floor (问题清单)."""

from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    """问题清单."""

    name = "mingcha.problems"
    label = "problems"
    verbose_name = "问题清单"
