"""Answers made ready to be read: values by field, old beside new with the differences (答复的读法、前后对照)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from mingcha.assignments.choices import FieldKind
from mingcha.assignments.models import Field, FieldRemark, Submission, Value

LONGEST_COMPARED = 3000


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; changed where the other text has something else there."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """One value ready to be read: `pieces` of a text, `rows` of a table, or a `file`."""

    pieces: Sequence[Piece] = ()
    rows: Sequence[Sequence[Cell]] = ()
    file: Any = None

    @property
    def is_empty(self) -> bool:
        """Nothing was given."""
        return not (self.file or self.rows or any(piece.text for piece in self.pieces))


@dataclass(frozen=True, slots=True)
class Compared:
    """A field with what it said before and what it says now; `input` is what a page puts beside it."""

    field: Field
    new: Read
    old: Read | None = None
    is_changed: bool = False
    remark: str = ""
    input: Any = None


def form_fields(directive_id: int) -> list[Field]:
    """The fields of a directive's form, in their order. One statement."""
    return list(Field.objects.filter(directive=directive_id).order_by("position", "pk"))


def values_by_submission(submissions: Iterable[Submission]) -> dict[int, dict[str, Any]]:
    """Submission id -> field code -> text, rows (column code -> text) or kept file. One statement."""
    found: dict[int, dict[str, Any]] = {submission.pk: {} for submission in submissions}
    rows = Value.objects.filter(submission__in=list(found)).select_related("field", "file")
    for value in rows.order_by("submission_id", "field__position", "row", "pk"):
        _put(found[value.submission_id], value)
    return found


def _put(values: dict[str, Any], value: Value) -> None:
    text = value.file or text_of(value)
    if value.row == 0:
        values[value.field.code] = text
        return
    rows = values.setdefault(value.field.code, [])
    while len(rows) < value.row:
        rows.append({})
    rows[value.row - 1][value.column] = text


def text_of(value: Value) -> str:
    """A value as it was typed: numbers without idle zeros, days as 2018-04-09."""
    if value.number is not None:
        return plain_number(value.number)
    return value.day.isoformat() if value.day else value.text


def plain_number(number: Decimal) -> str:
    """A number without idle zeros and without an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_submission(submission: Submission | None) -> list[Compared]:
    """Every field an answer gives, in order, ready to be read. One statement, none without an answer."""
    if submission is None:
        return []
    fields: dict[str, Field] = {}
    values: dict[str, Any] = {}
    rows = Value.objects.filter(submission=submission).select_related("field", "file")
    for value in rows.order_by("field__position", "field_id", "row", "pk"):
        fields[value.field.code] = value.field
        _put(values, value)
    return compared(list(fields.values()), values, None, {})


def remarks_of(submission: Submission | None) -> list[FieldRemark]:
    """Why an answer was sent back, field by field. One statement, none without an answer."""
    if submission is None:
        return []
    found = FieldRemark.objects.filter(submission=submission).select_related("field")
    return list(found.order_by("field__position", "pk"))


def compared_answers(submission: Submission, before: Submission | None) -> tuple[Read, Read | None]:
    """The words of an answer, and those of the one before it, marked where they differ. No statement."""
    new = submission.answer
    if before is None:
        return Read(differences(new, None)), None
    return Read(differences(new, before.answer)), Read(differences(before.answer, new))


def remarks_by_code(submission: Submission | None) -> dict[str, str]:
    """Field code -> why it was sent back. One statement, none without a submission."""
    if submission is None:
        return {}
    found = FieldRemark.objects.filter(submission=submission).values_list("field__code", "reason")
    return dict(found)


def compared(
    fields: Sequence[Field], new: Mapping[str, Any], old: Mapping[str, Any] | None, remarks: Mapping[str, str]
) -> list[Compared]:
    """Every field, what it says now beside what it said before; `old` None where nothing came before."""
    return [_compared(one, new.get(one.code), old, remarks.get(one.code, "")) for one in fields]


def _compared(one: Field, new: Any, old: Mapping[str, Any] | None, remark: str) -> Compared:
    if old is None:
        return Compared(one, read(one, new, None), remark=remark)
    before = old.get(one.code)
    is_changed = _plain(one, new) != _plain(one, before)
    against = (read(one, new, before), read(one, before, new)) if is_changed else (read(one, new), read(one, before))
    return Compared(one, *against, is_changed=is_changed, remark=remark)


def _plain(one: Field, value: Any) -> Any:
    """What two values are compared by: an empty one is empty whatever it is."""
    if one.kind == FieldKind.FILE:
        return getattr(value, "digest", None)
    return value or None


def read(one: Field, value: Any, other: Any = None) -> Read:
    """A value ready to be read, marked where another differs."""
    if one.kind == FieldKind.FILE:
        return Read(file=value or None)
    if one.kind == FieldKind.TABLE:
        return Read(rows=_rows(one, value or [], other))
    return Read(pieces=differences(str(value or ""), None if other is None else str(other)))


def _rows(one: Field, rows: Sequence[Mapping[str, str]], other: Any) -> list[list[Cell]]:
    def cell(number: int, code: str, text: str) -> Cell:
        if other is None:
            return Cell(text)
        there = other[number].get(code, "") if number < len(other) else ""
        return Cell(text, is_changed=there != text)

    codes = [column["code"] for column in one.columns]
    return [[cell(number, code, row.get(code, "")) for code in codes] for number, row in enumerate(rows)]


def differences(text: str, other: str | None) -> list[Piece]:
    """A text in pieces, those that the other text has not marked; a very long one is not compared."""
    if other is None or text == other:
        return [Piece(text)]
    if max(len(text), len(other)) > LONGEST_COMPARED:
        return [Piece(text, is_changed=True)]
    blocks = SequenceMatcher(None, other, text, autojunk=False).get_opcodes()
    return [Piece(text[start:end], is_changed=verb != "equal") for verb, _, _, start, end in blocks if end > start]
