"""Leading groups and responsibilities as tables, in and out (领导小组表、责任表)."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

from mingcha.kernel import clock
from mingcha.kernel.workbooks.columns import Column, Kind
from mingcha.kernel.workbooks.intake import Intake
from mingcha.orgs import actions
from mingcha.orgs.actions import MemberRow, ResponsibilityValues
from mingcha.orgs.choices import MemberRole, ResponsibilityKind
from mingcha.orgs.models import LeadingGroupMember, Post, Responsibility, Unit
from mingcha.orgs.queries.by_code import units_named
from mingcha.ui.sheets import SheetKind
from mingcha.ui.values import choices_of

GROUP_PATHS = {
    "unit": "group__unit__code",
    "unit_name": "group__unit__name",
    "name": "group__name",
    "founded_on": "group__founded_on",
    "document": "group__document",
    "role": "role",
    "title": "title",
    "person": "person__name",
}
RESPONSIBILITY_PATHS = {
    "unit": "unit__code",
    "unit_name": "unit__name",
    "kind": "kind",
    "title": "title",
    "name": "name",
    "leader_unit": "leader_unit__code",
    "document": "document",
    "since": "valid_from",
    "until": "valid_until",
}
Numbered = tuple[int, dict[str, Any]]


def _unit_columns(actor: Post) -> Sequence[Column]:
    return (
        Column("unit", "单位代码", Kind.CODE, is_required=True, also=("单位",), look_up=partial(units_named, actor)),
        Column("unit_name", "单位名称", help_text="只供阅读，导入时不用"),
    )


def group_columns(actor: Post) -> Sequence[Column]:
    """What a table of leading groups holds: a line for every member, those of a group one after the other."""
    return (
        *_unit_columns(actor),
        Column("name", "领导小组名称", is_required=True, also=("名称",), most_letters=100),
        Column("founded_on", "成立日期", Kind.DAY, is_required=True),
        Column("document", "成立文件"),
        Column("role", "小组职务", Kind.CHOICE, is_required=True, choices=choices_of(MemberRole)),
        Column("title", "所任职务", is_required=True, most_letters=100),
        Column("person", "姓名", most_letters=50),
    )


def take_groups(intake: Intake) -> None:
    """File the groups of a table; one that is filed already with the same members is passed over."""
    rows = [(number, row) for number, row in intake.rows() if row["unit"] is not None]
    filed = _members_filed(intake.actor, {row["unit"].pk for _, row in rows})
    for (unit, name), lines in groupby(rows, key=lambda line: (line[1]["unit"], line[1]["name"])):
        _file(intake, unit, name, list(lines), filed)


def _file(intake: Intake, unit: Unit, name: str, lines: list[Numbered], filed: dict[tuple[int, str], Any]) -> None:
    members = [(row["role"], row["title"], row["person"]) for _, row in lines]
    if filed.get((unit.pk, name)) == members:
        return
    number, first = lines[0]
    with intake.at(number):
        actions.found_leading_group(
            unit,
            actor=intake.actor,
            name=name,
            founded_on=first["founded_on"],
            document=first["document"],
            members=[MemberRow(role, title, name=person) for role, title, person in members],
        )


def _members_filed(actor: Post, unit_ids: set[int]) -> dict[tuple[int, str], list[tuple[str, str, str]]]:
    """Unit and name of current groups -> their members in order. One statement."""
    seats = LeadingGroupMember.objects.visible_to(actor).filter(group__unit__in=unit_ids)
    found: dict[tuple[int, str], list[tuple[str, str, str]]] = {}
    for seat in seats.select_related("group", "person").order_by("group", "position"):
        members = found.setdefault((seat.group.unit_id, seat.group.name), [])
        members.append((seat.role, seat.title, seat.person.name if seat.person else ""))
    return found


def responsibility_columns(actor: Post) -> Sequence[Column]:
    """What a table of responsibilities holds; of one unit the earlier stand above the later."""
    return (
        *_unit_columns(actor),
        Column("kind", "责任类型", Kind.CHOICE, is_required=True, choices=choices_of(ResponsibilityKind)),
        Column("title", "责任人职务", is_required=True, most_letters=100),
        Column("name", "责任人姓名", most_letters=50),
        Column("leader_unit", "责任人所在单位", Kind.CODE, look_up=partial(units_named, actor)),
        Column("document", "依据文件"),
        Column("since", "起始日期", Kind.DAY, help_text="不填为今天"),
        Column("until", "截止日期", Kind.DAY, help_text="仍在任的不填"),
    )


def take_responsibilities(intake: Intake) -> None:
    """Assign the responsibilities of a table; those that are registered already are passed over."""
    rows = [(number, row) for number, row in intake.rows() if row["unit"] is not None]
    known = set(_known(intake.actor, {row["unit"].pk for _, row in rows}))
    for number, row in rows:
        leader, since = row["leader_unit"], row["since"] or clock.today()
        values = ResponsibilityValues(
            kind=ResponsibilityKind(row["kind"]),
            title=row["title"],
            name=row["name"],
            leader_unit=leader.pk if leader else None,
            document=row["document"],
        )
        if _key(row["unit"].pk, values, since) not in known:
            with intake.at(number):
                _assign(intake, row, values, since)


def _assign(intake: Intake, row: dict[str, Any], values: ResponsibilityValues, since: date) -> None:
    made = actions.assign_responsibility(row["unit"], actor=intake.actor, values=values, happened_on=since)
    if row["until"]:
        actions.end_responsibility(made, actor=intake.actor, happened_on=row["until"])


def _key(unit_id: int, values: ResponsibilityValues, since: date) -> tuple[Any, ...]:
    return (unit_id, str(values.kind), values.title, values.name, values.leader_unit, since)


def _known(actor: Post, unit_ids: set[int]) -> Iterator[tuple[Any, ...]]:
    """Current responsibilities as `_key` writes them. One statement."""
    rows = Responsibility.objects.visible_to(actor).current().filter(unit__in=unit_ids)
    yield from rows.values_list("unit_id", "kind", "title", "name", "leader_unit_id", "valid_from")


KINDS = (
    SheetKind(
        "leading_groups",
        "领导小组",
        LeadingGroupMember,
        group_columns,
        take_groups,
        says="领导小组备案，一行一名成员，同一小组的成员连在一起；已按同样成员备案的不动",
        paths=GROUP_PATHS,
        needs_campaign=False,
    ),
    SheetKind(
        "responsibilities",
        "责任",
        Responsibility,
        responsibility_columns,
        take_responsibilities,
        says="明确责任人，同一单位先任在前、后任在后；已登记的不动",
        paths=RESPONSIBILITY_PATHS,
        needs_campaign=False,
    ),
)
