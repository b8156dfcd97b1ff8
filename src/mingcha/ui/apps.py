"""Registration of this floor (界面)."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """界面."""

    name = "mingcha.ui"
    label = "ui"
    verbose_name = "界面"
