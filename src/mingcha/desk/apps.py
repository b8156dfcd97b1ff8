"""Registration of this floor (工作台)."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """工作台."""

    name = "mingcha.desk"
    label = "desk"
    verbose_name = "工作台"
