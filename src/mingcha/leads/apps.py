"""Registration of leads."""

from django.apps import AppConfig


class LeadsConfig(AppConfig):
    """线索."""

    name = "mingcha.leads"
    label = "leads"
    verbose_name = "线索"

    def ready(self) -> None:
        """Register facts, measures and the record kind."""
        from mingcha.figures import registry
        from mingcha.leads.facts import FACTS
        from mingcha.leads.measures import MEASURES
        from mingcha.leads.models import Lead
        from mingcha.leads.sheets import KIND
        from mingcha.ui import records, sheets

        registry.register(FACTS, MEASURES)
        records.register(
            records.RecordKind("leads.lead", Lead, "线索", headline="reference", order=60, is_for=records.is_office)
        )
        sheets.register(KIND)
