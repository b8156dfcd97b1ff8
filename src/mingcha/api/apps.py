"""Registration of this floor (接口)."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """接口."""

    name = "mingcha.api"
    label = "api"
    verbose_name = "接口"
