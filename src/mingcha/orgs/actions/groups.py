"""Founding of leading groups (成立领导小组)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext

from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.orgs import access
from mingcha.orgs.choices import MemberRole
from mingcha.orgs.models import LeadingGroup, LeadingGroupMember, Person, Post, Unit


class MemberRow(NamedTuple):
    """One seat to fill (一名成员): role and office; a person where one is known; whether the source only counts it."""

    role: MemberRole
    title: str
    person: Person | None = None
    is_reconstructed: bool = False


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
    if not name:
        raise BadValue(gettext("领导小组须有名称"), field="name")
    unit.in_being(clock.happened(founded_on, field="founded_on"), field="founded_on")
    if LeadingGroup.objects.current().filter(unit=unit, name=name).exists():
        raise NotInThisState(unit)
    group = LeadingGroup.objects.create(unit=unit, name=name, founded_on=founded_on, document=document)
    LeadingGroupMember.objects.bulk_create(
        LeadingGroupMember(group=group, position=position, **member._asdict())
        for position, member in enumerate(members, start=1)
    )
    ledger.enter("orgs.found_leading_group", actor=actor, on=group, after={"members": len(members)})
    return group
