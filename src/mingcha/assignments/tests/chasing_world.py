"""Units that owe something, and who chases them."""

from dataclasses import dataclass
from datetime import datetime

from mingcha.assignments.models import Directive, Task
from mingcha.assignments.tests.factories import a_directive, a_task
from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel import clock
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import a_contact, a_post, a_unit

NOON = datetime(2018, 3, 12, 12, tzinfo=clock.CHINA)
"""A Monday; the tasks were due on Friday the 9th."""


@dataclass
class Chased:
    """A directive to cities, a contact with a mobile number in each of them, and the office that asks."""

    campaign: Campaign
    office: Post
    directive: Directive
    tasks: list[Task]

    def task(self, number: int = 0) -> Task:
        """One of the tasks as the database has it."""
        found: Task = Task.objects.select_related("unit", "directive").get(pk=self.tasks[number].pk)
        return found


def a_chased_world(count: int = 3) -> Chased:
    """So many cities that have not answered."""
    campaign = a_campaign()
    directive = a_directive(campaign, "一季度数据")
    tasks = []
    for number in range(1, count + 1):
        city = a_unit(f"第{number}市")
        a_contact(city, mobile=f"139{number:08}")
        tasks.append(a_task(directive, city))
    return Chased(campaign, a_post(campaign.office), directive, tasks)


def handed_on(world: Chased, city: Unit, below: Unit, *, count: int = 1) -> list[Task]:
    """What the first city hands on to a unit below it."""
    mine = a_directive(world.campaign, "转报数据", unit=city, handed_on_from=world.tasks[0])
    return [a_task(mine, below) for _ in range(count)]


def ledgered(verb: str) -> list[LedgerEntry]:
    """The entries of one verb."""
    return list(LedgerEntry.objects.filter(verb=verb).order_by("sequence"))
