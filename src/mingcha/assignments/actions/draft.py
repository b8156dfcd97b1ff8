"""Drafting a directive: what, whom, and who approves its burden (拟稿)."""

from django.db import transaction
from django.utils.translation import gettext

from mingcha.assignments import access, queries
from mingcha.assignments.actions._drafts import change_draft
from mingcha.assignments.actions._moving import reason_of
from mingcha.assignments.actions._writing import Asked, columns_of
from mingcha.assignments.choices import DirectiveState
from mingcha.assignments.models import BurdenBudget, Directive
from mingcha.assignments.rules import parse_audience
from mingcha.campaigns.models import Campaign
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, Refused
from mingcha.kernel.workdays import ONE_DAY
from mingcha.orgs.models import Post, Unit


@transaction.atomic
def draft_directive(campaign: Campaign, *, actor: Post, asked: Asked) -> Directive:
    """Begin a directive (拟交办事项). It has no number and no task yet; whoever asks alone sees it.

    Raises:
        Refused; BadValue: nothing asked, no date, due before today; NoCalendar.
    """
    if not access.may_issue_directive(actor):
        raise Refused("assignments.draft_directive")
    columns = columns_of(asked, clock.today())
    directive: Directive = Directive.objects.create(
        campaign=campaign, unit=campaign.office, state=DirectiveState.DRAFT, asked_by=actor, **columns
    )
    ledger.enter("assignments.draft_directive", actor=actor, on=directive, after={"title": directive.title})
    return directive


@transaction.atomic
def edit_directive(directive: Directive, *, actor: Post, asked: Asked) -> None:
    """Change a draft (修改交办事项); an approval of its burden is asked anew.

    Raises:
        Refused; NotInThisState: issued already; BadValue, NoCalendar as in drafting.
    """
    if not access.may_ask(actor, directive):
        raise Refused("assignments.edit_directive")
    before = {"title": directive.title, "due_on": directive.due_on}
    change_draft(directive, **columns_of(asked, clock.today()), burden_approved_by=None, burden_note="")
    after = {"title": directive.title, "due_on": directive.due_on}
    ledger.enter("assignments.edit_directive", actor=actor, on=directive, before=before, after=after)


@transaction.atomic
def set_audience(directive: Directive, *, actor: Post, selector: str) -> list[Unit]:
    """Say by a condition whom a draft goes to (设定交办范围); gives the units it means today, in official order.

    Raises:
        Refused; NotInThisState: issued already; BadValue: not understood, an unknown code, or nobody meant.
    """
    if not access.may_ask(actor, directive):
        raise Refused("assignments.set_audience")
    audience = parse_audience(selector)
    units = list(queries.audience_units(audience, on=clock.today(), campaign=directive.campaign))
    if not units:
        raise BadValue(gettext("交办范围没有选中任何单位"), field="audience")
    before = directive.audience
    change_draft(directive, audience=selector.strip(), burden_approved_by=None, burden_note="")
    after = {"audience": directive.audience, "units": len(units)}
    ledger.enter("assignments.set_audience", actor=actor, on=directive, before={"audience": before}, after=after)
    return units


@transaction.atomic
def approve_burden(directive: Directive, *, actor: Post, note: str) -> None:
    """The head of the office lets a draft go over the budget of burden, by name (超负担审批).

    Raises:
        Refused; NotInThisState: issued already; BadValue: no reason.
    """
    if not access.may_approve_burden(actor):
        raise Refused("assignments.approve_burden")
    words = reason_of(note, field="note")
    change_draft(directive, burden_approved_by=actor, burden_note=words)
    ledger.enter("assignments.approve_burden", actor=actor, on=directive, after={"note": words}, reason=words)


@transaction.atomic
def set_burden_budget(budget: BurdenBudget, *, actor: Post) -> BurdenBudget:
    """Set how much the office may ask in a month from a day on (设定基层负担限额); the one before ends the day before.

    Raises:
        Refused; BadValue: no basis, no minutes, or not later than the one before.
    """
    if not access.may_approve_burden(actor):
        raise Refused("assignments.set_burden_budget")
    if not budget.basis.strip() or budget.minutes_a_month <= 0:
        raise BadValue(gettext("限额须写明分钟数和依据"), field="basis")
    if BurdenBudget.objects.filter(valid_from__gte=budget.valid_from).exists():
        raise BadValue(gettext("起用日期须晚于现行限额"), field="valid_from")
    ends = budget.valid_from - ONE_DAY
    BurdenBudget.objects.filter(valid_until__isnull=True).update(valid_until=ends)
    budget.save(force_insert=True)
    after = {"minutes": budget.minutes_a_month, "from": budget.valid_from, "basis": budget.basis}
    ledger.enter("assignments.set_burden_budget", actor=actor, on=budget, after=after)
    return budget
