"""Facts and measures of the tests, over seats of leading groups: a seat stands for `position` of them.

This floor knows no campaign, so a group stands in for one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from typing import Any

import pytest

from mingcha.figures import registry
from mingcha.figures.definitions import Aggregate, Column, ColumnKind, Fact, Measure
from mingcha.orgs.models import LeadingGroup, LeadingGroupMember, Unit

DAY = date(2018, 3, 5)
_numbers = count(1)


def _groups(table: Any) -> Any:
    rows = table(LeadingGroup)
    return _as_campaigns(rows.filter(rows.voided_at.isnull()), rows.id)


def _seats(table: Any) -> Any:
    seats, groups = table(LeadingGroupMember), table(LeadingGroup)
    groups = groups.filter(groups.voided_at.isnull())
    groups = groups.select("unit_id", "founded_on", "recorded_at", g=groups.id)
    rows = seats.join(groups, seats.group_id == groups.g)
    return _as_campaigns(rows, rows.group_id).mutate(seat=rows.role, quantity=rows.position)


def _as_campaigns(rows: Any, group: Any) -> Any:
    return rows.mutate(campaign_id=group, happened_on=rows.founded_on)


GROUPS = Fact(
    "tests.groups",
    label="小组",
    says="每个小组一行",
    record=LeadingGroup,
    rows=_groups,
    columns=(Column("name", ColumnKind.TEXT, "名称"), Column("founded_on", ColumnKind.DATE, "成立日期")),
)
SEATS = Fact(
    "tests.seats",
    label="席位",
    says="每个席位一行",
    record=LeadingGroupMember,
    rows=_seats,
    columns=(
        Column("seat", ColumnKind.CODE, "职务"),
        Column("title", ColumnKind.TEXT, "所任职务"),
        Column("is_reconstructed", ColumnKind.BOOL, "按原文数量重建"),
        Column("quantity", ColumnKind.INT, "数量"),
    ),
)
_DIMENSIONS = ("seat", "title", "is_reconstructed", "quantity")


def a_measure(key: str = "tests.seats", fact: str = "tests.seats", **given: Any) -> Measure:
    """A measure counting seats unless said otherwise."""
    return Measure(key, **{"label": "席位", "word": "个", "says": "席位数", "fact": fact, **given})


MEASURES = (
    a_measure(dimensions=_DIMENSIONS),
    a_measure("tests.leaders", where={"seat": ("LEADER",)}, dimensions=("title",)),
    a_measure("tests.done", where={"title": ("达标100%s",)}),
    a_measure("tests.titles", aggregate=Aggregate.DISTINCT, of="title", dimensions=("seat",)),
    a_measure("tests.most", aggregate=Aggregate.RANGE),
    a_measure("tests.groups", "tests.groups", dimensions=("name", "founded_on")),
    a_measure("tests.per_unit", "tests.groups", aggregate=Aggregate.RANGE),
    a_measure("tests.counties", "tests.groups", aggregate=Aggregate.ANCESTORS, of="COUNTY"),
    a_measure("tests.departments", "tests.groups", aggregate=Aggregate.ANCESTORS, of="PREFECTURE/DEPARTMENT"),
    a_measure(
        "tests.share", "", word="%", aggregate=Aggregate.RATIO, numerator="tests.leaders", denominator="tests.seats"
    ),
    a_measure(
        "tests.mixed", "", word="%", aggregate=Aggregate.RATIO, numerator="tests.groups", denominator="tests.leaders"
    ),
)


@contextmanager
def a_registry(*facts: Fact) -> Iterator[None]:
    """A registry that holds only these facts, within the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "_FACTS", {})
        patch.setattr(registry, "_MEASURES", {})
        registry.register(facts, ())
        yield


def a_group(unit: Unit, *seats: str, on: date = DAY, titles: tuple[str, ...] = ()) -> LeadingGroup:
    """A group with these seats (LEADER, DEPUTY, MEMBER); the n-th stands for n, titled as given or by its role."""
    group: LeadingGroup = LeadingGroup.objects.create(unit=unit, name=f"第{next(_numbers)}小组", founded_on=on)
    for position, role in enumerate(seats, 1):
        title = titles[position - 1] if titles else role.lower()
        LeadingGroupMember.objects.create(group=group, role=role, title=title, position=position)
    return group
