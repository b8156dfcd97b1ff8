"""Founding and correcting of leading groups (成立、更正领导小组)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext

from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.records import void_row
from mingcha.orgs import access
from mingcha.orgs.choices import MemberRole
from mingcha.orgs.models import LeadingGroup, LeadingGroupMember, Person, Post, Unit


class MemberRow(NamedTuple):
    """One seat to fill (一名成员): role and office; a person or a name where known; whether it is only counted."""

    role: MemberRole
    title: str
    person: Person | None = None
    is_reconstructed: bool = False
    name: str = ""


class GroupValues(NamedTuple):
    """What a leading group is (领导小组的内容)."""

    name: str
    founded_on: date
    document: str = ""
    members: Sequence[MemberRow] = ()


@transaction.atomic
def found_leading_group(
    unit: Unit, *, actor: Post, name: str, founded_on: date, document: str = "", members: Sequence[MemberRow] = ()
) -> LeadingGroup:
    """Record that a unit founded its leading group, with its members in the document's order (成立领导小组).

    Several leaders are double leaders (双组长). A group without members is one whose source names none.

    Raises:
        BadValue: no name, a day to come, or a day on which the unit did not exist.
        NotInThisState: the unit already has a current group of that name.
    """
    if not access.may_found_leading_group(actor, unit):
        raise Refused("orgs.found_leading_group")
    if LeadingGroup.objects.current().filter(unit=unit, name=name).exists():
        raise NotInThisState(unit)
    group = _written(unit, GroupValues(name, founded_on, document, members))
    ledger.enter("orgs.found_leading_group", actor=actor, on=group, after={"members": len(members)})
    return group


@transaction.atomic
def correct_leading_group(group: LeadingGroup, *, actor: Post, values: GroupValues, reason: str) -> LeadingGroup:
    """Void a group that was entered wrongly and enter it anew (更正领导小组), with all its members.

    Raises:
        BadValue: no reason, or as `found_leading_group`.
        NotInThisState: voided already, or the unit has another current group of that name.
    """
    if not access.may_correct_leading_group(actor, group):
        raise Refused("orgs.correct_leading_group")
    others = LeadingGroup.objects.current().filter(unit=group.unit, name=values.name).exclude(pk=group.pk)
    if others.exists():
        raise NotInThisState(group.unit)
    void_row(group, reason=reason)
    made = _written(group.unit, values, succeeds=group)
    ledger.enter(
        "orgs.correct_leading_group",
        actor=actor,
        on=made,
        before=group.pk,
        after={"members": len(values.members)},
        reason=reason,
    )
    return made


def _written(unit: Unit, values: GroupValues, *, succeeds: LeadingGroup | None = None) -> LeadingGroup:
    """Write a group and its seats; a person for every name."""
    if not values.name:
        raise BadValue(gettext("领导小组须有名称"), field="name")
    unit.in_being(clock.happened(values.founded_on, field="founded_on"), field="founded_on")
    group: LeadingGroup = LeadingGroup.objects.create(
        unit=unit,
        name=values.name,
        founded_on=values.founded_on,
        document=values.document,
        succeeds=succeeds,
    )
    persons = [Person(name=member.name) for member in values.members if member.name and member.person is None]
    Person.objects.bulk_create(persons)
    named = iter(persons)
    LeadingGroupMember.objects.bulk_create(
        LeadingGroupMember(
            group=group,
            role=member.role,
            title=member.title,
            person=next(named) if member.name and member.person is None else member.person,
            is_reconstructed=member.is_reconstructed,
            position=position,
        )
        for position, member in enumerate(values.members, start=1)
    )
    return group
