"""Registration of this floor (基础)."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """基础."""

    name = "mingcha.kernel"
    label = "kernel"
    verbose_name = "基础"
