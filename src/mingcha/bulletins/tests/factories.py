"""Real rows for tests: a small campaign whose plans are counted, and bulletins about it."""

from dataclasses import dataclass
from datetime import date
from itertools import count

from mingcha.bulletins import actions
from mingcha.bulletins.models import Bulletin, BulletinSeries
from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign, a_participation
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import a_post, a_unit
from mingcha.plans.models import CriteriaSet
from mingcha.plans.tests.factories import a_criteria_set, a_filing, a_round

AS_OF = date(2018, 3, 31)
ISSUED_ON = date(2018, 4, 9)
_numbers = count(1)


@dataclass(frozen=True)
class SmallCampaign:
    """Two cities that filed; three departments: 甲厅 passed in round 1, 乙厅 in round 2, 丙厅 in round 3."""

    campaign: Campaign
    cities: tuple[Unit, ...]
    departments: tuple[Unit, ...]
    criteria: CriteriaSet


def a_small_campaign() -> SmallCampaign:
    """The campaign with its records, all of March 2018."""
    campaign = a_campaign(f"整顿{next(_numbers)}")
    cities = tuple(a_unit(name) for name in ("甲市", "乙市"))
    departments = tuple(a_unit(name, level="PROVINCE", kind="DEPARTMENT") for name in ("甲厅", "乙厅", "丙厅"))
    criteria = a_criteria_set(campaign)
    for city in cities:
        a_participation(campaign, city)
        a_filing(city, campaign)
    for place, department in enumerate(departments):
        a_participation(campaign, department, kind="DEPARTMENT")
        for number in range(1, place + 2):
            verdict = "PASSED" if number == place + 1 else "RETURNED"
            a_round(department, criteria, number=number, verdict=verdict, on=date(2018, 3, 5 + number))
    return SmallCampaign(campaign, cities, departments, criteria)


def a_series(campaign: Campaign | None = None, name: str = "情况通报") -> BulletinSeries:
    """A series of the campaign."""
    campaign = campaign or a_campaign(f"整顿{next(_numbers)}")
    return BulletinSeries.objects.create(campaign=campaign, name=name, office_name="省整顿办", note="内部资料")


def a_draft(series: BulletinSeries | None = None, source: str = "没有数据。", *, title: str = "标题") -> Bulletin:
    """A draft as of 2018-03-31."""
    draft = actions.Draft(
        title=title, source=source, as_of=AS_OF, report_to="省委\n省政府", issue_to="各市（地）", copies=30
    )
    return actions.draft_bulletin(series or a_series(), actor=a_post(), draft=draft)


def an_issued(
    series: BulletinSeries | None = None, source: str = "没有数据。", *, actor: Post | None = None
) -> Bulletin:
    """A bulletin signed and issued on 2018-04-09."""
    bulletin, actor = a_draft(series, source), actor or a_post()
    actions.sign_bulletin(bulletin, actor=actor, happened_on=ISSUED_ON)
    actions.issue_bulletin(bulletin, actor=actor, issued_on=ISSUED_ON)
    return bulletin
