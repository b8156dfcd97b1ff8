"""What a form may look like (表式)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mingcha.assignments.choices import FieldKind
from mingcha.assignments.rules.cells import gettext_noop
from mingcha.kernel.errors import BadForm, FieldError

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
MOST_FIELDS = 200
MOST_COLUMNS = 60
COLUMN_KINDS = (FieldKind.TEXT, FieldKind.NUMBER, FieldKind.DATE, FieldKind.CHOICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSpec:
    """A column of a table (表列). `total_of` and `not_below` speak of columns of the same row."""

    code: str
    label: str
    kind: str = FieldKind.TEXT
    word: str = ""
    choices: tuple[str, ...] = ()
    is_required: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    decimals: int = 0
    total_of: tuple[str, ...] = ()
    not_below: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """A field of a form (填报项), see `Field`.

    Attributes:
        total_of: codes of numbers whose sum this one must equal; `table.column` sums a column of a table.
        not_below: the number this one may not be smaller than (人次不小于人数).
    """

    code: str
    label: str
    kind: str = FieldKind.TEXT
    word: str = ""
    choices: tuple[str, ...] = ()
    columns: tuple[ColumnSpec, ...] = ()
    is_required: bool = True
    help_text: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    decimals: int = 0
    held_key: str = ""
    total_of: tuple[str, ...] = ()
    not_below: str = ""


def as_row(field: Any) -> FieldRow:
    """The plain row of a stored field; a plain row is given back."""
    if isinstance(field, FieldRow):
        return field
    return FieldRow(
        code=field.code,
        label=field.label,
        kind=field.kind,
        word=field.word,
        choices=tuple(field.choices),
        columns=tuple(as_column(column) for column in field.columns),
        is_required=field.is_required,
        help_text=field.help_text,
        least=field.least,
        most=field.most,
        decimals=field.decimals,
        held_key=field.held_key,
        total_of=tuple(field.total_of),
        not_below=field.not_below,
    )


def as_column(kept: dict[str, Any]) -> ColumnSpec:
    """The plain column of a stored one: JSON knows neither tuples nor decimals."""
    known = {key: value for key, value in kept.items() if key in ColumnSpec.__dataclass_fields__}
    for key in ("choices", "total_of"):
        known[key] = tuple(known.get(key) or ())
    for key in ("least", "most"):
        known[key] = None if known.get(key) in {None, ""} else Decimal(str(known[key]))
    return ColumnSpec(**known)


def check_form(fields: Sequence[FieldRow]) -> None:
    """Whether a form can be filled at all (表式审核).

    Raises:
        BadForm: a code or label that is none, a code twice, a choice without choices, a table without columns, a sum
            or comparison over something that is no number; all of them, by field.
    """
    errors = [error for position, field in enumerate(fields) for error in _faults(field, fields, position)]
    if len(fields) > MOST_FIELDS:
        errors.append(FieldError("fields", gettext_noop("填报项不能超过%(most)d个"), given={"most": MOST_FIELDS}))
    if errors:
        raise BadForm(errors)


def _faults(field: FieldRow, fields: Sequence[FieldRow], position: int) -> list[FieldError]:
    numbers = {other.code for other in fields if other.kind == FieldKind.NUMBER}
    numbers |= {f"{t.code}.{c.code}" for t in fields for c in t.columns if c.kind == FieldKind.NUMBER}
    faults = _of_spec(field, numbers - {field.code})
    if field.code in {other.code for other in fields[:position]}:
        faults.append((gettext_noop("代码重复"), {}))
    if field.kind not in FieldKind.values:
        faults.append((gettext_noop("没有这种类型：%(kind)s"), {"kind": field.kind}))
    if field.kind == FieldKind.TABLE and not 0 < len(field.columns) <= MOST_COLUMNS:
        faults.append((gettext_noop("表格须有1至%(most)d列"), {"most": MOST_COLUMNS}))
    told = [FieldError(field.code or "fields", says, given=given) for says, given in faults]
    return told + [error for column in field.columns for error in _of_column(field, column)]


def _of_column(field: FieldRow, column: ColumnSpec) -> list[FieldError]:
    numbers = {other.code for other in field.columns if other.kind == FieldKind.NUMBER} - {column.code}
    faults = _of_spec(column, numbers)
    if [other.code for other in field.columns].count(column.code) > 1:
        faults.append((gettext_noop("代码重复"), {}))
    if column.kind not in COLUMN_KINDS:
        faults.append((gettext_noop("没有这种类型：%(kind)s"), {"kind": column.kind}))
    return [FieldError(field.code, says, column=column.code, given=given) for says, given in faults]


def _of_spec(spec: FieldRow | ColumnSpec, numbers: set[str]) -> list[tuple[str, dict[str, object]]]:
    faults: list[tuple[str, dict[str, object]]] = []
    if not CODE.fullmatch(spec.code):
        faults.append((gettext_noop("代码应为小写字母开头的字母、数字和下划线：%(code)s"), {"code": spec.code}))
    if not 0 < len(spec.label.strip()) <= 100:
        faults.append((gettext_noop("名称须写明，不超过100字"), {}))
    if spec.kind == FieldKind.CHOICE and not all(spec.choices or ("",)):
        faults.append((gettext_noop("选项不能为空"), {}))
    if not 0 <= spec.decimals <= 4:
        faults.append((gettext_noop("小数位须在0至4之间"), {}))
    if spec.least is not None and spec.most is not None and spec.least > spec.most:
        faults.append((gettext_noop("最小值大于最大值"), {}))
    named = [*spec.total_of, *([spec.not_below] if spec.not_below else [])]
    unknown = named if spec.kind != FieldKind.NUMBER else [code for code in named if code not in numbers]
    if unknown:
        faults.append((gettext_noop("不是可比较的数字：%(codes)s"), {"codes": "、".join(unknown)}))
    return faults
