"""Registration of papers."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """文书."""

    name = "mingcha.papers"
    label = "papers"
    verbose_name = "文书"

    def ready(self) -> None:
        """Register the record kind."""
        from mingcha.papers.models import Paper
        from mingcha.ui import records

        records.register(records.RecordKind(key="papers.paper", model=Paper, label="文书", headline="title", order=22))
