"""Reads of the registry (单位登记册的查询)."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue, NotThere
from mingcha.orgs import rules
from mingcha.orgs.choices import Line
from mingcha.orgs.models import LeadingGroup, Post, Succession, Unit, UnitClosure
from mingcha.orgs.models.groups import LeadingGroupQuerySet
from mingcha.orgs.models.units import UnitQuerySet


def units_on(day: date) -> UnitQuerySet:
    """Units that count on a day, in official order (当日有效的单位): what stands behind a denominator."""
    return Unit.objects.valid_on(day).in_official_order()


def units_in_scope(post: Post | None) -> UnitQuerySet:
    """Units a post works for (岗位的工作范围), usable as a subquery without being run.

    Who reads all: all. A unit's clerk and head: the own unit and all below it on either line. Others: none.
    """
    if post is not None and post.reads_all:
        return Unit.objects.all()
    if post is not None and post.is_of_unit:
        below = UnitClosure.objects.filter(ancestor=post.unit_id)
        return Unit.objects.filter(pk__in=below.values("descendant"))
    return Unit.objects.none()


def units_above(post: Post) -> QuerySet[UnitClosure, Any]:
    """Ids of the post's own unit and all above it on either line, as a subquery (上级单位)."""
    return UnitClosure.objects.filter(descendant=post.unit_id).values("ancestor")


def own_units(post: Post) -> QuerySet[UnitClosure, Any]:
    """Ids of the post's own unit and all below it on either line, as a subquery (回避范围): nobody judges these.

    Empty for a built-in post, which stands in no unit.
    """
    return UnitClosure.objects.filter(ancestor=post.unit_id).values("descendant")


def is_own(post: Post, unit_id: int) -> bool:
    """Whether a unit is the post's own or stands below it. One statement, none for a built-in post."""
    return post.unit_id is not None and own_units(post).filter(descendant=unit_id).exists()


def any_own(post: Post, unit_ids: Collection[int]) -> bool:
    """Whether one of these units is the post's own or stands below it. One statement, none for a built-in post."""
    if post.unit_id is None:
        return False
    return not set(unit_ids).isdisjoint(own_units(post).values_list("descendant", flat=True))


def unit_by_code(code: str, on: date | None = None) -> Unit:
    """The unit that a code means on a day (按代码和日期找单位); `on` None: today. One statement.

    Where a change is known only to the year, old and new name both answer throughout that year.

    Raises:
        NotThere: nobody held the code on that day; names those who held it on other days.
    """
    day = on or clock.today()
    if "\0" in code:
        raise NotThere(gettext("代码为 %(code)s 的单位（%(day)s）") % {"code": code.replace("\0", "␀"), "day": day})
    held = list(Unit.objects.filter(code=code).order_by("valid_from", "id"))
    found = rules.holder_on(held, day)
    if found is None:
        raise NotThere(_nobody(code, day, held))
    return found


def _nobody(code: str, day: date, held: list[Unit]) -> str:
    """Say that nobody holds a code, and who did on other days."""
    text = gettext("代码为 %(code)s 的单位（%(day)s）") % {"code": code, "day": day}
    if not held:
        return text
    others = "、".join(f"{unit.name}（{unit.valid_from}—{unit.valid_until or ''}）" for unit in held)
    return text + gettext("，该代码另有时段用于：%(others)s") % {"others": others}


def subtree(unit: Unit, line: Line = Line.TERRITORY) -> UnitQuerySet:
    """The unit and everything below it on a line (本单位及所属单位), in official order."""
    return Unit.objects.filter(above__ancestor=unit, above__line=line).in_official_order()


def children(unit: Unit, line: Line = Line.TERRITORY) -> UnitQuerySet:
    """The units directly below on a line (直属下级), in official order."""
    return Unit.objects.filter(above__ancestor=unit, above__line=line, above__depth=1).in_official_order()


def superiors(unit: Unit, line: Line = Line.TERRITORY) -> UnitQuerySet:
    """The units above on a line, the topmost first, without the unit itself (上级单位)."""
    above = Unit.objects.filter(below__descendant=unit, below__line=line, below__depth__gt=0)
    return above.order_by("-below__depth")


def successions(unit: Unit) -> QuerySet[Succession]:
    """What the unit followed and what followed it, the oldest first (沿革)."""
    return Succession.objects.filter(Q(predecessor=unit) | Q(successor=unit)).order_by("happened_on", "id")


def posts_today(unit: Unit) -> int:
    """How many posts are held in the unit today (在岗岗位数)."""
    return Post.objects.valid_on(clock.today()).filter(unit=unit).count()


def leading_groups(actor: Post | None) -> LeadingGroupQuerySet:
    """Current leading groups the post may see, in the order of their units (领导小组)."""
    current: LeadingGroupQuerySet = LeadingGroup.objects.current().visible_to(actor)
    return current.select_related("unit").order_by("unit__official_order", "id")


def names_in_official_order(ids: Iterable[int]) -> list[str]:
    """Short names of units as a recipient list prints them (按规范顺序排列的单位简称)."""
    return list(Unit.objects.filter(pk__in=ids).in_official_order().values_list("short_name", flat=True))


def post_by_system_name(name: str) -> Post:
    """A built-in post, `system` or `loader` (内置岗位).

    Raises:
        NotThere: no such built-in post.
    """
    post = Post.objects.filter(system_name=name).first()
    if post is None:
        raise NotThere(gettext("内置岗位 %(name)s") % {"name": name})
    return post


def ids_by_code(codes: Iterable[str], *, on: date) -> dict[str, int]:
    """Code -> id of the units that held these codes on a day; a code nobody held is left out. One statement."""
    held: dict[str, list[Unit]] = {}
    for unit in Unit.objects.filter(code__in=list(codes)).order_by("valid_from", "id"):
        held.setdefault(unit.code, []).append(unit)
    return {code: found.pk for code, units in held.items() if (found := rules.holder_on(units, on)) is not None}


def short_names(ids: Iterable[int]) -> dict[int, str]:
    """Id -> short name, in official order. One statement."""
    return dict(Unit.objects.filter(pk__in=list(ids)).in_official_order().values_list("pk", "short_name"))


def named_units(actor: Post, codes: Sequence[str], on: date | None = None) -> list[Unit]:
    """The units of these codes that the actor may see, in official order (按代码点名). One statement.

    Raises:
        BadValue: a code that no such unit holds on the day (today unless said); names them all.
    """
    held = Unit.objects.visible_to(actor).filter(code__in=list(codes))
    found = list(held.valid_on(on or clock.today()).in_official_order())
    if unknown := sorted(set(codes) - {unit.code for unit in found}):
        raise BadValue(gettext("没有这些代码的单位：%(codes)s") % {"codes": "、".join(unknown)}, field="units")
    return found
