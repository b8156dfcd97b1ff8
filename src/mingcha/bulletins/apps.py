"""Registration of bulletins."""

from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    """情况通报."""

    name = "mingcha.bulletins"
    label = "bulletins"
    verbose_name = "情况通报"

    def ready(self) -> None:
        """Register facts, measures and record kinds."""
        from mingcha.bulletins.facts import FACTS
        from mingcha.bulletins.measures import MEASURES
        from mingcha.bulletins.models import Bulletin
        from mingcha.figures import registry
        from mingcha.ui import records

        registry.register(FACTS, MEASURES)
        records.register(
            records.RecordKind(
                key="bulletins.bulletin",
                model=Bulletin,
                label="情况通报",
                headline="title",
                order=10,
                searched=("title",),
            )
        )
