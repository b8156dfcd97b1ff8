"""Reads over what units answered: the form, values as they were written, what can be filled in beforehand."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q

from mingcha.assignments import rules
from mingcha.assignments.choices import FieldKind, SubmissionState
from mingcha.assignments.models import Directive, Draft, Field, FieldRemark, Submission, Task, Value
from mingcha.assignments.rules import FieldRow

Values = dict[str, Any]
"""Field code -> text, or a list of rows (column code -> text) for a table."""
COUNTED = (SubmissionState.SUBMITTED, SubmissionState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was sent back beside what is being written (对照); no submission where none was returned."""

    fields: tuple[Field, ...]
    returned: Submission | None
    before: Values
    now: Values
    remarks: dict[str, str]


def form_of(directive: Directive) -> list[FieldRow]:
    """The fields of a directive's form in their order (表式). One statement."""
    return [rules.as_row(field) for field in directive.fields.order_by("position", "pk")]


def values_of(submission: Submission) -> Values:
    """What an answer says, as it was written (报送内容). One statement."""
    rows = Value.objects.filter(submission=submission).order_by("field__position", "field_id", "row", "pk")
    return _gathered(rows.values_list("field__code", "row", "column", "text"))


def values_for(task: Task, source: Submission) -> Values:
    """An earlier answer in the words of a task's form: by common name, else by code and kind. Two statements.

    Of a table only the columns that the new one has too.
    """
    old = {field.code: field for field in source.task.directive.fields.all()}
    by_key = {field.held_key: field.code for field in old.values() if field.held_key}
    given = values_of(source)
    found: Values = {}
    for field in task.directive.fields.all():
        code = by_key.get(field.held_key, field.code) if field.held_key else field.code
        if code in given and old[code].kind == field.kind:
            found[field.code] = _narrowed(field, given[code])
    return found


def _narrowed(field: Field, value: Any) -> Any:
    """A table's rows with no other columns than the field has."""
    if field.kind != FieldKind.TABLE:
        return value
    known = {column["code"] for column in field.columns}
    return [{code: text for code, text in row.items() if code in known} for row in value]


def prefill(task: Task) -> Values:
    """What stands in a form when it is opened (预填): the draft; else the last answer; else facts already held.

    Held is what the unit last reported under the same common name, anywhere. Two to four statements.
    """
    draft = Draft.objects.filter(task=task).values_list("values", flat=True).first()
    if draft is not None:
        return dict(draft)
    last = Submission.objects.current().filter(task=task).order_by("-number").first()
    return values_of(last) if last else held_values(task)


def held_values(task: Task) -> Values:
    """Facts the office already holds of the unit (已有数据), by common name: greyed in a workbook. Two statements."""
    asked = {field.held_key: field for field in task.directive.fields.all() if field.held_key}
    if not asked:
        return {}
    known = Value.objects.filter(
        Q(submission__state__in=COUNTED, submission__voided_at__isnull=True), field__held_key__in=asked,
        submission__unit=task.unit_id, submission__campaign=task.campaign_id, row=0,
    ).exclude(field__kind__in=(FieldKind.FILE, FieldKind.TABLE))  # fmt: skip
    newest = known.order_by("submission__submitted_on", "submission_id")
    found = newest.values_list("field__held_key", "field__kind", "text")
    return {asked[key].code: text for key, kind, text in found if asked[key].kind == kind}


def comparison(task: Task) -> Comparison:
    """The last returned answer beside what is being written (退回对照). Six statements at most."""
    returned = (
        Submission.objects.current().filter(task=task, state=SubmissionState.RETURNED).order_by("-number").first()
    )
    said = FieldRemark.objects.filter(submission=returned).values_list("field__code", "reason") if returned else ()
    return Comparison(
        fields=tuple(task.directive.fields.order_by("position", "pk")),
        returned=returned,
        before=values_of(returned) if returned else {},
        now=prefill(task),
        remarks=dict(said),
    )


def handed_on_tasks(task: Task) -> Any:
    """The tasks a unit handed on of this one, in unit order (二次交办的任务). One statement."""
    below = Task.objects.current().filter(directive__handed_on_from=task).select_related("unit", "directive")
    return below.order_by("directive_id", "unit__official_order", "unit_id")


def roll_up(task: Task) -> Values:
    """What the units below answered, put together for the unit's own answer (下级汇总). Three statements.

    Numbers are added up, rows of tables follow each other in unit order, texts stand under the unit's name, a date is
    the latest, a choice only where all made the same; files are not taken over. Only answers that reached the unit.
    """
    answers = Submission.objects.current().filter(
        task__directive__handed_on_from=task, task__voided_at__isnull=True, state__in=COUNTED
    )
    ordered = answers.order_by("unit__official_order", "unit_id", "pk").values_list("pk", "unit__short_name")
    names = dict(ordered)
    rows = Value.objects.filter(submission__in=names).order_by("field__position", "row", "pk")
    cells: dict[int, list[tuple[str, int, str, str]]] = {pk: [] for pk in names}
    for pk, code, row, column, text in rows.values_list("submission_id", "field__code", "row", "column", "text"):
        cells[pk].append((code, row, column, text))
    given = [(names[pk], _gathered(found)) for pk, found in cells.items()]
    fields = task.directive.fields.all()
    rolled = {
        field.code: _together(field, [(name, values[field.code]) for name, values in given if field.code in values])
        for field in fields
    }
    return {code: value for code, value in rolled.items() if value}


def _together(field: Field, given: list[tuple[str, Any]]) -> Any:
    values = [value for _, value in given]
    if not values or field.kind == FieldKind.FILE:
        return ""
    if field.kind == FieldKind.NUMBER:
        return f"{sum((Decimal(value) for value in values), Decimal(0)):f}"
    if field.kind == FieldKind.TABLE:
        return [row for rows in values for row in rows]
    if field.kind == FieldKind.DATE:
        return max(values)
    if field.kind == FieldKind.CHOICE:
        return values[0] if len(set(values)) == 1 else ""
    return "\n".join(f"{name}：{value}" for name, value in given)


def _gathered(cells: Iterable[tuple[str, int, str, str]]) -> Values:
    """Cells as a form has them: tables as lists of rows in their order."""
    plain: Values = {}
    tables: dict[str, dict[int, dict[str, str]]] = {}
    for code, row, column, text in cells:
        if row:
            tables.setdefault(code, {}).setdefault(row, {})[column] = text
        else:
            plain[code] = text
    return plain | {code: [rows[number] for number in sorted(rows)] for code, rows in tables.items()}
