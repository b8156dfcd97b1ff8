"""Registration of the campaign floor."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """集中整顿."""

    name = "mingcha.campaigns"
    label = "campaigns"
    verbose_name = "集中整顿"

    def ready(self) -> None:
        """Register facts, measures and record kinds."""
        from mingcha.campaigns.facts import FACTS
        from mingcha.campaigns.measures import MEASURES
        from mingcha.campaigns.models import Participation, Programme
        from mingcha.figures import registry
        from mingcha.ui import records

        registry.register(FACTS, MEASURES)
        records.register(
            records.RecordKind(
                "campaigns.participation", Participation, "参加单位", headline="kind", order=11, is_roll=True
            )
        )
        records.register(
            records.RecordKind(
                key="campaigns.programme", model=Programme, label="专项清理整治", headline="name", order=12
            )
        )
