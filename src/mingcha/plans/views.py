"""Pages of plan review: rounds and filings; closing and correcting a round."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.plans import actions, queries
from mingcha.plans.choices import Verdict
from mingcha.plans.forms import AnswersForm, CloseRoundForm, CorrectRoundForm
from mingcha.plans.models import PlanFiling, ReviewRound
from mingcha.ui import details, lists
from mingcha.ui.records import kind_by_key, url_of

ROUND_COLUMNS = ("unit", "number", "verdict", "happened_on", "due_on", "closed_on")
ROUND_FILTERS = ("unit", "unit__category", "number", "verdict", "closed_on")
ROUND_FIELDS = (
    "unit", "number", "verdict", "happened_on", "due_on", "closed_on", "criteria_set", "source_note", "recorded_at",
)  # fmt: skip
FILING_COLUMNS = ("unit", "title", "happened_on")
FILING_FIELDS = ("unit", "title", "happened_on", "source_note", "recorded_at")
LABELS = {"close_round": "审结", "correct_round": "更正"}


@staff_page
def round_list(request: StaffRequest) -> HttpResponse:
    """Review rounds, with a tally by round above (审核轮次)."""
    return lists.record_list(
        request,
        queryset=queries.rounds(request.actor),
        table=lists.table_for(ReviewRound, ROUND_COLUMNS),
        filterset=lists.filterset_for(ReviewRound, ROUND_FILTERS, search=("unit__name",)),
        kind=kind_by_key("plans.round"),
        above=render_to_string("plans/_tally.html", {"tallies": queries.tallies(request.actor)}),
    )


@staff_page
def round_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One round, voided ones too: its answers, and the other rounds of the unit (审核意见)."""
    review = get_object_or_404(queries.round_with_answers(request.actor), pk=pk)
    verb = queries.verb_open_to(request.actor, review)
    return details.record_detail(
        request,
        review,
        kind=kind_by_key("plans.round"),
        fields=ROUND_FIELDS,
        related=(
            details.Related(
                "逐项意见",
                review.answers.order_by("criterion_id"),
                ("criterion__code", "criterion", "is_met", "comment"),
            ),
            details.Related(
                "本单位各轮审核",
                queries.rounds_of_unit(review),
                ("number", "verdict", "closed_on", "voided_at", "void_reason"),
            ),
        ),
        links=[details.Link(LABELS[verb], reverse(f"plans:{verb}", args=[pk]))] if verb else [],
    )


@staff_page
def filing_list(request: StaffRequest) -> HttpResponse:
    """Filed plans, in unit order (方案备案)."""
    return lists.record_list(
        request,
        queryset=queries.filings(request.actor),
        table=lists.table_for(PlanFiling, FILING_COLUMNS),
        filterset=lists.filterset_for(PlanFiling, ("unit", "happened_on"), search=("unit__name", "title")),
        kind=kind_by_key("plans.filing"),
    )


@staff_page
def filing_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One filing, voided ones too."""
    filing = get_object_or_404(PlanFiling.objects.visible_to(request.actor).select_related("unit"), pk=pk)
    return details.record_detail(request, filing, kind=kind_by_key("plans.filing"), fields=FILING_FIELDS)


@require_http_methods(["GET", "POST"])
@staff_page
def close_round(request: StaffRequest, pk: int) -> HttpResponse:
    """Judge every criterion and close the round (出具审核意见)."""
    visible = get_object_or_404(queries.round_with_answers(request.actor), pk=pk)
    review = queries.opened_for("close_round", request.actor, visible)
    criteria = queries.criteria(review.criteria_set_id)
    form = CloseRoundForm(request.POST or None, criteria=criteria, today=clock.today())

    def close() -> ReviewRound:
        review.verdict = actions.close_round(
            review,
            actor=request.actor,
            answers=form.answers,
            comments=form.comments,
            happened_on=form.cleaned_data["happened_on"],
        )
        return review

    return _written(request, form, close) or _page(request, "plans/close_round.html", form, review)


@require_http_methods(["GET", "POST"])
@staff_page
def correct_round(request: StaffRequest, pk: int) -> HttpResponse:
    """Void a closed round with a reason and enter its successor, old and new side by side (更正审核意见)."""
    visible = get_object_or_404(queries.round_with_answers(request.actor), pk=pk)
    review = queries.opened_for("correct_round", request.actor, visible)
    criteria, before = queries.criteria(review.criteria_set_id), list(review.answers.all())
    initial = {"closed_on": review.closed_on}
    form = CorrectRoundForm(request.POST or None, criteria=criteria, before=before, initial=initial)

    def correct() -> ReviewRound:
        return actions.correct_round(
            review,
            actor=request.actor,
            answers=form.answers,
            comments=form.comments,
            reason=form.cleaned_data["reason"],
            closed_on=form.cleaned_data["closed_on"],
        )

    return _written(request, form, correct) or _page(request, "plans/correct_round.html", form, review)


def _written(request: StaffRequest, form: AnswersForm, write: Callable[[], ReviewRound]) -> HttpResponse | None:
    """The way on after a form was written; None where it was not: not sent yet, or wrong somewhere."""
    if not form.is_valid():
        return None
    try:
        review = write()
    except BadValue as error:
        form.refuse(error)
        return None
    words = {"round": review, "verdict": gettext(Verdict(review.verdict).label)}
    messages.success(request, gettext("已登记：%(round)s，审核意见为%(verdict)s。") % words)
    return redirect(url_of(review))


def _page(request: StaffRequest, template: str, form: AnswersForm, review: ReviewRound) -> HttpResponse:
    kind = kind_by_key("plans.round")
    later = queries.later_rounds(review)
    words = {"kind": kind, "review": review, "form": form, "later": later, "url": kind.url_of(review)}
    return render(request, template, words, status=422 if form.is_bound else 200)
