"""Every address of the site and what kind of door it is (路由认领): one line each, sorted.

A new route fails `tests/house/test_doors.py` until it has its line here; `tests/journeys/test_leaks.py` then walks it
as a clerk and as a head of unit A, over records of unit B, and looks for anything of B's.

| door | what the walk does |
| --- | --- |
| `LISTED` | opens every page, sort and filter, searches for B's words, exports; nothing of B is there |
| `PAGE`, `page(tab="x")` | opens it; nothing of B is there |
| `record("plans.ReviewRound")` | asks for B's record by GET and POST: answered as a number that there is not |
| `PUBLIC` | open to strangers; holds no business record at all |
| `elsewhere("why")` | not walked here, with the reason and the test that looks at it instead |

`names="why"`: the access rules show names of units here to everybody; B's name may stand there, its records may not.
`by="code"`: the address names the record by this column, not by its number. Other arguments of the address get a value:
`record("bulletins.Bulletin", form="txt")`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal


@dataclass(frozen=True)
class Door:
    """How one route is walked.

    Attributes:
        kind: see the table above.
        model: label of the table whose rows the address means, by the column `by`.
        names: why names of other units may stand here; "" they may not.
        why: of a door that is not walked.
        given: further arguments of the address.
    """

    kind: Literal["list", "page", "record", "public", "elsewhere"]
    model: str = ""
    by: str = "pk"
    names: str = ""
    why: str = ""
    given: Mapping[str, str] = field(default_factory=dict)

    def but(self, *, names: str) -> "Door":
        """The same door, where names of units are everybody's."""
        return replace(self, names=names)


LISTED = Door("list")
PAGE = Door("page")
PUBLIC = Door("public")
REGISTRY = "the registry of units is every post's (orgs.access.units_visible_to)"
INSTRUCTIONS = "an instruction is for everybody who works in the campaign (mobilisation.access)"
LEADERS = "who leads a campaign is not hidden from those who report to it (orgs.access.leading_groups_visible_to)"

BY_LINK = "named by a secret in a text message; assignments/tests/test_pages_of_links.py opens it without and with it"
BATCH = "named by a random token; papers/tests/test_views.py asks for it as another unit"

KEPT = "for the administrators alone, who see no business: accounts/tests/test_keeping_pages.py"
OWN = "of the own account alone: accounts/tests"


def page(**given: str) -> Door:
    """A page whose address has arguments that name no record."""
    return Door("page", given=given)


def record(model: str, *, by: str = "pk", names: str = "", **given: str) -> Door:
    """A page, verb or file of one record, `app.Model`; the one argument of the address that is not given means it."""
    return Door("record", model=model, by=by, names=names, given=given)


def elsewhere(why: str) -> Door:
    """A route that the walk leaves out."""
    return Door("elsewhere", why=why)


DOORS: dict[str, Door] = {
    "accountability:case_reading_detail": record("accountability.CaseReading"),
    "accountability:case_reading_list": LISTED,
    "accountability:found_problem_detail": record("accountability.FoundProblem"),
    "accountability:found_problem_list": LISTED,
    "accountability:organisation_outcome_detail": record("accountability.OrganisationOutcome"),
    "accountability:organisation_outcome_list": LISTED,
    "accountability:person_outcome_detail": record("accountability.PersonOutcome"),
    "accountability:person_outcome_list": LISTED,
    "accountability:transfer_batch_detail": record("accountability.TransferBatch"),
    "accountability:transfer_batch_list": LISTED,
    "account_login": PUBLIC,
    "accounts:account_detail": elsewhere(KEPT),
    "accounts:account_list": LISTED,
    "accounts:add_passkey": elsewhere(OWN),
    "accounts:add_totp": elsewhere(OWN),
    "accounts:change_password": elsewhere(OWN),
    "accounts:clear_second_factors": elsewhere(KEPT),
    "accounts:close_account": elsewhere(KEPT),
    "accounts:end_other_sign_ins": elsewhere(OWN),
    "accounts:end_post": record("orgs.Post"),
    "accounts:end_sign_in": elsewhere(OWN),
    "accounts:give_post": elsewhere(KEPT),
    "accounts:open_account": PAGE,
    "accounts:own_account": PAGE,
    "accounts:post_list": LISTED,
    "accounts:remove_factor": elsewhere(OWN),
    "accounts:renew_recovery_codes": elsewhere(OWN),
    "accounts:reopen_account": elsewhere(KEPT),
    "accounts:reset_password": elsewhere(KEPT),
    "accounts:unlock_sign_in": elsewhere(KEPT),
    "api:accept_task": record("assignments.Task"),
    "api:api-root": elsewhere("the library's own name for the root; has no page"),
    "api:ask_extension": record("assignments.Task"),
    "api:bulletin_list": LISTED,
    "api:bulletin_trace": record("bulletins.Bulletin"),
    "api:call_list": LISTED,
    "api:campaign_list": LISTED,
    "api:chase_list": LISTED,
    "api:chase_tasks": record("assignments.Directive"),
    "api:decide_extension": record("assignments.Extension"),
    "api:directive_detail": record("assignments.Directive"),
    "api:directive_list": LISTED,
    "api:escalate_task": record("assignments.Task"),
    "api:figure": page(key="plans.filed"),
    "api:figure_table": page(key="plans.filed", dimension="level"),
    "api:hand_on_task": record("assignments.Task"),
    "api:issue_directive": elsewhere("writes at the address of api:directive_list: api/tests/test_assignments.py"),
    "api:measure_list": PAGE,
    "api:missing": record("assignments.Directive"),
    "api:notice_list": LISTED,
    "api:openapi-json": PUBLIC,
    "api:participation_list": LISTED,
    "api:pause_task": record("assignments.Task"),
    "api:programme_list": LISTED,
    "api:record_call": elsewhere("writes at the address of api:call_list: api/tests/test_chasing.py"),
    "api:refuse_answer": record("assignments.Task"),
    "api:resume_task": record("assignments.Task"),
    "api:return_task": record("assignments.Task"),
    "api:sign_answer": record("assignments.Task"),
    "api:sign_for_task": record("assignments.Task"),
    "api:submit_task": record("assignments.Task"),
    "api:submit_workbook": record("assignments.Task"),
    "api:task_detail": record("assignments.Task"),
    "api:task_form": record("assignments.Task"),
    "api:task_list": LISTED,
    "api:task_workbook": record("assignments.Task"),
    "api:unit_detail": record("orgs.Unit", names=REGISTRY),
    "api:unit_list": LISTED.but(names=REGISTRY),
    "assignments:accept_task": record("assignments.Task"),
    "assignments:accept_tasks": elsewhere("takes many numbers at once: assignments/tests/test_pages_of_judging.py"),
    "assignments:add_light_scheme": PAGE,
    "assignments:answer_chase": record("assignments.Chase"),
    "assignments:approve_burden": record("assignments.Directive"),
    "assignments:ask_extension": record("assignments.Task"),
    "assignments:audience_preview": record("assignments.Directive"),
    "assignments:call_detail": record("assignments.Call"),
    "assignments:call_list": LISTED,
    "assignments:chase_detail": record("assignments.Chase"),
    "assignments:chase_list": LISTED,
    "assignments:chase_tasks": record("assignments.Directive"),
    "assignments:directive_detail": record("assignments.Directive"),
    "assignments:directive_list": LISTED,
    "assignments:draft_directive": PAGE,
    "assignments:due_preview": PAGE,
    "assignments:edit_directive": record("assignments.Directive"),
    "assignments:escalate_task": record("assignments.Task"),
    "assignments:extension_detail": record("assignments.Extension"),
    "assignments:extension_list": LISTED,
    "assignments:hand_on_preview": record("assignments.Task"),
    "assignments:hand_on_task": record("assignments.Task"),
    "assignments:judge_task": record("assignments.Task"),
    "assignments:light_scheme_detail": elsewhere("a scheme is for everybody: assignments/tests/test_pages_of_calls.py"),
    "assignments:light_scheme_list": LISTED,
    "assignments:make_link": record("assignments.Task"),
    "assignments:make_links": record("assignments.Directive"),
    "assignments:missing": record("assignments.Directive"),
    "assignments:missing_letters": record("assignments.Directive", key="urging"),
    "assignments:missing_list": LISTED,
    "assignments:pause_task": record("assignments.Task"),
    "assignments:preview_chase": record("assignments.Directive"),
    "assignments:receipt": record("assignments.Task"),
    "assignments:record_call": record("orgs.Unit", names=REGISTRY),
    "assignments:record_task_call": record("assignments.Task"),
    "assignments:refuse_answer": record("assignments.Task"),
    "assignments:resume_task": record("assignments.Task"),
    "assignments:return_task": record("assignments.Task"),
    "assignments:reuse_answer": record("assignments.Task"),
    "assignments:returned_workbook_detail": elsewhere(
        "named by a random batch: assignments/tests/test_pages_of_returned.py asks as another unit"
    ),
    "assignments:returned_workbook_list": LISTED,
    "assignments:roll_up": record("assignments.Task"),
    "assignments:send_directive": record("assignments.Directive"),
    "assignments:set_audience": record("assignments.Directive"),
    "assignments:set_form": record("assignments.Directive"),
    "assignments:set_plan": record("assignments.Directive"),
    "assignments:sign_answer": record("assignments.Task"),
    "assignments:sign_for_task": record("assignments.Task"),
    "assignments:sign_page": record("assignments.Task"),
    "assignments:submission_detail": record("assignments.Submission"),
    "assignments:submit_task": record("assignments.Task"),
    "assignments:task_detail": record("assignments.Task"),
    "assignments:task_file": record("assignments.Task", file_pk="1"),
    "assignments:task_list": LISTED,
    "assignments:task_workbook": record("assignments.Task"),
    "assignments:turned_red": LISTED,
    "assignments:upload_workbook": record("assignments.Task"),
    "assignments:upload_workbooks": PAGE,
    "assignments:void_call": record("assignments.Call"),
    "assignments:withdraw_directive": record("assignments.Directive"),
    "assignments:withdraw_link": record("assignments.TaskLink"),
    "bulletins:bulletin_detail": record("bulletins.Bulletin"),
    "bulletins:bulletin_list": LISTED,
    "bulletins:download": record("bulletins.Bulletin", form="txt"),
    "bulletins:errata": record("bulletins.Bulletin"),
    "bulletins:figure": record("bulletins.Bulletin", index="1"),
    "campaigns:participation_detail": record("campaigns.Participation"),
    "campaigns:participation_list": LISTED,
    "campaigns:programme_detail": record("campaigns.Programme"),
    "campaigns:programme_list": LISTED,
    "desk:home": PAGE,
    "desk:ledger": PAGE,
    "desk:login": PUBLIC,
    "desk:logout": elsewhere("ends the session; takes and shows nothing"),
    "desk:measures": PAGE,
    "desk:missing": page(gauge="filed"),
    "desk:role_list": PAGE,
    "desk:search": PAGE,
    "desk:state": PAGE.but(names=LEADERS),
    "desk:unit": record("orgs.Unit", by="code", names=REGISTRY),
    "desk:unit_waiting": record("orgs.Unit", by="code", names=REGISTRY),
    "documents:document_detail": record("documents.IssuedDocument"),
    "documents:document_list": LISTED,
    "indicators:target_detail": record("indicators.Target"),
    "indicators:target_list": LISTED,
    "indicators:value_detail": record("indicators.ReportedValue"),
    "indicators:value_list": LISTED,
    "inspections:finding_detail": record("inspections.Finding"),
    "inspections:finding_list": LISTED,
    "inspections:reported_round_detail": record("inspections.ReportedRound"),
    "inspections:reported_round_list": LISTED,
    "inspections:round_detail": record("inspections.InspectionRound"),
    "inspections:round_list": LISTED,
    "inspections:team_detail": record("inspections.Team"),
    "inspections:team_list": LISTED,
    "inspections:visit_detail": record("inspections.Visit"),
    "inspections:visit_list": LISTED,
    "leads:lead_detail": record("leads.Lead"),
    "leads:lead_list": LISTED,
    "mfa_authenticate": PUBLIC,
    "mfa_login_webauthn": PUBLIC,
    "links:answer_by_link": elsewhere(BY_LINK),
    "links:link_receipt": elsewhere(BY_LINK),
    "links:open_link": elsewhere(BY_LINK),
    "links:send_link_code": elsewhere(BY_LINK),
    "links:verify_link": elsewhere(BY_LINK),
    "mobilisation:course_detail": record("mobilisation.TrainingCourse"),
    "mobilisation:course_list": LISTED,
    "mobilisation:instruction_detail": record("mobilisation.Instruction", names=INSTRUCTIONS),
    "mobilisation:instruction_list": LISTED.but(names=INSTRUCTIONS),
    "mobilisation:meeting_detail": record("mobilisation.Meeting"),
    "mobilisation:meeting_list": LISTED,
    "mobilisation:relay_detail": record("mobilisation.Relay"),
    "mobilisation:relay_list": LISTED,
    "notices:approve_wording": PAGE,
    "notices:delivery_report": elsewhere("the gateway's own, by a shared secret: notices/tests/test_views.py"),
    "notices:message_detail": record("notices.Message"),
    "notices:message_list": LISTED,
    "notices:notice_detail": record("notices.Notice"),
    "notices:notice_list": LISTED,
    "notices:read_messages": PAGE,
    "notices:retry_notices": PAGE,
    "notices:set_sending_hours": PAGE,
    "notices:wording_detail": record("notices.Wording"),
    "notices:wording_list": LISTED,
    "oidc_login": PUBLIC,
    "openid_connect_callback": PUBLIC,
    "orgs:act_in_post": elsewhere("chooses one of the own posts: orgs/tests/test_delegations.py"),
    "orgs:answerable": PAGE.but(names=REGISTRY),
    "orgs:assign_responsibility": record("orgs.Unit", names=REGISTRY),
    "orgs:change_unit": record("orgs.Unit", names=REGISTRY),
    "orgs:close_unit": record("orgs.Unit", names=REGISTRY),
    "orgs:correct_leading_group": record("orgs.LeadingGroup", names=LEADERS),
    "orgs:correct_responsibility": record("orgs.Responsibility", names=LEADERS),
    "orgs:coverage_list": LISTED,
    "orgs:delegation_detail": record("orgs.Delegation"),
    "orgs:delegation_list": LISTED,
    "orgs:end_contact": record("orgs.Contact"),
    "orgs:end_delegation": record("orgs.Delegation"),
    "orgs:end_responsibility": record("orgs.Responsibility", names=LEADERS),
    "orgs:found_leading_group": record("orgs.Unit", names=REGISTRY),
    "orgs:leading_group_detail": record("orgs.LeadingGroup", names=LEADERS),
    "orgs:leading_group_list": LISTED.but(names=LEADERS),
    "orgs:make_delegation": PAGE,
    "orgs:make_token": PAGE,
    "orgs:merge_units": record("orgs.Unit", names=REGISTRY),
    "orgs:place_unit": record("orgs.Unit", names=REGISTRY),
    "orgs:rename_unit": record("orgs.Unit", names=REGISTRY),
    "orgs:responsibility_detail": record("orgs.Responsibility", names=LEADERS),
    "orgs:responsibility_list": LISTED.but(names=LEADERS),
    "orgs:revoke_token": elsewhere("of one post alone: orgs/tests/test_tokens_pages.py"),
    "orgs:set_contact": record("orgs.Unit", kind="LIAISON"),
    "orgs:split_unit": record("orgs.Unit", names=REGISTRY),
    "orgs:token_list": PAGE,
    "orgs:unit_contacts": record("orgs.Unit"),
    "orgs:unit_detail": record("orgs.Unit", names=REGISTRY),
    "orgs:unit_list": LISTED.but(names=REGISTRY),
    "orgs:unit_order": record("orgs.Unit", names=REGISTRY),
    "papers:add_layout": page(key="assignments.task"),
    "papers:batch_file": elsewhere(BATCH),
    "papers:built_in_template": page(key="assignments.order"),
    "papers:edit_layout": page(key="assignments.task", name="样式1"),
    "papers:explain_gap": PAGE,
    "papers:layout_list": PAGE,
    "papers:make_paper": page(key="assignments.supervision"),
    "papers:paper_batch": elsewhere(BATCH),
    "papers:paper_detail": record("papers.Paper"),
    "papers:paper_list": LISTED,
    "papers:paper_pdf": record("papers.Paper"),
    "papers:paper_word": record("papers.Paper"),
    "papers:replace_paper": record("papers.Paper"),
    "papers:reserve_numbers": PAGE,
    "papers:restore_layout": page(key="assignments.task", name="样式1", version="1"),
    "papers:retire_template": record("papers.PaperTemplate"),
    "papers:series_list": PAGE,
    "papers:series_page": PAGE,
    "papers:skip_numbers": PAGE,
    "papers:take_out_layout": page(key="assignments.task", name="样式1"),
    "papers:template_list": PAGE,
    "papers:template_word": record("papers.PaperTemplate"),
    "papers:upload_template": page(key="assignments.order"),
    "papers:void_number": PAGE,
    "papers:void_paper": record("papers.Paper"),
    "plans:close_round": record("plans.ReviewRound"),
    "plans:correct_round": record("plans.ReviewRound"),
    "plans:filing_detail": record("plans.PlanFiling"),
    "plans:filing_list": LISTED,
    "plans:round_detail": record("plans.ReviewRound"),
    "plans:round_list": LISTED,
    "problems:problem_detail": record("problems.TargetProblem"),
    "problems:problem_list": LISTED,
    "publicity:article_detail": record("publicity.Article"),
    "publicity:article_list": LISTED,
    "publicity:column_detail": record("publicity.MediaColumn"),
    "publicity:column_list": LISTED,
    "publicity:interview_detail": record("publicity.Interview"),
    "publicity:interview_list": LISTED,
    "publicity:material_detail": record("publicity.Material"),
    "publicity:material_list": LISTED,
    "set_language": elsewhere("Django's own; chooses a language and shows nothing"),
}
