"""Registration of this floor (交办)."""

from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    """交办."""

    name = "mingcha.assignments"
    label = "assignments"
    verbose_name = "交办"
