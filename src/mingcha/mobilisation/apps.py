"""Registration of this floor (动员部署)."""

from django.apps import AppConfig


class MobilisationConfig(AppConfig):
    """动员部署."""

    name = "mingcha.mobilisation"
    label = "mobilisation"
    verbose_name = "动员部署"
