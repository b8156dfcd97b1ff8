"""Registration of notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """通知."""

    name = "mingcha.notices"
    label = "notices"
    verbose_name = "通知"
