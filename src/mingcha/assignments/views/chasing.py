"""Who is missing, and reminding them (未报名单、短信催办、电话记录、提级督办)."""

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mingcha.assignments import actions
from mingcha.assignments.choices import CallDirection, ChaseChannel
from mingcha.assignments.forms._base import RefusedForm
from mingcha.assignments.forms.chasing import ChosenForm, EscalateForm, LineCallForm
from mingcha.assignments.models import Directive, Task
from mingcha.assignments.queries import chasing, lights, standing, verbs
from mingcha.assignments.queries.reminding import chase_preview, next_level_of
from mingcha.assignments.views._cells import AddedCell, LightCell
from mingcha.assignments.views._writing import is_written, sent
from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.ui import exports, lists
from mingcha.ui.records import RecordKind

MISSING = RecordKind("assignments.missing", Directive, "未报名单", headline="title", unit_field="")
RED = RecordKind("assignments.turned_red", Task, "新转红", headline="directive__title")
LETTERS = {
    "urging": ("assignments.urging", "pk", chasing.chosen_missing),
    "reminder": ("assignments.reminder", "unit_id", chasing.chosen_late),
}
"""Word in the address -> kind of paper, of what record, for which of the chosen tasks."""

MOST_LETTERS = 200
MOST_NAMES = 20
ADDED = {
    "liaison": gettext_lazy("联络员"),
    "liaison_mobile": gettext_lazy("手机"),
    "deputy_in_charge": gettext_lazy("分管领导"),
    "times_chased": gettext_lazy("已催次数"),
    "last_reply": gettext_lazy("上次答复"),
}
COUNTS = {
    "asked_count": gettext_lazy("应报"),
    "answered_count": gettext_lazy("已报"),
    "missing_count": gettext_lazy("未报"),
    "overdue_count": gettext_lazy("其中逾期"),
}


class _TitleCell(lists.Cell):
    """The title of a directive, leading to who is missing."""

    def render(self, record: Model) -> str:
        """A link to the list by name."""
        url = reverse("assignments:missing", args=[record.pk])
        return format_html('<a href="{}">{}</a>', url, getattr(record, "title", ""))


def _missing_table() -> type[lists.RecordTable]:
    table = lists.table_for(Directive, ("title", "due_on", "unit"))
    table.base_columns["title"] = _TitleCell(Directive, "title", is_first=True)
    for path, label in COUNTS.items():
        table.base_columns[path] = AddedCell(Directive, path, label, is_number=True)
    return table


def _sheet_table() -> type[lists.RecordTable]:
    table = lists.table_for(Task, ("unit", "plan_task"))
    for path, label in ADDED.items():
        table.base_columns[path] = AddedCell(Task, path, label)
    table.base_columns["due_on"] = lists.Cell(Task, "due_on", is_first=False)
    table.base_columns["light"] = LightCell(Task)
    return table


@staff_page
def missing_list(request: StaffRequest) -> HttpResponse:
    """What the reader's side asked and not all have answered, the earliest due first (未报名单)."""
    verbs.missing_opened_for(request.actor)
    return lists.record_list(
        request,
        queryset=chasing.directives_missing(request.actor),
        table=_missing_table(),
        filterset=lists.filterset_for(Directive, ("due_on",), search=("title",)),
        kind=MISSING,
    )


@staff_page
def turned_red(request: StaffRequest) -> HttpResponse:
    """Tasks that turned red since the last working day (新转红)."""
    verbs.missing_opened_for(request.actor)
    table = lists.table_for(Task, ("unit", "directive__title", "state", "due_on"))
    table.base_columns["light"] = LightCell(Task)
    return lists.record_list(
        request,
        queryset=lights.turned_red(request.actor),
        table=table,
        filterset=lists.filterset_for(Task, ("directive", "unit"), search=("unit__name", "directive__title")),
        kind=RED,
    )


@staff_page
def missing(request: StaffRequest, pk: int) -> HttpResponse:
    """Who has not answered, by name, with whom to turn to and what was done already (未报名单)."""
    directive = _asked(request, pk)
    rows = chasing.missing_rows(directive, request.actor)
    if exports.format_asked(request):
        return cast("HttpResponse", exports.exported(request, table=_sheet_table()(rows), kind=MISSING))
    shown = list(rows[: chasing.MOST_ROWS])
    words = {
        "directive": directive,
        "counts": standing.standing(directive, request.actor, clock.today()),
        "rows": shown,
        "unreachable": [row.unit.short_name for row in shown if not row.liaison_mobile],
        "most_names": f":{MOST_NAMES}",
        "today": clock.today(),
        "has_plan": any(row.plan_task_id for row in shown),
    }
    return render(request, "assignments/missing.html", words)


@require_POST
@staff_page
def preview_chase(request: StaffRequest, pk: int) -> HttpResponse:
    """The text of a reminder and exactly the units that will get it, before it goes out (催办预览)."""
    directive = _asked(request, pk)
    form = ChosenForm(request.POST)
    form.is_valid()
    return _preview_page(request, directive, form)


@require_POST
@staff_page
def chase_tasks(request: StaffRequest, pk: int) -> HttpResponse:
    """Remind the units that the preview named (催办)."""
    directive = _asked(request, pk)
    form = ChosenForm(request.POST)
    form.is_valid()
    chosen = chasing.chosen_tasks(directive, request.actor, form.ids())
    try:
        made = actions.chase_tasks(chosen, actor=request.actor, channel=form.by)
    except BadValue as error:
        return _preview_page(request, directive, form, error=str(error))
    count = len({row.unit_id for row in made})
    says = ngettext("已催办 %(count)d 个单位。", "已催办 %(count)d 个单位。", count)
    messages.success(request, says % {"count": count})
    return redirect("assignments:missing", pk)


@require_POST
@staff_page
def missing_letters(request: StaffRequest, pk: int, key: str) -> HttpResponse:
    """Go on to making a letter for each chosen unit (催办函、工作提醒函)."""
    directive = _asked(request, pk)
    if key not in LETTERS:
        raise Http404
    kind, record, choose = LETTERS[key]
    chosen = choose(directive, request.actor, ChosenForm(request.POST).ids())
    records = list(dict.fromkeys(getattr(task, record) for task in chosen))[:MOST_LETTERS]
    if not records:
        messages.warning(request, gettext("没有选中可以发函的单位：请先在表中勾选，工作提醒函只给逾期的。"))
        return redirect("assignments:missing", pk)
    if len(chosen) > MOST_LETTERS:
        messages.warning(request, gettext("一次最多出具 %(most)d 份，先出具前面的。") % {"most": MOST_LETTERS})
    asked = urlencode([("record", one) for one in records])
    return redirect(f"{reverse('papers:make_paper', args=[kind])}?{asked}")


@require_http_methods(["GET", "POST"])
@staff_page
def record_task_call(request: StaffRequest, pk: int) -> HttpResponse:
    """Write a call about a task down in one line (电话记录)."""
    task = _task(request, pk, "record_task_call")
    initial = {"direction": CallDirection.OUT, "who": gettext("联络员")}
    form = LineCallForm(sent(request), initial=initial)

    def write() -> None:
        actions.record_call(task.unit, actor=request.actor, note=form.note, task=task)

    if is_written(form, write):
        return _back_to_row(request, task, gettext("已记录通话。"))
    return _row_form(request, task, form, "assignments/_call_form.html")


@require_http_methods(["GET", "POST"])
@staff_page
def escalate_task(request: StaffRequest, pk: int) -> HttpResponse:
    """Turn to the next one up the contact tree, who is named before (提级督办)."""
    task = _task(request, pk, "escalate_task")
    form = EscalateForm(sent(request))
    if is_written(form, lambda: actions.escalate_task(task, actor=request.actor, **form.cleaned_data)):
        return _back_to_row(request, task, gettext("已提级督办。"))
    return _row_form(request, task, form, "assignments/_escalate_form.html", level=next_level_of(task))


def _asked(request: StaffRequest, pk: int) -> Directive:
    directive = get_object_or_404(standing.directive_for_page(request.actor), pk=pk)
    return verbs.directive_opened_for("chase_tasks", request.actor, directive)


def _task(request: StaffRequest, pk: int, verb: str) -> Task:
    task = get_object_or_404(standing.task_for_page(request.actor), pk=pk)
    return verbs.task_opened_for(verb, request.actor, task)


def _preview_page(request: StaffRequest, directive: Directive, form: ChosenForm, error: str = "") -> HttpResponse:
    chosen = chasing.chosen_missing(directive, request.actor, form.ids())
    words = {
        "directive": directive,
        "channel": ChaseChannel(form.by),
        "is_sms": form.by == ChaseChannel.SMS,
        "preview": chase_preview(chosen, by_sms=form.by == ChaseChannel.SMS),
        "all_tasks": ",".join(str(task.pk) for task in chosen),
        "error": error,
    }
    return render(request, "assignments/preview_chase.html", words, status=422 if error else 200)


def _is_partial(request: StaffRequest) -> bool:
    return "HX-Request" in request.headers


def _row_form(request: StaffRequest, task: Task, form: RefusedForm, template: str, **more: Any) -> HttpResponse:
    """The form below its row where htmx asks, else on a page of its own."""
    words = {"task": task, "form": form, "part": template, **more}
    page = template if _is_partial(request) else "assignments/chase_form.html"
    response = render(request, page, words, status=422 if form.is_bound else 200)
    if form.is_bound:  # a form that is found wrong comes back where it was, it does not take the place of the row
        response.headers["HX-Retarget"] = f"#act-{task.pk}"
        response.headers["HX-Reswap"] = "innerHTML"
    patch_vary_headers(response, ["HX-Request"])
    return response


def _back_to_row(request: StaffRequest, task: Task, said: str) -> HttpResponse:
    """The row as it is now where htmx asks, else the task's page."""
    if not _is_partial(request):
        messages.success(request, said)
        return redirect("assignments:task_detail", task.pk)
    row = chasing.missing_rows(task.directive, request.actor).filter(pk=task.pk).first()
    is_unticked = str(task.pk) not in request.POST.getlist("task")
    words = {"row": row, "today": clock.today(), "said": said, "is_unticked": is_unticked}
    return render(request, "assignments/_missing_row.html", words)
