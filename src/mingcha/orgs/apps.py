"""Registration of this floor (单位)."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    """单位."""

    name = "mingcha.orgs"
    label = "orgs"
    verbose_name = "单位"
