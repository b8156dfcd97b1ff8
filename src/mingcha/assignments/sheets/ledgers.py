"""The ledger of tasks on A3 paper (督办台账): which columns it may have, and the look it begins with."""

from django.utils.translation import gettext_noop

from mingcha.ui.layouts import NUMBER, Layout, LayoutColumn

LEDGER_PATHS = {
    "directive": gettext_noop("文号"),
    "directive__title": gettext_noop("交办事项"),
    "directive__asks": "",
    "directive__basis": "",
    "directive__unit": gettext_noop("交办单位"),
    "plan_task": gettext_noop("方案任务"),
    "plan_task__responsible_leader": "",
    "plan_task__result_form": "",
    "unit": gettext_noop("责任单位"),
    "unit__code": gettext_noop("单位代码"),
    "part": "",
    "state": "",
    "happened_on": "",
    "due_on": "",
    "original_due_on": "",
    "signed_for_on": "",
    "receipt_number": "",
    "submitted_on": "",
    "accepted_on": "",
    "paused_on": "",
    "answer": "",
}
_ASKED, _DONE = "交办情况", "办理情况"

LEDGERS = (
    Layout(
        key="assignments.task",
        name="样式1",
        title="督办台账",
        columns=(
            LayoutColumn(NUMBER, width=6),
            LayoutColumn("directive", "", 20, _ASKED),
            LayoutColumn("directive__title", "", 32, _ASKED),
            LayoutColumn("directive__basis", "", 22, _ASKED),
            LayoutColumn("happened_on", "", 13, _ASKED),
            LayoutColumn("due_on", "", 13, _ASKED),
            LayoutColumn("unit", "", 22),
            LayoutColumn("plan_task__responsible_leader", "", 16),
            LayoutColumn("signed_for_on", "签收", 13, _DONE, is_totalled=True),
            LayoutColumn("submitted_on", "报送", 13, _DONE, is_totalled=True),
            LayoutColumn("accepted_on", "办结", 13, _DONE, is_totalled=True),
            LayoutColumn("state", "", 12, _DONE),
            LayoutColumn("answer", "", 40, _DONE),
        ),
    ),
)
