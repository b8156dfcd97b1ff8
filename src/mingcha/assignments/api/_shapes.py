"""What goes in and out of the interface of assignments (交办接口的数据)."""

from dataclasses import fields as dataclass_fields
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Field, FilterLookup, Schema

from mingcha.assignments.actions import Asked
from mingcha.assignments.choices import DirectiveState, ExtensionState, FieldKind, TaskState
from mingcha.assignments.rules import ColumnSpec, FieldRow
from mingcha.orgs.choices import Line
from mingcha.ui.schemas import Filters, Given, UnitName

Cell = str | int | Decimal | None


def _written(value: Any) -> Any:
    if isinstance(value, list):
        return [{code: _written(cell) for code, cell in row.items()} for row in value]
    return "" if value is None else str(value)


def _plain(shape: "ColumnShape") -> dict[str, Any]:
    """A shape as the rules take it: lists as tuples."""
    given = shape.model_dump()
    return {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}


class DirectiveFilters(Filters):
    """As the list page's filters."""

    year: int | None = None
    state: DirectiveState | None = None
    due_since: Annotated[date | None, FilterLookup("due_on__gte")] = None
    due_until: Annotated[date | None, FilterLookup("due_on__lte")] = None
    q: Annotated[str | None, FilterLookup(["title__icontains", "asks__icontains"])] = None


class TaskFilters(Filters):
    """As the list page's filters."""

    directive: int | None = None
    unit: Annotated[str | None, FilterLookup("unit__code")] = None
    state: TaskState | None = None
    due_since: Annotated[date | None, FilterLookup("due_on__gte")] = None
    due_until: Annotated[date | None, FilterLookup("due_on__lte")] = None
    q: Annotated[str | None, FilterLookup(["unit__name__icontains", "directive__title__icontains"])] = None


class DirectiveOut(Schema):
    """A directive (交办事项): who asks what, why, on what basis, and how many minutes it takes."""

    id: int
    unit: UnitName
    state: DirectiveState
    year: int
    number: int | None
    title: str
    why: str
    asks: str
    basis: str
    minutes_needed: int
    result_form: str
    happened_on: date
    due_on: date
    due_at: datetime | None


class DirectiveName(Schema):
    """A directive as its tasks name it."""

    id: int
    year: int
    number: int | None
    title: str


class TaskOut(Schema):
    """One unit's task of a directive (交办任务)."""

    id: int
    directive: DirectiveName
    unit: UnitName
    state: TaskState
    happened_on: date
    due_on: date
    original_due_on: date
    signed_for_on: date | None
    submitted_on: date | None
    accepted_on: date | None
    answer: str


class ColumnShape(Given):
    """A column of a table (表列)."""

    code: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    word: str = ""
    choices: list[str] = []
    is_required: bool = True
    least: Decimal | None = None
    most: Decimal | None = None
    decimals: int = 0
    total_of: list[str] = []
    not_below: str = ""


class FieldShape(ColumnShape):
    """A field of a form (填报项)."""

    columns: list[ColumnShape] = []
    help_text: str = ""
    held_key: str = ""

    def row(self) -> FieldRow:
        """The field as the rules know it."""
        columns = tuple(ColumnSpec(**_plain(column)) for column in self.columns)
        return FieldRow(**(_plain(self) | {"columns": columns}))


class AskedIn(Given):
    """What is asked (办理要求), with its form."""

    title: str
    asks: str
    basis: str
    minutes_needed: int = Field(ge=1, le=10_000)
    due_on: date
    why: str = ""
    result_form: str = ""
    needs_head: bool = False
    units: list[str] = Field(description="Codes of the units that are asked.")

    def asked(self) -> Asked:
        """What is asked, without of whom."""
        return Asked(**self.model_dump(include={field.name for field in dataclass_fields(Asked)}))


class DirectiveIn(AskedIn):
    """What is asked of units, in a campaign."""

    campaign: str = Field(description="Short name of the campaign.")
    fields_asked: list[FieldShape] = Field([], alias="fields", description="The form; without one, words are asked.")


class HandOnIn(AskedIn):
    """What a unit asks of units below it (二次交办); the form is the one it was given itself."""

    line: Line = Line.TERRITORY


class FormOut(Schema):
    """The form of a task as it stands for its unit (填报表): fields, what is known already, what was sent back."""

    version: int
    fields: list[FieldShape]
    values: dict[str, Any]
    held: list[str]
    remarks: dict[str, str]


class ExtensionIn(Given):
    """More time asked for (申请延期)."""

    due_on: date
    reason: str


class ExtensionOut(Schema):
    """A request for more time (延期申请)."""

    id: int
    task_id: int
    state: ExtensionState
    due_on: date = Field(alias="asked_due_on")
    reason: str


class DecisionIn(Given):
    """Whether more time is granted (审批延期)."""

    is_granted: bool
    note: str = ""


class AnswerIn(Given):
    """What the unit reports (报送内容): words, and a value for each field of the form by its code.

    A table's value is a list of rows, each by the code of its columns; a file cannot be sent this way.
    """

    answer: str = ""
    values: dict[str, Cell | list[dict[str, Cell]]] = {}

    def written(self) -> dict[str, Any] | None:
        """The values as a page would give them, texts all; None where there are none: a draft, if any, counts."""
        return {code: _written(value) for code, value in self.values.items()} or None


class ReturnIn(Given):
    """Why an answer goes back, as a whole and field by field (退回理由)."""

    reason: str
    remarks: dict[str, str] = {}


class ReasonIn(Given):
    """Why, in words that the other side reads."""

    reason: str
