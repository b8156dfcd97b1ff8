"""Registration of this floor (线索)."""

from django.apps import AppConfig


class LeadsConfig(AppConfig):
    """线索."""

    name = "mingcha.leads"
    label = "leads"
    verbose_name = "线索"
