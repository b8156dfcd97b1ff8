"""Registration of assignments."""

from datetime import time
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.db.models import Q

from mingcha.assignments.choices import TaskState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mingcha.ui.records import RecordKind


class AssignmentsConfig(AppConfig):
    """交办."""

    name = "mingcha.assignments"
    label = "assignments"
    verbose_name = "交办"

    def ready(self) -> None:
        """Register facts, measures and record kinds."""
        from mingcha.assignments.facts import FACTS
        from mingcha.assignments.measures import MEASURES
        from mingcha.assignments.models import Directive, Task
        from mingcha.assignments.queries import waiting_tasks
        from mingcha.assignments.queries.lights import lit_by_days
        from mingcha.assignments.queries.papers import PAPERS
        from mingcha.assignments.sheets.ledgers import LEDGER_PATHS, LEDGERS
        from mingcha.figures import registry
        from mingcha.papers import register
        from mingcha.ui import inbox, layouts, records

        registry.register(FACTS, MEASURES)
        register(*PAPERS)
        inbox.register(
            inbox.Source(
                "assignments.task",
                waiting_tasks,
                title="directive__title",
                asks="directive__unit__short_name",
                lights=lit_by_days,
            )
        )
        records.register(
            records.RecordKind(
                key="assignments.directive",
                model=Directive,
                label="交办事项",
                headline="title",
                order=20,
                searched=("title", "asks"),
                initials="initials",
            )
        )
        records.register(
            records.RecordKind(
                key="assignments.task",
                model=Task,
                label="交办任务",
                headline="directive__title",
                order=21,
                searched=("directive__title", "unit__name"),
                initials="directive__initials",
                unfinished=~Q(state=TaskState.ACCEPTED),
            )
        )
        records.register(*_kinds_of_answers(), *_kinds_of_chasing())
        layouts.register("assignments.task", Task, LEDGER_PATHS, *LEDGERS)
        _schedule()


def _schedule() -> None:
    """What is done again and again."""
    from mingcha.kernel import schedule

    schedule.every("assignments.receive_mail", minutes=5)
    schedule.daily("assignments.remind_units", at=time(8, 30))


def _kinds_of_answers() -> "Sequence[RecordKind]":
    """What hangs on a task and has a page of its own."""
    from django.urls import reverse

    from mingcha.assignments.models import Extension, ReturnedWorkbook, Submission
    from mingcha.ui.records import RecordKind, is_office

    return (
        RecordKind(key="assignments.extension", model=Extension, label="延期申请", headline="reason", order=22),
        RecordKind(
            key="assignments.submission",
            model=Submission,
            label="报送",
            headline="task__directive__title",
            in_menu=False,
            order=23,
        ),
        RecordKind(
            key="assignments.returned_workbook",
            model=ReturnedWorkbook,
            label="回收的填报表",
            headline="name",
            order=24,
            unit_field="",
            date_field="received_at",
            is_for=is_office,
            address=lambda row: reverse("assignments:returned_workbook_detail", args=[row.batch]),
        ),
    )


def _asks_units(actor: object) -> bool:
    """Whose menu has reminders and calls: those who ask."""
    return bool(getattr(actor, "is_office", False) or getattr(actor, "is_clerk", False))


def _kinds_of_chasing() -> "Sequence[RecordKind]":
    """How units were reminded, who rang whom, by what rule tasks are lit."""
    from mingcha.assignments.models import Call, Chase, LightScheme
    from mingcha.ui.records import RecordKind

    return (
        RecordKind(
            key="assignments.call",
            model=Call,
            label="电话记录单",
            headline="says",
            order=24,
            is_for=_asks_units,
            searched=("says", "unit__name"),
        ),
        RecordKind(
            key="assignments.chase",
            model=Chase,
            label="催办记录",
            headline="channel",
            order=24,
            is_for=_asks_units,
        ),
        RecordKind(
            key="assignments.light_scheme",
            model=LightScheme,
            label="亮灯办法",
            headline="name",
            order=24,
            unit_field="",
            date_field="valid_from",
        ),
    )
