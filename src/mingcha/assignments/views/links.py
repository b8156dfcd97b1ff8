"""One-time links on the desk: sent to one unit's contact or to many units, listed, withdrawn (免登录链接)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from mingcha.assignments import actions
from mingcha.assignments.forms.links import ReceiverForm
from mingcha.assignments.models import TaskLink
from mingcha.assignments.queries import links, standing, verbs
from mingcha.assignments.views._writing import form_page, is_written, sent
from mingcha.kernel.errors import BadValue
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.orgs.queries import contacts_seen_by


@require_http_methods(["GET", "POST"])
@staff_page
def make_link(request: StaffRequest, pk: int) -> HttpResponse:
    """Have a link sent to one of the unit's contacts (发送免登录链接)."""
    task = get_object_or_404(standing.task_for_page(request.actor), pk=pk)
    verbs.task_opened_for("make_link", request.actor, task)
    contacts = links.reachable(contacts_seen_by(request.actor, [task.unit_id])[task.unit_id])
    form = ReceiverForm(sent(request), contacts=contacts)
    if is_written(form, lambda: actions.make_link(task, actor=request.actor, contact=form.chosen)):
        messages.success(request, gettext("链接已交发送，到期或用过即失效。"))
        return redirect("assignments:task_detail", pk)
    words = {"task": task, "form": form, "contacts": contacts}
    return form_page(request, "assignments/make_link.html", words)


@require_http_methods(["GET", "POST"])
@staff_page
def make_links(request: StaffRequest, pk: int) -> HttpResponse:
    """Have links sent to chosen units that have not answered, those without a number shown by name (批量发送).

    `choose`: units chosen on the list of missing ones, shown here with whom each link goes to before any is sent.
    """
    directive = get_object_or_404(standing.directive_for_page(request.actor), pk=pk)
    verbs.directive_opened_for("make_links", request.actor, directive)
    receivers = links.receivers(directive, request.actor)
    asked, error = set(request.POST.getlist("task")), ""
    if request.method == "POST" and "choose" not in request.POST:
        chosen = [(one.task, one.contact) for one in receivers if one.contact and str(one.task.pk) in asked]
        try:
            made = actions.make_links(directive, actor=request.actor, chosen=chosen)
        except BadValue as refused:
            error = str(refused)
        else:
            messages.success(request, gettext("已交发送 %(n)d 条链接。") % {"n": len(made)})
            return redirect("assignments:directive_detail", pk)
    words = {
        "directive": directive,
        "receivers": [one for one in receivers if one.contact],
        "silent": [one for one in receivers if not one.contact],
        "asked": asked,
        "error": error,
    }
    return render(request, "assignments/make_links.html", words, status=422 if error else 200)


@require_POST
@staff_page
def withdraw_link(request: StaffRequest, pk: int) -> HttpResponse:
    """Withdraw a link (撤回链接)."""
    visible = TaskLink.objects.visible_to(request.actor)
    link = get_object_or_404(visible.select_related("task__directive"), pk=pk)
    actions.withdraw_link(link, actor=request.actor)
    messages.success(request, gettext("链接已撤回，不能再打开。"))
    return redirect("assignments:task_detail", link.task_id)
