"""Real rows for tests (明查暗访)."""

from datetime import date
from typing import Any

from mingcha.campaigns.models import Campaign
from mingcha.inspections.models import Finding, InspectionRound, ReportedRound, Team, Visit
from mingcha.orgs.models import Unit

BEGAN_ON = date(2018, 3, 26)
VISITED_ON = date(2018, 3, 27)


def a_round(campaign: Campaign, *, number: int = 1) -> InspectionRound:
    """A round that began on 2018-03-26."""
    made: InspectionRound = InspectionRound.objects.create(
        campaign=campaign, unit_id=campaign.office_id, number=number, scope="窗口单位", happened_on=BEGAN_ON
    )
    return made


def a_team(round_: InspectionRound, *, number: int = 1) -> Team:
    """A team of the round, formed on 2018-03-26."""
    made: Team = Team.objects.create(
        campaign=round_.campaign,
        unit=round_.unit,
        round=round_,
        number=number,
        name=f"第{number}组",
        happened_on=BEGAN_ON,
    )
    return made


def a_visit(unit: Unit, team: Team, **given: Any) -> Visit:
    """A covert visit on 2018-03-27."""
    plain: dict[str, Any] = {"is_covert": True, "happened_on": VISITED_ON}
    made: Visit = Visit.objects.create(campaign=team.campaign, unit=unit, team=team, **{**plain, **given})
    return made


def a_finding(visit: Visit, **given: Any) -> Finding:
    """A finding of the visit."""
    plain: dict[str, Any] = {"issue_group": "DISCIPLINE", "issue": "空岗", "facts": "三号窗口九时无人值守"}
    made: Finding = Finding.objects.create(
        campaign=visit.campaign, unit=visit.unit, visit=visit, happened_on=visit.happened_on, **{**plain, **given}
    )
    return made


def a_reported_round(unit: Unit, campaign: Campaign, **given: Any) -> ReportedRound:
    """Three special inspections reported for the time to 2018-03-31."""
    plain: dict[str, Any] = {
        "kind": "SPECIAL",
        "quantity": 3,
        "began_on": campaign.began_on,
        "happened_on": date(2018, 3, 31),
    }
    made: ReportedRound = ReportedRound.objects.create(campaign=campaign, unit=unit, **{**plain, **given})
    return made
