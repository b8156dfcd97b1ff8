"""Addresses of assignments; `links` are those that one-time links open, without an account."""

from django.urls import path

from mingcha.assignments.views import answering, directives, drafting, handing_on, judging, links, tasks, terms
from mingcha.assignments.views import workbooks

app_name = "assignments"
urlpatterns = [
    path("directives/", directives.directive_list, name="directive_list"),
    path("directives/draft/", drafting.draft_directive, name="draft_directive"),
    path("directives/due/", drafting.due_preview, name="due_preview"),
    path("directives/<int:pk>/", directives.directive_detail, name="directive_detail"),
    path("directives/<int:pk>/edit/", drafting.edit_directive, name="edit_directive"),
    path("directives/<int:pk>/form/", drafting.set_form, name="set_form"),
    path("directives/<int:pk>/plan/", drafting.set_plan, name="set_plan"),
    path("directives/<int:pk>/audience/", drafting.set_audience, name="set_audience"),
    path("directives/<int:pk>/audience/preview/", drafting.audience_preview, name="audience_preview"),
    path("directives/<int:pk>/approve/", drafting.approve_burden, name="approve_burden"),
    path("directives/<int:pk>/send/", drafting.send_directive, name="send_directive"),
    path("directives/<int:pk>/withdraw/", directives.withdraw_directive, name="withdraw_directive"),
    path("directives/<int:pk>/links/", links.make_links, name="make_links"),
    path("tasks/", tasks.task_list, name="task_list"),
    path("tasks/accept/", judging.accept_tasks, name="accept_tasks"),
    path("tasks/<int:pk>/", tasks.task_detail, name="task_detail"),
    path("tasks/<int:pk>/sign/", tasks.sign_for_task, name="sign_for_task"),
    path("tasks/<int:pk>/receipt/", tasks.receipt, name="receipt"),
    path("tasks/<int:pk>/answer/", answering.submit_task, name="submit_task"),
    path("tasks/<int:pk>/workbook/", workbooks.task_workbook, name="task_workbook"),
    path("tasks/<int:pk>/workbook/upload/", workbooks.upload_workbook, name="upload_workbook"),
    path("tasks/<int:pk>/reuse/", answering.reuse_answer, name="reuse_answer"),
    path("tasks/<int:pk>/head/", answering.sign_page, name="sign_page"),
    path("tasks/<int:pk>/head/sign/", answering.sign_answer, name="sign_answer"),
    path("tasks/<int:pk>/head/refuse/", answering.refuse_answer, name="refuse_answer"),
    path("tasks/<int:pk>/files/<int:file_pk>/", answering.task_file, name="task_file"),
    path("tasks/<int:pk>/judge/", judging.judge_task, name="judge_task"),
    path("tasks/<int:pk>/accept/", judging.accept_task, name="accept_task"),
    path("tasks/<int:pk>/return/", judging.return_task, name="return_task"),
    path("tasks/<int:pk>/link/", links.make_link, name="make_link"),
    path("links/<int:pk>/withdraw/", links.withdraw_link, name="withdraw_link"),
    path("tasks/<int:pk>/hand-on/", handing_on.hand_on_task, name="hand_on_task"),
    path("tasks/<int:pk>/hand-on/preview/", handing_on.hand_on_preview, name="hand_on_preview"),
    path("tasks/<int:pk>/roll-up/", handing_on.roll_up, name="roll_up"),
    path("tasks/<int:pk>/extension/", terms.ask_extension, name="ask_extension"),
    path("tasks/<int:pk>/pause/", terms.pause_task, name="pause_task"),
    path("tasks/<int:pk>/resume/", terms.resume_task, name="resume_task"),
    path("submissions/<int:pk>/", judging.submission_detail, name="submission_detail"),
    path("extensions/", terms.extension_list, name="extension_list"),
    path("extensions/<int:pk>/", terms.extension_detail, name="extension_detail"),
]
