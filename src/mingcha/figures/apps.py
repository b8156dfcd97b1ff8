"""Registration of this floor (数据)."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """数据."""

    name = "mingcha.figures"
    label = "figures"
    verbose_name = "数据"
