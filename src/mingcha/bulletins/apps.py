"""Registration of this floor (情况通报)."""

from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    """情况通报."""

    name = "mingcha.bulletins"
    label = "bulletins"
    verbose_name = "情况通报"
