"""Registration of mobilisation."""

from typing import Any

from django.apps import AppConfig
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse


class MobilisationConfig(AppConfig):
    """动员部署."""

    name = "mingcha.mobilisation"
    label = "mobilisation"
    verbose_name = "动员部署"

    def ready(self) -> None:
        """Register facts, measures and record kinds; agenda and sessions are shown on the page of what they are of."""
        from mingcha.figures import registry
        from mingcha.mobilisation import models
        from mingcha.mobilisation.facts import FACTS
        from mingcha.mobilisation.measures import MEASURES
        from mingcha.ui.records import RecordKind, register

        registry.register(FACTS, MEASURES)
        register(
            RecordKind(key="mobilisation.meeting", model=models.Meeting, label="会议", headline=_titled(), order=30),
            RecordKind(
                key="mobilisation.relay",
                model=models.Relay,
                label="传达学习",
                headline="instruction__title",
                order=31,
            ),
            RecordKind(
                key="mobilisation.instruction",
                model=models.Instruction,
                label="部署要求",
                headline="title",
                order=32,
                unit_field="",
            ),
            RecordKind(
                key="mobilisation.course", model=models.TrainingCourse, label="培训班", headline="name", order=33
            ),
            RecordKind(
                key="mobilisation.agenda",
                model=models.AgendaPoint,
                label="会议议程",
                headline="text",
                order=34,
                unit_field="",
                in_menu=False,
                address=_meeting_page,
            ),
            RecordKind(
                key="mobilisation.session",
                model=models.TrainingSession,
                label="培训期次",
                headline="number",
                order=35,
                unit_field="",
                in_menu=False,
                address=_course_page,
            ),
        )


def _titled() -> Case:
    """A meeting's title, or its kind where it has none."""
    from mingcha.mobilisation.choices import MeetingKind

    kinds = [When(kind=kind, then=Value(label)) for kind, label in MeetingKind.choices]
    return Case(When(~Q(title=""), then=F("title")), *kinds)


def _meeting_page(record: Any) -> str:
    return reverse("mobilisation:meeting_detail", args=[record.meeting_id])


def _course_page(record: Any) -> str:
    return reverse("mobilisation:course_detail", args=[record.course_id])
