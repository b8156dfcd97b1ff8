"""Registration of issued documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """发文."""

    name = "mingcha.documents"
    label = "documents"
    verbose_name = "发文"

    def ready(self) -> None:
        """Register facts, measures and record kinds."""
        from mingcha.documents.facts import FACTS
        from mingcha.documents.measures import MEASURES
        from mingcha.documents.models import IssuedDocument
        from mingcha.figures import registry
        from mingcha.ui import records

        registry.register(FACTS, MEASURES)
        records.register(
            records.RecordKind(
                key="documents.document",
                model=IssuedDocument,
                label="发文",
                headline="title",
                order=85,
                searched=("title", "series"),
                initials="initials",
            )
        )
