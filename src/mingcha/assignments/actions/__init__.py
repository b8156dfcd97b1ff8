"""The verbs of assignments: a directive goes down as one task per unit; answers come back.

Files: `draft` (拟稿), `form` (表式、工作方案), `issue` (交办、撤回), `answer` (签收、填报、报送、审签),
`judge` (退回、办结), `hand_on` (二次交办), `terms` (延期、暂停), `links` (免登录链接),
`chase` (催办、提级督办、每日提醒), `calls` (电话记录), `lights` (亮灯办法),
`workbooks` (填报表), `returned` (回收填报表).
"""

from mingcha.assignments.actions._writing import Asked, OverBudget
from mingcha.assignments.actions.answer import (
    refuse_answer,
    reuse_answer,
    save_draft,
    sign_answer,
    sign_for_task,
    submit_task,
)
from mingcha.assignments.actions.calls import CallNote, record_call, void_call
from mingcha.assignments.actions.chase import answer_chase, chase_tasks, escalate_task, send_digests
from mingcha.assignments.actions.draft import (
    approve_burden,
    draft_directive,
    edit_directive,
    set_audience,
    set_burden_budget,
)
from mingcha.assignments.actions.form import PlanRow, set_form, set_plan
from mingcha.assignments.actions.hand_on import hand_on_task
from mingcha.assignments.actions.issue import issue_directive, send_directive, withdraw_directive
from mingcha.assignments.actions.judge import accept_task, accept_tasks, return_task
from mingcha.assignments.actions.lights import add_light_scheme
from mingcha.assignments.actions.links import (
    answer_by_link,
    make_link,
    make_links,
    send_link_code,
    verify_link,
    withdraw_link,
)
from mingcha.assignments.actions.returned import (
    Came,
    Refusal,
    receive_letter,
    receive_workbooks,
    refuse_returned,
    take_returned,
)
from mingcha.assignments.actions.terms import ask_extension, decide_extension, pause_task, resume_task
from mingcha.assignments.actions.workbooks import WorkbookAnswer, draft_workbook, submit_workbook
from mingcha.assignments.rules import FieldRow, LightRow, Limit
from mingcha.kernel.errors import BadForm, FieldError

__all__ = [
    "Asked",
    "BadForm",
    "CallNote",
    "Came",
    "FieldError",
    "FieldRow",
    "LightRow",
    "Limit",
    "OverBudget",
    "PlanRow",
    "Refusal",
    "WorkbookAnswer",
    "accept_task",
    "accept_tasks",
    "add_light_scheme",
    "answer_by_link",
    "answer_chase",
    "approve_burden",
    "ask_extension",
    "chase_tasks",
    "decide_extension",
    "draft_directive",
    "draft_workbook",
    "edit_directive",
    "escalate_task",
    "hand_on_task",
    "issue_directive",
    "make_link",
    "make_links",
    "pause_task",
    "receive_letter",
    "receive_workbooks",
    "record_call",
    "refuse_answer",
    "refuse_returned",
    "resume_task",
    "return_task",
    "reuse_answer",
    "save_draft",
    "send_digests",
    "send_directive",
    "send_link_code",
    "set_audience",
    "set_burden_budget",
    "set_form",
    "set_plan",
    "sign_answer",
    "sign_for_task",
    "submit_task",
    "submit_workbook",
    "take_returned",
    "verify_link",
    "void_call",
    "withdraw_directive",
    "withdraw_link",
]
