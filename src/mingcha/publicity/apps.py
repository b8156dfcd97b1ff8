"""Registration of publicity."""

from django.apps import AppConfig
from django.db.models import Case, F, Q, Value, When


class PublicityConfig(AppConfig):
    """宣传."""

    name = "mingcha.publicity"
    label = "publicity"
    verbose_name = "宣传"

    def ready(self) -> None:
        """Register facts, measures and record kinds."""
        from mingcha.figures import registry
        from mingcha.publicity import models
        from mingcha.publicity.choices import ArticleKind, MaterialKind
        from mingcha.publicity.facts import FACTS
        from mingcha.publicity.measures import MEASURES
        from mingcha.ui.records import RecordKind, register

        registry.register(FACTS, MEASURES)
        title = Case(When(~Q(title=""), then=F("title")), *_labels(ArticleKind.choices))
        register(
            RecordKind(key="publicity.article", model=models.Article, label="稿件", headline=title, order=80),
            RecordKind(key="publicity.column", model=models.MediaColumn, label="专栏", headline="name", order=81),
            RecordKind(
                key="publicity.interview",
                model=models.Interview,
                label="一把手专访",
                headline=Value("一把手专访"),
                order=82,
            ),
            RecordKind(
                key="publicity.material",
                model=models.Material,
                label="宣传品",
                headline=Case(*_labels(MaterialKind.choices)),
                order=83,
            ),
        )


def _labels(choices: list[tuple[str, str]]) -> list[When]:
    return [When(kind=kind, then=Value(label)) for kind, label in choices]
