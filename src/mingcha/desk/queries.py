"""What the desk shows, over all record kinds: one statement each, however many kinds there are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Concat
from django.http import Http404
from django.urls import reverse

from mingcha.figures import registry
from mingcha.figures.definitions import Measure
from mingcha.kernel.errors import NotThere
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs.choices import Line
from mingcha.orgs.models import Post, Succession, Unit, UnitClosure
from mingcha.orgs.queries import unit_by_code
from mingcha.ui import navigation, records
from mingcha.ui.records import RecordKind

NEWEST = 30


@dataclass(frozen=True)
class KindCount:
    """How many records of a kind the reader may see."""

    kind: RecordKind
    count: int

    @property
    def mechanism(self) -> str:
        """The mechanism that keeps it, as the menu names it."""
        return str(apps.get_app_config(self.kind.app).verbose_name)

    @property
    def url(self) -> str:
        """Address of its list, "" if it has none."""
        return navigation.list_url(self.kind)


@dataclass(frozen=True)
class Event:
    """One record on a time line (大事记一行)."""

    kind: RecordKind
    pk: int
    happened_on: date | None
    unit: str
    headline: str

    @property
    def url(self) -> str:
        """Address of its page."""
        return self.kind.url_by_pk(self.pk)


@dataclass(frozen=True)
class Standing:
    """Where a unit stands on one line (条块位置): above it from the top, and directly below it in official order."""

    line: Line
    above: Sequence[Unit]
    below: Sequence[Unit]


def counts_by_kind(actor: Post, unit: Unit | None = None) -> list[KindCount]:
    """Records per kind that the reader may see, of one unit or of all, in menu order; kinds without any are left out.

    One statement: a row per kind, put under each other.
    """
    parts = [
        rows.values(kind_=Value(kind.key)).annotate(count_=Count("pk")).values_list("kind_", "count_")
        for kind, rows in _kinds_about_units(actor, unit)
    ]
    counted = dict(_under_each_other(parts)) if parts else {}
    return [KindCount(kind, counted[kind.key]) for kind in records.all_kinds() if counted.get(kind.key)]


def newest_records(actor: Post, unit: Unit | None = None, *, kind_key: str = "") -> list[Event]:
    """The newest 30 records the reader may see, of one unit or of all, of one kind or of all. One statement.

    Raises:
        NotThere: no such kind.
    """
    parts = [
        rows.annotate(
            kind_=Value(kind.key), on_=kind.date, unit_=F(f"{kind.unit_field}__short_name"), text_=kind.text
        ).values_list("kind_", "pk", "on_", "unit_", "text_")
        for kind, rows in _kinds_about_units(actor, unit)
        if kind_key in {"", kind.key}
    ]
    if kind_key and not parts:
        raise NotThere(kind_key)
    newest = _under_each_other(parts).order_by(F("on_").desc(nulls_last=True), "kind_", "-pk")[:NEWEST] if parts else []
    return [Event(records.kind_by_key(key), pk, on, name or "", text or "") for key, pk, on, name, text in newest]


def visible_unit(actor: Post, code: str, on: date | None = None) -> Unit:
    """The unit of a code, if the reader may see it.

    Raises:
        NotThere: no such unit on that day (today unless said), or not for this reader.
    """
    found = unit_by_code(code, on)
    if not Unit.objects.visible_to(actor).filter(pk=found.pk).exists():
        raise NotThere(code)
    return found


def ledger_entries(actor: Post) -> QuerySet[LedgerEntry]:
    """The ledger, newest first, for the auditor alone (操作台账): who did what, not what it changed.

    Each entry has `acted_by`, the post as 单位 · 岗位 (None where none is known), and `acted_on`, kind and number. One
    statement.

    Raises:
        Http404: for anybody else, as for any page that is not there.
    """
    if not actor.is_auditor:
        raise Http404
    full_name = Concat("unit__short_name", Value(" · "), "title", output_field=TextField())
    name = Case(When(unit=None, then=F("title")), default=full_name, output_field=TextField())
    post = Post.objects.filter(pk=OuterRef("actor_id")).annotate(name_=name).values("name_")
    acted_by = Case(When(actor_kind="orgs.post", then=Subquery(post)))
    numbered = Concat("object_kind", Value(" "), Cast("object_id", TextField()), output_field=TextField())
    acted_on = Case(When(object_id=None, then=F("object_kind")), default=numbered, output_field=TextField())
    return LedgerEntry.objects.annotate(acted_by=acted_by, acted_on=acted_on).order_by("-sequence")


@dataclass(frozen=True)
class MeasureGroup:
    """The measures of one mechanism (一个机制的口径)."""

    label: str
    measures: Sequence[Measure]


def measures_by_mechanism() -> list[MeasureGroup]:
    """Every shipped measure, grouped as the menu is. No statement."""
    groups: dict[str, list[Measure]] = {}
    for measure in registry.measures():
        groups.setdefault(measure.key.partition(".")[0], []).append(measure)
    return [MeasureGroup(str(apps.get_app_config(app).verbose_name), found) for app, found in groups.items()]


def standings(actor: Post, unit: Unit) -> list[Standing]:
    """The unit on both lines as the reader may see them, without a line that it stands alone on. Two statements."""
    above = UnitClosure.objects.filter(descendant=unit, depth__gt=0).select_related("ancestor").order_by("-depth")
    below = (
        UnitClosure.objects.filter(ancestor=unit, depth=1, descendant__in=Unit.objects.visible_to(actor))
        .select_related("descendant")
        .order_by("descendant__official_order", "descendant_id")
    )
    above_rows, below_rows = list(above), list(below)
    found = [
        Standing(
            line,
            [row.ancestor for row in above_rows if row.line == line],
            [row.descendant for row in below_rows if row.line == line],
        )
        for line in Line
    ]
    return [standing for standing in found if standing.above or standing.below]


def successions(unit: Unit) -> QuerySet[Succession]:
    """What the unit came from and went into (沿革), oldest first. One statement."""
    tied = Succession.objects.filter(Q(predecessor=unit) | Q(successor=unit))
    return tied.select_related("predecessor", "successor").order_by("happened_on", "pk")


def address_of_unit(unit: Unit) -> str:
    """Address of a unit's page; of a closed unit on its last day, since codes are used again."""
    address = reverse("desk:unit", args=[unit.code])
    return f"{address}?on={unit.valid_until:%Y-%m-%d}" if unit.valid_until else address


def _kinds_about_units(actor: Post, unit: Unit | None) -> Iterator[tuple[RecordKind, QuerySet[Any]]]:
    """Kinds whose records are about a unit, with the rows the reader may see."""
    for kind in records.all_kinds():
        if kind.is_about_units:
            rows = kind.rows(actor).order_by()
            yield kind, rows.filter(**{kind.unit_field: unit}) if unit else rows


def _under_each_other(parts: Sequence[QuerySet[Any]]) -> QuerySet[Any]:
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
