"""What a drafter looks at: units to choose from, the names a condition finds, the burden (拟稿时看的)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Prefetch, Q
from django.utils.translation import gettext

from mingcha.assignments.choices import Part
from mingcha.assignments.models import Directive, PlanPart, PlanTask
from mingcha.assignments.queries.audience import audience_units
from mingcha.assignments.rules import parse_audience
from mingcha.campaigns.models import Participation
from mingcha.kernel import clock
from mingcha.kernel.errors import MingchaError
from mingcha.orgs import queries as orgs
from mingcha.orgs.choices import Level, Line
from mingcha.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Units of one level and category (同层级、同分类的单位)."""

    label: str
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Preview:
    """The names a condition finds today; `error` says why it finds none."""

    groups: Sequence[NameGroup] = ()
    count: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A numbered task of a work plan with its units (工作方案任务)."""

    number: int
    title: str
    due_on: date
    result_form: str
    responsible_leader: str
    lead: Unit
    co_units: Sequence[Unit]


def plan_lines(directive: Directive) -> list[PlanLine]:
    """The tasks of a work plan in order, co-units in official order. Two statements."""
    parts = PlanPart.objects.select_related("unit").order_by("unit__official_order", "unit_id")
    rows = PlanTask.objects.filter(directive=directive).order_by("number")
    return [_line(row) for row in rows.prefetch_related(Prefetch("parts", queryset=parts))]


def _line(row: PlanTask) -> PlanLine:
    units: dict[str, list[Unit]] = {Part.LEAD: [], Part.CO: []}
    for part in row.parts.all():
        units[part.part].append(part.unit)
    words = (row.number, row.title, row.due_on, row.result_form, row.responsible_leader)
    return PlanLine(*words, units[Part.LEAD][0], units[Part.CO])


def audience_choices(directive: Directive) -> list[Unit]:
    """Units to choose from, in official order: participants, provincial and prefectural ones. One statement."""
    takes_part = Q(pk__in=Participation.objects.current().filter(campaign=directive.campaign_id).values("unit"))
    near = takes_part | Q(level__in=(Level.PROVINCE, Level.PREFECTURE))
    return list(orgs.units_on(clock.today()).filter(near, is_placeholder=False))


def audience_preview(text: str, directive: Directive) -> Preview:
    """The names behind a condition, grouped. At most three statements."""
    if not text.strip():
        return Preview()
    try:
        units = list(audience_units(parse_audience(text), on=clock.today(), campaign=directive.campaign))
    except MingchaError as error:
        return Preview(error=str(error))
    return preview_of(units)


def preview_of(units: Sequence[Unit]) -> Preview:
    """Units by name, grouped by level and category, in the order they came. No statement."""
    rows = sorted(units, key=_label)
    by_label = {label: [unit.short_name for unit in found] for label, found in groupby(rows, key=_label)}
    order = dict.fromkeys(_label(unit) for unit in units)
    return Preview([NameGroup(label, by_label[label]) for label in order], len(units))


def _label(unit: Unit) -> str:
    parts = (gettext(unit.get_level_display()), gettext(unit.get_category_display()) if unit.category else "")
    return " · ".join(part for part in parts if part)


def units_below(unit: Unit, line: str) -> list[Unit]:
    """The units below one on a line that are there today, in official order. One statement."""
    return list(orgs.subtree(unit, Line(line)).valid_on(clock.today()).exclude(pk=unit.pk))


@dataclass(frozen=True, slots=True)
class Option:
    """A unit to choose."""

    pk: int
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Units of one level and category to choose from, all at once or one by one."""

    label: str
    options: Sequence[Option]


def option_groups(units: Sequence[Unit], chosen: Collection[str]) -> list[OptionGroup]:
    """Units by level and category, those marked whose ids are among the chosen. No statement."""
    found: dict[str, list[Option]] = {}
    for unit in units:
        option = Option(unit.pk, unit.short_name, str(unit.pk) in chosen)
        found.setdefault(_label(unit), []).append(option)
    return [OptionGroup(label, options) for label, options in found.items()]
