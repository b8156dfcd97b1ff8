"""Drafting a directive, step by step: card, form, work plan, audience, then check and issue (拟稿到交办)."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.assignments import actions, queries
from mingcha.assignments.forms.asked import AskedForm, LimitForm, due_of
from mingcha.assignments.forms.audience import AudienceForm
from mingcha.assignments.forms.fields import FieldForm, shown_fields
from mingcha.assignments.forms.plan import PlanTaskForm, by_name, shown_plan
from mingcha.assignments.forms.rows import RowSet
from mingcha.assignments.forms.terms import NoteForm
from mingcha.assignments.models import Directive
from mingcha.assignments.queries import drafting, reading, standing, verbs
from mingcha.assignments.views._writing import form_page, is_written, sent
from mingcha.campaigns.queries import current_campaign
from mingcha.kernel.errors import BadForm, BadValue, NotThere
from mingcha.orgs.acting import StaffRequest, staff_page

STEPS = (
    ("edit_directive", gettext_lazy("交办卡")),
    ("set_form", gettext_lazy("填报项")),
    ("set_plan", gettext_lazy("工作方案")),
    ("set_audience", gettext_lazy("交办范围")),
    ("send_directive", gettext_lazy("核对交办")),
)


@require_http_methods(["GET", "POST"])
@staff_page
def draft_directive(request: StaffRequest) -> HttpResponse:
    """Begin a directive (拟交办事项)."""
    verbs.may_draft(request.actor)
    campaign = current_campaign(request.actor)
    if campaign is None:
        raise NotThere(gettext("集中整顿"))
    form = AskedForm(sent(request), initial={"limit_unit": "DATE"})
    drafted: list[Directive] = []

    def draft() -> None:
        drafted.append(actions.draft_directive(campaign, actor=request.actor, asked=form.asked()))

    if is_written(form, draft):
        messages.success(request, gettext("已存为草稿，还没有交办。下一步：填报项。"))
        return redirect("assignments:set_form", drafted[0].pk)
    return form_page(request, "assignments/draft_directive.html", {"form": form, "asker": request.actor})


@require_http_methods(["GET", "POST"])
@staff_page
def edit_directive(request: StaffRequest, pk: int) -> HttpResponse:
    """Change the card of a draft (改交办卡)."""
    directive = _draft(request, pk)
    form = AskedForm(sent(request), initial=AskedForm.of(directive))
    if is_written(form, lambda: actions.edit_directive(directive, actor=request.actor, asked=form.asked())):
        messages.success(request, gettext("交办卡已保存。"))
        return redirect("assignments:set_form", pk)
    words = {**_step(directive, "edit_directive"), "form": form, "asker": directive.asked_by}
    return form_page(request, "assignments/draft_directive.html", words)


@require_GET
@staff_page
def due_preview(request: StaffRequest) -> HttpResponse:
    """The day a time limit ends, while it is typed (期限试算)."""
    form = LimitForm(request.GET)
    return render(request, "assignments/_due.html", {"due": due_of(form), "form": form})


@require_http_methods(["GET", "POST"])
@staff_page
def set_form(request: StaffRequest, pk: int) -> HttpResponse:
    """Build the form of a draft (设填报项)."""
    directive = _draft(request, pk)
    given = sent(request)
    rows = RowSet(FieldForm, sent=given, kept=shown_fields(reading.form_fields(pk)) if given is None else ())

    def write() -> None:
        fields = [row.row(number) for number, row in enumerate(rows.rows, start=1)]
        try:
            actions.set_form(directive, actor=request.actor, fields=fields)
        except BadForm as error:
            places = {field.code: place for place, field in enumerate(fields)}
            for wrong in error.errors:
                rows.refuse(places.get(wrong.code, 0), wrong.message)
            raise

    def write_next() -> HttpResponse | None:
        return _rows_written(
            request, rows, write, gettext("填报项已保存。"), reverse("assignments:set_plan", args=[pk])
        )

    return _rows_page(request, rows, write_next, "assignments/set_form.html", _step(directive, "set_form"))


@require_http_methods(["GET", "POST"])
@staff_page
def set_plan(request: StaffRequest, pk: int) -> HttpResponse:
    """Break a draft into numbered tasks (设工作方案)."""
    directive = _draft(request, pk)
    given = sent(request)
    rows = RowSet(PlanTaskForm, sent=given, kept=shown_plan(drafting.plan_lines(directive)) if given is None else ())
    units = drafting.audience_choices(directive)

    def write() -> None:
        named = by_name(units)
        written = [row.row(named) for row in rows.rows]
        if None in written:
            raise BadValue(gettext("有的单位没有找到"))
        actions.set_plan(directive, actor=request.actor, rows=[row for row in written if row])

    def write_next() -> HttpResponse | None:
        return _rows_written(
            request, rows, write, gettext("工作方案已保存。"), reverse("assignments:send_directive", args=[pk])
        )

    words = {**_step(directive, "set_plan"), "units": units}
    return _rows_page(request, rows, write_next, "assignments/set_plan.html", words)


def _rows_page(
    request: StaffRequest,
    rows: RowSet[Any],
    write_next: Callable[[], HttpResponse | None],
    template: str,
    words: dict[str, Any],
) -> HttpResponse:
    """A page of rows: shown, changed by one of its buttons, or written."""
    button = request.POST.get("edit", "")
    if button:
        rows.edit(button)
    elif request.method == "POST":
        response = write_next()
        if response is not None:
            return response
    is_wrong = request.method == "POST" and not button
    return render(request, template, {**words, "rows": rows}, status=422 if is_wrong else 200)


def _rows_written(
    request: StaffRequest, rows: RowSet[Any], write: Callable[[], None], said: str, onward: str
) -> HttpResponse | None:
    """The way on after rows were written, None where something is wrong."""
    if not rows.is_valid():
        return None
    try:
        write()
    except BadValue as error:
        if not rows.has_errors:
            rows.refuse(0, str(error))
        return None
    messages.success(request, said)
    return redirect(onward)


@require_http_methods(["GET", "POST"])
@staff_page
def set_audience(request: StaffRequest, pk: int) -> HttpResponse:
    """Choose who is asked, names shown before (定交办范围)."""
    directive = _draft(request, pk)
    named = by_name(drafting.audience_choices(directive))
    form = AudienceForm(sent(request), named=named, initial=AudienceForm.of(directive.audience, named))
    if is_written(form, lambda: actions.set_audience(directive, actor=request.actor, selector=form.selector)):
        messages.success(request, gettext("交办范围已保存。"))
        return redirect("assignments:send_directive", pk)
    preview = drafting.audience_preview(directive.audience, directive)
    return form_page(
        request,
        "assignments/set_audience.html",
        {**_step(directive, "set_audience"), "form": form, "preview": preview},
    )


@require_GET
@staff_page
def audience_preview(request: StaffRequest, pk: int) -> HttpResponse:
    """The names a selector finds today (预览名单)."""
    directive = _draft(request, pk)
    form = AudienceForm(request.GET, named=by_name(drafting.audience_choices(directive)))
    selector = form.selector if form.is_valid() else ""
    words = {"form": form, "preview": drafting.audience_preview(selector, directive)}
    return render(request, "assignments/_audience.html", words)


@require_http_methods(["GET", "POST"])
@staff_page
def send_directive(request: StaffRequest, pk: int) -> HttpResponse:
    """Check everything once more, then issue: the names become the denominator (核对并交办)."""
    directive = _draft(request, pk)
    error = ""
    if request.method == "POST":
        try:
            actions.send_directive(directive, actor=request.actor)
        except BadValue as refused:
            error = str(refused)
        else:
            directive.refresh_from_db()
            messages.success(request, gettext("已交办：%(directive)s。") % {"directive": directive})
            return redirect("assignments:directive_detail", pk)
    words = {**_step(directive, "send_directive"), "error": error, **_checked(directive)}
    return render(request, "assignments/send_directive.html", words, status=422 if error else 200)


def _checked(directive: Directive) -> dict[str, Any]:
    """What is read once more before a directive goes out."""
    return {
        "fields": reading.form_fields(directive.pk),
        "plan": drafting.plan_lines(directive),
        "preview": drafting.audience_preview(directive.audience, directive),
        "overlap": queries.held_overlap(directive),
        "burden": queries.burden_of(directive),
    }


@require_http_methods(["GET", "POST"])
@staff_page
def approve_burden(request: StaffRequest, pk: int) -> HttpResponse:
    """The head of the office lets a directive go over the budget (超负担审批)."""
    directive = get_object_or_404(standing.directive_for_page(request.actor), pk=pk)
    verbs.burden_opened_for(request.actor, directive)
    form = NoteForm(sent(request))
    given = {"actor": request.actor}
    if is_written(form, lambda: actions.approve_burden(directive, note=form.cleaned_data["note"], **given)):
        messages.success(request, gettext("已审批。"))
        return redirect("assignments:directive_detail", pk)
    words = {"directive": directive, "form": form, "burden": queries.burden_of(directive)}
    return form_page(request, "assignments/approve_burden.html", words)


def _draft(request: StaffRequest, pk: int) -> Directive:
    directive = get_object_or_404(standing.directive_for_page(request.actor), pk=pk)
    return verbs.directive_opened_for("edit_directive", request.actor, directive)


def _step(directive: Directive, current: str) -> dict[str, Any]:
    """The directive, and where its page stands among the steps."""
    steps: Sequence[dict[str, Any]] = [
        {"label": label, "url": reverse(f"assignments:{name}", args=[directive.pk]), "is_current": name == current}
        for name, label in STEPS
    ]
    return {"directive": directive, "steps": steps}
