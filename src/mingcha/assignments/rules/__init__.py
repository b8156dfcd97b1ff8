"""Decisions of assignments, as pure functions.

Files: `states` (任务状态), `forms` (表式), `checking` (填报审核), `cells` (一格的值),
`audience` (交办范围), `limits` (期限), `links` (免登录链接), `chasing` (催办、亮灯).
"""

from mingcha.assignments.rules.audience import Audience, AudienceGroup, parse_audience
from mingcha.assignments.rules.cells import NOT_UPLOADED, Cell
from mingcha.assignments.rules.chasing import (
    LightRow,
    is_chase,
    last_day_reminded,
    light_for,
    lights_fault,
    next_level,
)
from mingcha.assignments.rules.checking import Checked, check_values, flat
from mingcha.assignments.rules.forms import ColumnSpec, FieldRow, as_column, as_row, check_form
from mingcha.assignments.rules.limits import Due, Limit
from mingcha.assignments.rules.links import link_expiry, link_state, masked, may_send_code, may_try_code
from mingcha.assignments.rules.states import ANSWERED, OPEN_TO_LINKS, UNANSWERED, WRITABLE, is_late, states_before

__all__ = [
    "ANSWERED",
    "NOT_UPLOADED",
    "OPEN_TO_LINKS",
    "UNANSWERED",
    "WRITABLE",
    "Audience",
    "AudienceGroup",
    "Cell",
    "Checked",
    "ColumnSpec",
    "Due",
    "FieldRow",
    "LightRow",
    "Limit",
    "as_column",
    "as_row",
    "check_form",
    "check_values",
    "flat",
    "is_chase",
    "is_late",
    "last_day_reminded",
    "light_for",
    "lights_fault",
    "link_expiry",
    "link_state",
    "masked",
    "may_send_code",
    "may_try_code",
    "next_level",
    "parse_audience",
    "states_before",
]
