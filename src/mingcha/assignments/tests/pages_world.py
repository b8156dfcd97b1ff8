"""A small world for tests of pages: an office, a city with a county below it, another city, who acts in them."""

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from mingcha.assignments import actions
from mingcha.assignments.choices import FieldKind
from mingcha.assignments.models import Directive, Submission, Task
from mingcha.assignments.rules import ColumnSpec, FieldRow
from mingcha.assignments.tests.factories import DUE_ON, a_directive, a_form, a_task
from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import a_post, a_unit, an_account

TABLE = FieldRow(
    code="rows",
    label="明细",
    kind=FieldKind.TABLE,
    is_required=False,
    columns=(ColumnSpec(code="c1", label="姓名", is_required=True), ColumnSpec(code="c2", label="次数", kind="NUMBER")),
)
ROWS = (
    FieldRow(code="persons", label="人数", kind="NUMBER", word="人", held_key="staff_count"),
    FieldRow(code="says", label="情况", is_required=False),
    FieldRow(code="kind", label="类别", kind="CHOICE", choices=("甲类", "乙类"), is_required=False),
    FieldRow(code="day", label="完成日期", kind="DATE", is_required=False),
    TABLE,
    FieldRow(code="proof", label="佐证", kind="FILE", is_required=False),
)


@dataclass
class World:
    """Units, and the posts that act for them."""

    campaign: Campaign
    city: Unit
    county: Unit
    other: Unit
    office: Post
    clerk: Post
    head: Post
    below: Post
    foreign: Post

    def task(self, *, state: str = "ISSUED", **given: Any) -> Task:
        """The city's task of a directive with every type of field."""
        directive = a_directive(self.campaign, **given)
        a_form(directive, *ROWS)
        return a_task(directive, self.city, state=state)


def a_world() -> World:
    """The world; the county stands below the city on the territory line."""
    campaign = a_campaign()
    city = a_unit("甲市")
    county = a_unit("甲一县", parent=city, level="COUNTY")
    other = a_unit("乙市")
    return World(
        campaign=campaign,
        city=city,
        county=county,
        other=other,
        office=a_post(campaign.office),
        clerk=a_post(city, role="CLERK"),
        head=a_post(city, role="HEAD"),
        below=a_post(county, role="CLERK"),
        foreign=a_post(other, role="CLERK"),
    )


def browser(post: Post) -> Client:
    """A window in which the post is signed in."""
    client = Client(headers={"Accept-Language": "zh-CN"})
    client.force_login(an_account(post))
    return client


def at(name: str, *numbers: int) -> str:
    """The address of a page."""
    return reverse(f"assignments:{name}", args=numbers)


def text(response: Any) -> str:
    """What the page says."""
    return str(response.content.decode())


def submitted(world: World, **values: Any) -> tuple[Task, Submission]:
    """A task signed for and answered, to be judged."""
    task = world.task()
    actions.sign_for_task(task, actor=world.clerk, happened_on=DUE_ON)
    given = {"persons": "12", **values}
    return task, actions.submit_task(task, actor=world.clerk, values=given, answer="见附件", happened_on=DUE_ON)


def a_draft(world: World, **given: Any) -> Directive:
    """A directive that is not issued yet."""
    words = {"number": None, "state": "DRAFT", "asked_by": world.office, **given}
    return a_directive(world.campaign, **words)
