"""Which of the units that should have a leading group have one (领导小组成立情况), by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery

from mingcha.kernel import clock
from mingcha.orgs.models import LeadingGroup, Post, Unit
from mingcha.orgs.models.units import UnitQuerySet
from mingcha.orgs.queries.contacts import with_contacts
from mingcha.ui import records


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many have one, and the short names of those that have none, in official order."""

    expected: int
    missing: Sequence[str]

    @property
    def done(self) -> int:
        """How many have one."""
        return self.expected - len(self.missing)


def expected_units(actor: Post) -> UnitQuerySet:
    """Units on a roll that the actor may see (应成立的单位), with their group and contacts, in official order.

    A roll is a record kind registered as one; without any, all units that count today. Adds `group_id`, `group_name`,
    `group_founded_on`, `group_document` (None: no group) and what `with_contacts` adds. No statement of its own.
    """
    rolls = [kind for kind in records.all_kinds() if kind.is_roll]
    on_a_roll = Q()
    for kind in rolls:
        on_a_roll |= Q(pk__in=kind.rows(actor).order_by().values(kind.unit_field))
    units: UnitQuerySet = Unit.objects.visible_to(actor).filter(on_a_roll)
    if not rolls:
        units = units.valid_on(clock.today())
    groups = LeadingGroup.objects.current().visible_to(actor).filter(unit=OuterRef("pk")).order_by("founded_on", "pk")
    named = {f"group_{name}": Subquery(groups.values(name)[:1]) for name in ("name", "founded_on", "document")}
    return with_contacts(units.annotate(group_id=Subquery(groups.values("pk")[:1]), **named), actor).in_official_order()


def group_coverage(units: UnitQuerySet) -> Coverage:
    """Of the units of `expected_units` who has a group and who has none, named. One statement."""
    rows = [(unit.short_name, getattr(unit, "group_id", None)) for unit in units]
    return Coverage(len(rows), [name for name, group in rows if group is None])
