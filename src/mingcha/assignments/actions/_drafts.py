"""How a draft is changed, and how the fields of a form are written."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from mingcha.assignments.choices import DirectiveState
from mingcha.assignments.models import Directive, Field
from mingcha.assignments.rules import FieldRow
from mingcha.kernel.errors import NotInThisState


def change_draft(directive: Directive, **values: Any) -> None:
    """Change columns of a directive that is not issued yet; of two at once, one wins where it is issued.

    Raises:
        NotInThisState: it is issued, withdrawn or voided.
    """
    rows = Directive.objects.current().filter(pk=directive.pk, state=DirectiveState.DRAFT)
    if directive.state != DirectiveState.DRAFT or not rows.update(**values):
        raise NotInThisState(directive)
    for name, value in values.items():
        setattr(directive, name, value)


def write_fields(directive: Directive, fields: Sequence[FieldRow]) -> list[Field]:
    """Write the fields of a form in their order."""
    rows = []
    for position, field in enumerate(fields, 1):
        given = asdict(field)
        given["columns"] = [_kept(column) for column in given["columns"]]
        given["choices"], given["total_of"] = list(field.choices), list(field.total_of)
        rows.append(Field(directive=directive, position=position, **given))
    return Field.objects.bulk_create(rows)


def _kept(column: dict[str, object]) -> dict[str, object]:
    """A column as JSON keeps it."""
    decimal = {name: str(column[name]) for name in ("least", "most") if column[name] is not None}
    return {name: value for name, value in column.items() if value not in (None, "", ())} | decimal
