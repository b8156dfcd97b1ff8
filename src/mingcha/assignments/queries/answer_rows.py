"""What a unit has written so far, field by field, for its head to read (填报内容)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mingcha.assignments.choices import FieldKind, SubmissionState
from mingcha.assignments.models import Draft, Field, Submission, Task
from mingcha.kernel import clock


@dataclass(frozen=True, slots=True)
class Written:
    """A unit's answer as far as it is written.

    Attributes:
        values: field code -> text, or for a table its rows (column code -> text).
    """

    text: str
    by: str
    on: date
    values: Mapping[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.text.strip() or any(self.values.values()))


NOTHING = Written("", "", date.min)
STANDING = (SubmissionState.WITH_HEAD, SubmissionState.SUBMITTED, SubmissionState.ACCEPTED)


def answer_of(task: Task) -> Written:
    """The answer that stands: submitted or with the head, else the draft. At most three statements, once a task."""
    if "written_answer" not in task.__dict__:
        task.__dict__["written_answer"] = _answer_of(task)
    found: Written = task.__dict__["written_answer"]
    return found


def _answer_of(task: Task) -> Written:
    standing = Submission.objects.current().filter(task=task, state__in=STANDING).select_related("drafted_by")
    submission = standing.order_by("-number").first()
    if submission is not None:
        found = (submission.answer, submission.drafted_by.title, submission.happened_on, _values(submission))
        return Written(*found)
    draft = Draft.objects.filter(task=task).select_related("edited_by").first()
    if draft is not None:
        on = draft.edited_at.astimezone(clock.CHINA).date()
        return Written(draft.answer, draft.edited_by.title, on, draft.values)
    return Written(task.answer, "", task.submitted_on or clock.today()) if task.answer else NOTHING


def answer_rows(task: Task) -> list[dict[str, str]]:
    """One row for each field of the form, in its order: label and what is written; a table's rows as lines."""
    values = answer_of(task).values
    fields = Field.objects.filter(directive=task.directive_id).order_by("position", "pk")
    return [{"label": one.label, "value": _shown(one, values.get(one.code))} for one in fields]


def _values(submission: Submission) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for value in submission.values.select_related("field", "file").order_by("field__position", "row", "pk"):
        text = value.file.name if value.file else value.text
        if value.row == 0:
            found[value.field.code] = text
        else:
            rows = found.setdefault(value.field.code, [])
            rows.extend({} for _ in range(value.row - len(rows)))
            rows[value.row - 1][value.column] = text
    return found


def _shown(one: Field, value: Any) -> str:
    if one.kind == FieldKind.TABLE and isinstance(value, list):
        labels = {column["code"]: column.get("label", column["code"]) for column in one.columns}
        return "\n".join(f"{place}. {_cells(row, labels)}" for place, row in enumerate(value, start=1))
    text = "" if value is None else str(value)
    return f"{text}{one.word}" if text and one.kind == FieldKind.NUMBER else text


def _cells(row: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    pairs: Iterable[str] = (f"{label}：{row.get(code, '')}" for code, label in labels.items())
    return "；".join(pairs)
