"""Real rows for tests."""

from datetime import date

from mingcha.campaigns.models import Campaign
from mingcha.orgs.models import Unit
from mingcha.plans.choices import Verdict
from mingcha.plans.models import CriteriaSet, Criterion, PlanFiling, ReviewRound


def a_criteria_set(campaign: Campaign, codes: str = "12") -> CriteriaSet:
    """A set with one criterion per character."""
    made = CriteriaSet.objects.create(campaign=campaign, name="七个是否", in_force_on=date(2018, 2, 26))
    Criterion.objects.bulk_create(Criterion(criteria_set=made, code=code, text=f"是否{code}") for code in codes)
    return made


def a_round(
    unit: Unit,
    criteria_set: CriteriaSet,
    *,
    number: int = 1,
    verdict: str = Verdict.PENDING,
    on: date = date(2018, 3, 5),
) -> ReviewRound:
    """A round received, and closed where a verdict is given, on that day."""
    return ReviewRound.objects.create(
        campaign=criteria_set.campaign,
        unit=unit,
        criteria_set=criteria_set,
        number=number,
        verdict=verdict,
        due_on=on,
        happened_on=on,
        closed_on=None if verdict == Verdict.PENDING else on,
    )


def a_filing(unit: Unit, campaign: Campaign, *, on: date = date(2018, 3, 5)) -> PlanFiling:
    """A plan filed on that day."""
    filing: PlanFiling = PlanFiling.objects.create(
        campaign=campaign, unit=unit, title=f"{unit.name}整顿方案", happened_on=on
    )
    return filing
