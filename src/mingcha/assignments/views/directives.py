"""Pages of directives: the list, one directive with who has answered and who has not, withdrawing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from mingcha.assignments import access, actions, queries
from mingcha.assignments.choices import DirectiveState
from mingcha.assignments.forms.terms import ReasonForm
from mingcha.assignments.models import Directive
from mingcha.assignments.queries import drafting, reading, standing, verbs
from mingcha.assignments.views._writing import form_page, is_written, sent
from mingcha.kernel import clock
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.papers import queries as papers
from mingcha.ui import details, lists
from mingcha.ui.records import kind_by_key

DIRECTIVE_COLUMNS = ("title", "state", "unit", "year", "number", "happened_on", "due_on", "minutes_needed")
LABELS = {
    "send_directive": gettext_lazy("核对交办"),
    "edit_directive": gettext_lazy("改草稿"),
    "make_links": gettext_lazy("发送免登录链接"),
    "withdraw_directive": gettext_lazy("撤回"),
}


@staff_page
def directive_list(request: StaffRequest) -> HttpResponse:
    """Directives, newest first (交办事项)."""
    may_draft = access.may_issue_directive(request.actor)
    return lists.record_list(
        request,
        queryset=queries.directives(request.actor),
        table=lists.table_for(Directive, DIRECTIVE_COLUMNS),
        filterset=lists.filterset_for(
            Directive, ("state", "unit", "year", "happened_on", "due_on"), search=("title", "asks")
        ),
        kind=kind_by_key("assignments.directive"),
        above=render_to_string("assignments/_new_directive.html", request=request) if may_draft else "",
    )


@staff_page
def directive_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """What is asked, how many stand where, and by name who has answered and who has not."""
    directive = get_object_or_404(standing.directive_for_page(request.actor), pk=pk)
    is_draft = directive.state == DirectiveState.DRAFT
    words: dict[str, Any] = {
        "directive": directive,
        "kind": kind_by_key("assignments.directive"),
        "standing": details.Standing.of(directive),
        "links": _links(request, directive),
        "papers": papers.links(directive, request.actor),
        "fields": reading.form_fields(pk),
        "plan": drafting.plan_lines(directive),
        "today": clock.today(),
        "tasks_url": f"{reverse('assignments:task_list')}?directive={pk}",
    }
    words |= _drafted(directive) if is_draft else _standing(request, directive)
    if not words["plan"]:
        words.pop("progress", None)
    return render(request, "assignments/directive_detail.html", words)


def _drafted(directive: Directive) -> dict[str, Any]:
    """Whom a draft would go to."""
    preview = drafting.audience_preview(directive.audience, directive)
    return {"preview": preview, "burden": queries.burden_of(directive)}


def _standing(request: StaffRequest, directive: Directive) -> dict[str, Any]:
    """Who has answered, who has not, how far each is."""
    return {
        "counts": standing.standing(directive, request.actor, clock.today()),
        "missing": standing.missing_tasks(directive, request.actor),
        "answered": standing.answered_tasks(directive, request.actor),
        "progress": standing.unit_standings(directive, request.actor),
    }


def _links(request: StaffRequest, directive: Directive) -> list[details.Link]:
    """What the reader may do with it, and the list of its tasks."""
    open_verbs = verbs.verbs_of_directive(request.actor, directive)
    may = [verb for verb in LABELS if verb in open_verbs]
    links = [
        details.Link(str(LABELS[verb]), reverse(f"assignments:{verb}", args=[directive.pk]), verb == "send_directive")
        for verb in may
    ]
    if verbs.is_burden_open(request.actor, directive):
        links.append(details.Link(gettext("超负担审批"), reverse("assignments:approve_burden", args=[directive.pk])))
    if "chase_tasks" in open_verbs:
        links.insert(0, details.Link(gettext("未报名单"), reverse("assignments:missing", args=[directive.pk])))
    if directive.state != DirectiveState.DRAFT:
        tasks = f"{reverse('assignments:task_list')}?directive={directive.pk}"
        links.append(details.Link(gettext("各单位办理情况"), tasks, is_primary=False))
    return links


@require_http_methods(["GET", "POST"])
@staff_page
def withdraw_directive(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a directive back with a reason (撤回)."""
    directive = get_object_or_404(standing.directive_for_page(request.actor), pk=pk)
    verbs.directive_opened_for("withdraw_directive", request.actor, directive)
    form = ReasonForm(sent(request))
    if is_written(form, lambda: actions.withdraw_directive(directive, actor=request.actor, **form.cleaned_data)):
        messages.success(request, gettext("已撤回。"))
        return redirect("assignments:directive_detail", pk)
    return form_page(request, "assignments/withdraw_directive.html", {"directive": directive, "form": form})
