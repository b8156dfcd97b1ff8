"""Real rows for tests."""

from datetime import date

from mingcha.campaigns.models import Campaign
from mingcha.orgs.models import Unit
from mingcha.problems import queries
from mingcha.problems.choices import FindingMethod, ProblemState
from mingcha.problems.models import TargetProblem


def a_problem(
    unit: Unit,
    campaign: Campaign,
    *,
    method: str = FindingMethod.FORUM,
    state: str = ProblemState.OPEN,
    on: date = date(2018, 3, 5),
) -> TargetProblem:
    """The unit's next problem, fixed on that day; proposed and closed the same day where the state says so."""
    number = queries.next_number(campaign.pk, unit)
    problem: TargetProblem = TargetProblem.objects.create(
        campaign=campaign,
        unit=unit,
        number=number,
        title=f"{unit.name}问题{number}",
        method=method,
        state=state,
        happened_on=on,
        proposed_on=None if state == ProblemState.OPEN else on,
        closed_on=on if state == ProblemState.CLOSED else None,
    )
    return problem
