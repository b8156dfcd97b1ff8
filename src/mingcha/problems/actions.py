"""The verbs of the problem register."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from mingcha.campaigns.models import Campaign
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Post, Unit
from mingcha.problems import access, queries, rules
from mingcha.problems.choices import FindingMethod, ProblemState
from mingcha.problems.models import TargetProblem


@transaction.atomic
def register_problem(
    unit: Unit,
    *,
    actor: Post,
    campaign: Campaign,
    values: dict[str, str],
    happened_on: date | None = None,
    source_note: str = "",
) -> TargetProblem:
    """Enter a problem a unit will solve (登记靶向问题).

    Args:
        values: `title`, and `method` (a FindingMethod).

    Raises:
        Refused; BadValue: no title, unknown method, a date in the future or outside the unit's validity.
    """
    if not access.may_register_problem(actor, unit):
        raise Refused("problems.register_problem")
    title, method = values.get("title", "").strip(), values.get("method", "")
    if not title:
        raise BadValue(gettext("问题不能为空"), field="title")
    if method not in FindingMethod.values:
        words = {"method": method, "known": " ".join(FindingMethod.values)}
        raise BadValue(gettext("没有查摆方式“%(method)s”，可用：%(known)s") % words, field="method")
    problem = TargetProblem.objects.create(
        campaign=campaign,
        unit=unit,
        number=queries.next_number(campaign.pk, unit),
        title=title,
        method=method,
        happened_on=unit.in_being(clock.happened(happened_on)),
        source_note=source_note,
        is_reconstructed=bool(source_note),
    )
    ledger.enter("problems.register_problem", actor=actor, on=problem, after={"title": title, "method": method})
    return problem


@transaction.atomic
def propose_closing(problem: TargetProblem, *, actor: Post, happened_on: date | None = None) -> None:
    """The owner says a problem is solved (申请销号).

    Raises:
        Refused; NotInThisState: not open; BadValue: before it was registered.
    """
    if not access.may_propose_closing(actor, problem):
        raise Refused("problems.propose_closing")
    day = clock.happened(happened_on)
    if day < problem.happened_on:
        raise BadValue(gettext("申请日期不能早于确定日期"), field="happened_on")
    _move(problem, ProblemState.PROPOSED, proposed_on=day)
    ledger.enter(
        "problems.propose_closing", actor=actor, on=problem, before=ProblemState.OPEN, after=ProblemState.PROPOSED
    )


@transaction.atomic
def confirm_closing(problem: TargetProblem, *, actor: Post, happened_on: date | None = None) -> None:
    """Somebody else confirms by a look-back that it is solved (回头看后销号).

    Raises:
        Refused: also for the owner itself; NotInThisState: not proposed; BadValue: before it was proposed.
    """
    if not access.may_confirm_closing(actor, problem):
        raise Refused("problems.confirm_closing")
    day = clock.happened(happened_on)
    if problem.proposed_on is not None and day < problem.proposed_on:
        raise BadValue(gettext("销号日期不能早于申请日期"), field="happened_on")
    _move(problem, ProblemState.CLOSED, closed_on=day)
    ledger.enter(
        "problems.confirm_closing", actor=actor, on=problem, before=ProblemState.PROPOSED, after=ProblemState.CLOSED
    )


@transaction.atomic
def refuse_closing(problem: TargetProblem, *, actor: Post, reason: str) -> None:
    """The look-back finds it is not solved (回头看不通过，退回整改).

    Raises:
        Refused; NotInThisState: not proposed; BadValue: no reason, or too long a one.
    """
    if not access.may_confirm_closing(actor, problem):
        raise Refused("problems.refuse_closing")
    if not 0 < len(reason.strip()) <= 200:
        raise BadValue(gettext("退回须写明理由，不超过200字"), field="reason")
    _move(problem, ProblemState.OPEN, proposed_on=None)
    ledger.enter(
        "problems.refuse_closing",
        actor=actor,
        on=problem,
        before=ProblemState.PROPOSED,
        after=ProblemState.OPEN,
        reason=reason,
    )


@transaction.atomic
def void_problem(problem: TargetProblem, *, actor: Post, reason: str) -> None:
    """Take back an entry made in error (作废).

    Raises:
        Refused; BadValue: no reason; NotInThisState: voided already.
    """
    if not access.may_void_problem(actor):
        raise Refused("problems.void_problem")
    void_row(problem, reason=reason)
    ledger.enter("problems.void_problem", actor=actor, on=problem, reason=reason)


def _move(problem: TargetProblem, to: ProblemState, **values: Any) -> None:
    origins = [state for state in ProblemState if to in rules.next_states(state)]
    rows = TargetProblem.objects.current().filter(pk=problem.pk, state__in=origins)
    if not rows.update(state=to, **values):
        raise NotInThisState(problem)
    problem.refresh_from_db()
