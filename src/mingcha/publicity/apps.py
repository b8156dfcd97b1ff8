"""Registration of this floor (宣传)."""

from django.apps import AppConfig


class PublicityConfig(AppConfig):
    """宣传."""

    name = "mingcha.publicity"
    label = "publicity"
    verbose_name = "宣传"
