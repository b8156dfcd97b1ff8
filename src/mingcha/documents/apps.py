"""Registration of this floor (发文)."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """发文."""

    name = "mingcha.documents"
    label = "documents"
    verbose_name = "发文"
