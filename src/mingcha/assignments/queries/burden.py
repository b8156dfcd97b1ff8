"""How much is asked of units (基层负担): against the office's budget, and against what was asked before."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, Sum

from mingcha.assignments.choices import DirectiveState
from mingcha.assignments.models import BurdenBudget, Directive, Field, Task
from mingcha.assignments.queries.audience import audience_units
from mingcha.assignments.rules import parse_audience
from mingcha.kernel import clock
from mingcha.orgs.models import Unit
from mingcha.orgs.models.units import UnitQuerySet

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Burden:
    """Minutes a directive asks of its units, those asked already this month, and the budget (None: no limit)."""

    minutes: int
    used: int
    budget: int | None

    @property
    def is_over(self) -> bool:
        """Whether it goes over the budget."""
        return self.budget is not None and self.used + self.minutes > self.budget


@dataclass(frozen=True, slots=True)
class Overlap:
    """A field that was asked before (重复填报): which, by which directive, of how many of the same units."""

    field: Field
    earlier: Field
    units: int


def budget_on(day: date) -> BurdenBudget | None:
    """The budget in force on a day. One statement."""
    held = BurdenBudget.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day)
    return held.order_by("-valid_from").first()


def burden(*, minutes_needed: int, units: int, on: date) -> Burden:
    """What a directive of so many minutes to so many units means in the month of its issue. Two statements at most.

    What units hand on among themselves is not the office's burden.
    """
    budget = budget_on(on)
    if budget is None:
        return Burden(minutes_needed * units, 0, None)
    month = Task.objects.current().filter(
        happened_on__gte=on.replace(day=1), happened_on__lte=on, directive__handed_on_from__isnull=True
    )
    used = month.aggregate(n=Sum(F("directive__minutes_needed")))["n"] or 0
    return Burden(minutes_needed * units, used, budget.minutes_a_month)


def burden_of(directive: Directive) -> Burden:
    """The burden of a draft, over the units its audience means today; of an issued directive, its own share alone."""
    if directive.state != DirectiveState.DRAFT:
        return Burden(directive.minutes_needed * directive.tasks.count(), 0, None)
    units = asked_units(directive).count()
    return burden(minutes_needed=directive.minutes_needed, units=units, on=clock.today())


def asked_units(directive: Directive) -> UnitQuerySet:
    """The units of a directive: of its tasks; of a draft, those its plan or its audience means today."""
    if directive.state != DirectiveState.DRAFT:
        tasks = Task.objects.current().filter(directive=directive)
        return Unit.objects.filter(pk__in=tasks.values("unit")).in_official_order()
    planned = Unit.objects.filter(pk__in=directive.plan_tasks.values("parts__unit")).in_official_order()
    if not directive.audience or planned.exists():
        return planned
    audience = parse_audience(directive.audience)
    return audience_units(audience, on=clock.today(), campaign=directive.campaign)


def held_overlap(directive: Directive) -> list[Overlap]:
    """Fields asked of the same units within the last year, by the common name or the same label (重复填报).

    Three statements at most, four for a draft with an audience.
    """
    own = list(directive.fields.order_by("position", "pk"))
    since = clock.today() - A_YEAR
    same = Q(label__in={field.label for field in own}) | Q(held_key__in={f.held_key for f in own if f.held_key})
    earlier = Field.objects.filter(
        same, directive__state=DirectiveState.ISSUED, directive__voided_at__isnull=True,
        directive__happened_on__gte=since, directive__campaign=directive.campaign_id,
    ).exclude(directive=directive)  # fmt: skip
    found = list(earlier.select_related("directive").order_by("-directive__happened_on", "-directive_id", "position"))
    if not found:
        return []
    asked = Task.objects.current().filter(
        directive__in={field.directive_id for field in found}, unit__in=asked_units(directive).order_by().values("pk")
    )
    counted = dict(asked.values_list("directive").annotate(n=Count("unit", distinct=True)))
    return [
        Overlap(field, before, counted[before.directive_id])
        for field in own
        for before in found
        if counted.get(before.directive_id) and _is_same(field, before)
    ]


def _is_same(field: Field, other: Field) -> bool:
    return field.label == other.label or bool(field.held_key and field.held_key == other.held_key)
