"""Registration of this floor (集中整顿)."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """集中整顿."""

    name = "mingcha.campaigns"
    label = "campaigns"
    verbose_name = "集中整顿"
