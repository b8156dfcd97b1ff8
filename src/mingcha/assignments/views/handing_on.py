"""Handing a task on to units below, and taking their answers up (二次交办、下级汇总)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.assignments import actions, queries
from mingcha.assignments.forms.handing_on import HandOnForm
from mingcha.assignments.queries import drafting, filling, standing, verbs
from mingcha.assignments.views._writing import form_page, is_written, sent
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.orgs.choices import Line


@require_http_methods(["GET", "POST"])
@staff_page
def hand_on_task(request: StaffRequest, pk: int) -> HttpResponse:
    """Hand a task on to chosen units below, due earlier (二次交办)."""
    task = get_object_or_404(standing.task_for_page(request.actor), pk=pk)
    verbs.task_opened_for("hand_on_task", request.actor, task)
    line = _line(request.POST.get("line") or request.GET.get("line", ""))
    below = drafting.units_below(task.unit, line)
    form = HandOnForm(sent(request), below=below, initial=HandOnForm.of(task, line))
    made = []

    def hand_on() -> None:
        asked, units = form.asked(task), form.chosen
        made.append(actions.hand_on_task(task, actor=request.actor, asked=asked, units=units, line=line))

    if is_written(form, hand_on):
        messages.success(request, gettext("已二次交办：%(directive)s。") % {"directive": made[0]})
        return redirect("assignments:directive_detail", made[0].pk)
    chosen = set(request.POST.getlist("units"))
    words = {
        "task": task,
        "form": form,
        "line": line,
        "chain": standing.due_chain(task),
        "choices": drafting.option_groups(below, chosen),
        "preview": drafting.preview_of([unit for unit in below if str(unit.pk) in chosen]),
    }
    return form_page(request, "assignments/hand_on_task.html", words)


@require_GET
@staff_page
def hand_on_preview(request: StaffRequest, pk: int) -> HttpResponse:
    """The units that stand below on a line, and the names chosen so far (预览名单)."""
    task = get_object_or_404(standing.task_for_page(request.actor), pk=pk)
    verbs.task_opened_for("hand_on_task", request.actor, task)
    wanted = set(request.GET.getlist("units"))
    below = drafting.units_below(task.unit, _line(request.GET.get("line", "")))
    preview = drafting.preview_of([unit for unit in below if str(unit.pk) in wanted])
    return render(request, "assignments/_audience.html", {"preview": preview})


@require_POST
@staff_page
def roll_up(request: StaffRequest, pk: int) -> HttpResponse:
    """Take the answers of the units below into the own draft, sums and rows together (下级汇总)."""
    task = get_object_or_404(standing.task_for_page(request.actor), pk=pk)
    verbs.task_opened_for("submit_task", request.actor, task)
    draft = filling.draft_of(task, request.actor)
    values = {**(draft.values if draft else {}), **queries.roll_up(task)}
    answer, version = (draft.answer, draft.version) if draft else ("", 0)
    actions.save_draft(task, actor=request.actor, values=values, answer=answer, version=version)
    messages.success(request, gettext("下级已报的数据已汇总到草稿，请核对后报送。"))
    return redirect("assignments:submit_task", pk)


def _line(said: str) -> str:
    return said if said in Line.values else Line.TERRITORY.value
