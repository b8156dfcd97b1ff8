"""Facts about tasks: what the office asked, what came back, what was put off, what units handed on.

What a unit hands on (二次交办) is that unit's own asking: it never stands among the tasks, answers or extensions that
the office counts by, only in a fact of its own.
"""

from __future__ import annotations

from typing import Any

from mingcha.assignments import rules
from mingcha.assignments.choices import CallDirection, ChaseChannel, ExtensionState, FieldKind, TaskState
from mingcha.assignments.models import Call, Chase, Directive, Extension, Field, Submission, Task, Value
from mingcha.figures.definitions import Column, ColumnKind, Fact

_OF_RECORD = ("id", "unit_id", "campaign_id", "happened_on", "recorded_at")


def _current(table: Any) -> Any:
    """Tasks that are not voided, with the number and year of their directive."""
    rows, directives = table(Task), table(Directive)
    rows = rows.filter(rows.voided_at.isnull())
    rows = rows.select(
        *_OF_RECORD,
        "state",
        "directive_id",
        "handed_on_by_id",
        "due_on",
        is_paused=rows.paused_on.notnull(),
        is_late=(rows.submitted_on > rows.original_due_on).fill_null(False),
    )
    asked = directives.select("year", d=directives.id, directive=directives.number)
    return rows.join(asked, rows.directive_id == asked.d)


def _asked_by_office(table: Any) -> Any:
    rows = _current(table)
    return rows.filter(rows.handed_on_by_id.isnull())


def _handed_on(table: Any) -> Any:
    rows = _current(table)
    return rows.filter(rows.handed_on_by_id.notnull())


def _extensions(table: Any) -> Any:
    rows, asked = table(Extension), _asked_by_office(table)
    rows = rows.filter(rows.voided_at.isnull()).select(*_OF_RECORD, "state", "task_id")
    return rows.join(asked.select("directive", "year", t=asked.id), rows.task_id == asked.id)


def _values(table: Any) -> Any:
    values, fields, answers, asked = table(Value), table(Field), table(Submission), _asked_by_office(table)
    values = values.filter(values.row == 0, values.number.notnull())
    values = values.select("submission_id", "field_id", quantity=values.number.cast("int64"))
    fields = fields.filter(fields.kind == FieldKind.NUMBER.value, fields.decimals == 0)
    fields = fields.select("word", f=fields.id, field=fields.code)
    answers = answers.filter(answers.voided_at.isnull(), answers.state.isin([state.value for state in rules.ANSWERED]))
    answers = answers.select("id", "unit_id", "campaign_id", "recorded_at", "task_id", happened_on=answers.submitted_on)
    answers = answers.join(asked.select("directive", "year", t=asked.id), answers.task_id == asked.id)
    rows = answers.join(values, answers.id == values.submission_id)
    return rows.join(fields, rows.field_id == fields.f)


def _chases(table: Any) -> Any:
    rows, asked = table(Chase), _asked_by_office(table)
    rows = rows.filter(rows.voided_at.isnull(), rows.channel != ChaseChannel.DIGEST.value)
    rows = rows.select(*_OF_RECORD, "channel", "task_id")
    return rows.join(asked.select("directive", "year", t=asked.id), rows.task_id == asked.id)


def _calls(table: Any) -> Any:
    rows = table(Call)
    return rows.filter(rows.voided_at.isnull()).select(*_OF_RECORD, "direction")


_DIRECTIVE = (Column("directive", ColumnKind.INT, "交办编号"), Column("year", ColumnKind.INT, "交办年度"))
_STATE = Column("state", ColumnKind.CODE, "状态", TaskState)

TASKS = Fact(
    "assignments.tasks",
    label="交办任务",
    says="办公室交办的事项，每个事项每个单位一行，日期为交办日期；作废的、各单位二次交办的不计",
    record=Task,
    rows=_asked_by_office,
    columns=(
        *_DIRECTIVE,
        Column("directive_id", ColumnKind.INT, "交办事项"),
        _STATE,
        Column("is_paused", ColumnKind.BOOL, "暂停办理"),
        Column("is_late", ColumnKind.BOOL, "迟报"),
        Column("due_on", ColumnKind.DATE, "办理期限"),
    ),
)
HANDED_ON = Fact(
    "assignments.handed_on",
    label="二次交办任务",
    says="各单位向下二次交办的任务，每个单位一行，单位为承办单位，日期为二次交办日期；作废的不计",
    record=Task,
    rows=_handed_on,
    columns=(_STATE,),
)
EXTENSIONS = Fact(
    "assignments.extensions",
    label="延期申请",
    says="单位对办公室交办任务提出的延期申请，每次申请一行，日期为申请日期；作废的、二次交办任务的不计",
    record=Extension,
    rows=_extensions,
    columns=(*_DIRECTIVE, Column("state", ColumnKind.CODE, "审批情况", ExtensionState)),
)
VALUES = Fact(
    "assignments.values",
    label="填报数字",
    says="已报送、未被退回的填报中的整数填报项，每次报送每项一行，数量为所填数字，日期为报送日期；"
    "小数项、表格内的数字和二次交办的填报不计",
    record=Submission,
    rows=_values,
    columns=(
        *_DIRECTIVE,
        Column("field", ColumnKind.TEXT, "填报项代码"),
        Column("word", ColumnKind.TEXT, "量词"),
        Column("quantity", ColumnKind.INT, "数量"),
    ),
)
CHASES = Fact(
    "assignments.chases",
    label="催办",
    says="对办公室交办任务的催办，每个任务每次一行：短信、站内消息、去电、提级督办，日期为催办日期；"
    "每日自动提醒、催办函、作废的和单位对二次交办的催办不计",
    record=Chase,
    rows=_chases,
    columns=(*_DIRECTIVE, Column("channel", ColumnKind.CODE, "催办方式", ChaseChannel)),
)
CALLS = Fact(
    "assignments.calls",
    label="电话记录",
    says="登记的往来电话，每次通话一行，单位为对方单位，日期为通话日期；作废的不计",
    record=Call,
    rows=_calls,
    columns=(Column("direction", ColumnKind.CODE, "来去", CallDirection),),
)
FACTS = (TASKS, HANDED_ON, EXTENSIONS, VALUES, CHASES, CALLS)
