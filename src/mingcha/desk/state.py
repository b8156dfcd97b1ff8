"""The state of a campaign on the first page (进展): figures like any other, and the names of who is still missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingcha.assignments.choices import TaskState
from mingcha.campaigns.models import Campaign
from mingcha.campaigns.queries import current_campaign
from mingcha.figures.definitions import Given, Slice
from mingcha.figures.evaluate import Figure, Request, evaluate, table
from mingcha.kernel import clock
from mingcha.kernel.errors import NotThere
from mingcha.orgs.models import Post, Unit
from mingcha.ui.navigation import list_url
from mingcha.ui.records import kind_by_key

WIDTH = 600
"""Width of a bar in its own units; the page scales it."""
Where = Mapping[str, tuple[Given, ...]]
_OPEN = tuple(state for state in TaskState.values if state != TaskState.ACCEPTED)


@dataclass(frozen=True)
class Line:
    """What one gauge compares (进展的一行): a measure of all with a measure of the done.

    Attributes:
        kind: the kind of its records.
        words: what all, the done and the missing are called.
        all_, where: the denominator; done: the numerator.
        by: the dimension that cuts the done into the parts of the bar; every row has it, so the parts add up.
        each: the dimension that says for what a unit is named, where one unit may be asked more than once.
    """

    key: str
    kind: str
    label: str | Promise
    words: tuple[str | Promise, str | Promise, str | Promise]
    all_: str
    done: str
    where: Where = field(default_factory=dict)
    by: str = ""
    each: str = ""


PARTS = {"round": _("第%(number)s轮通过"), "directive": _("交办第%(number)s号")}
"""What one value of a dimension is called."""
LINES = (
    Line(
        "filing",
        "plans.filing",
        _("市（地）方案备案"),
        (_("应备案"), _("已备案"), _("未备案")),
        all_="campaigns.participants",
        where={"participant_kind": ("CITY",)},
        done="plans.filed",
    ),
    Line(
        "review",
        "plans.round",
        _("省直单位方案审核"),
        (_("应通过"), _("已通过"), _("未通过")),
        all_="campaigns.participants",
        where={"participant_kind": ("DEPARTMENT",)},
        done="plans.passed",
        by="round",
    ),
    Line(
        "tasks",
        "assignments.task",
        _("交办任务办结"),
        (_("应办结"), _("已办结"), _("未办结")),
        all_="assignments.tasks",
        done="assignments.accepted",
        each="directive",
    ),
)


@dataclass(frozen=True)
class Part:
    """One stretch of a bar: what it stands for, how many, and where it is drawn (0 to WIDTH)."""

    label: str | Promise
    value: int
    x: float
    width: float


@dataclass(frozen=True)
class Gauge:
    """One line of progress: done of all, in parts."""

    line: Line
    done: int
    total: int
    word: str
    parts: tuple[Part, ...]

    @property
    def missing(self) -> int:
        """How many are still to come."""
        return self.total - self.done

    @property
    def url(self) -> str:
        """Address of the page that names who is missing."""
        return reverse("desk:missing", args=[self.line.key])

    @property
    def records_url(self) -> str:
        """Address of the list of its records."""
        return list_url(kind_by_key(self.line.kind))


@dataclass(frozen=True)
class CampaignState:
    """A campaign and its gauges, as of today."""

    campaign: Campaign
    gauges: tuple[Gauge, ...]


@dataclass(frozen=True)
class Names:
    """Units in official order, under what they were asked for ("" where all were asked for the same)."""

    label: str
    units: list[Unit]


@dataclass(frozen=True)
class Missing:
    """A gauge with the names behind it."""

    campaign: Campaign
    gauge: Gauge
    missing: list[Names]
    done: list[Names]


def campaign_state(actor: Post) -> CampaignState | None:
    """Where the newest campaign stands for this reader: all of it for the office, the own unit for a clerk.

    None where there is no campaign the reader may see. One statement for the campaign, one per fact for its figures,
    one per bar in parts.
    """
    campaign = current_campaign(actor)
    if campaign is None:
        return None
    cuts = {line.key: _cut(line.done, {}, line.by, campaign, actor) for line in LINES if line.by}
    wanted = [request for line in LINES for request in _requests(line, campaign, actor)[: 1 if line.by else 2]]
    found = iter(evaluate(wanted).figures)
    gauges = []
    for line in LINES:
        all_ = next(found)
        cut = cuts[line.key] if line.by else [(line.words[1], _whole(next(found)))]
        gauges.append(_gauge(line, all_, cut))
    return CampaignState(campaign, tuple(gauge for gauge in gauges if gauge.total))


def missing(actor: Post, key: str) -> Missing:
    """Who is still missing behind one gauge, and who is not: as many names as the gauge says. At most six statements.

    Raises:
        NotThere: no such gauge, or nothing asked of this reader's units.
    """
    campaign, line = current_campaign(actor), next((line for line in LINES if line.key == key), None)
    if campaign is None or line is None:
        raise NotThere(key)
    open_cut = _each(line, line.all_, {"state": _OPEN}, campaign, actor)
    done_cut = _each(line, line.done, {}, campaign, actor)
    wanted = [*_requests(line, campaign, actor), *open_cut.values(), *done_cut.values()]
    all_, done, *cut = evaluate(wanted).figures
    gauge = _gauge(line, all_, [(line.words[1], _whole(done))])
    if not gauge.total:
        raise NotThere(key)
    if line.each:
        lacking = dict(zip(open_cut, cut, strict=False))
        reached = dict(zip(done_cut, cut[len(open_cut) :], strict=True))
        ids = [{label: set(figure.unit_ids) for label, figure in found.items()} for found in (lacking, reached)]
    else:
        ids = [{"": set(all_.unit_ids) - set(done.unit_ids)}, {"": set(done.unit_ids)}]
    return Missing(campaign, gauge, *_named(actor, ids))


def _slice(campaign: Campaign, actor: Post, where: Where) -> Slice:
    unit_id = None if actor.is_office else actor.unit_id
    return Slice(campaign_id=campaign.pk, unit_id=unit_id, until=clock.today(), where=where)


def _requests(line: Line, campaign: Campaign, actor: Post) -> list[Request]:
    """All and the done, with their units."""
    wanted: tuple[tuple[str, Where], ...] = ((line.all_, line.where), (line.done, {}))
    return [Request(key, _slice(campaign, actor, where), with_units=True) for key, where in wanted]


def _cut(key: str, where: Where, by: str, campaign: Campaign, actor: Post) -> list[tuple[str, int]]:
    """A measure cut by a dimension, each part with its name. One statement."""
    rows = table(key, _slice(campaign, actor, where), by=by)
    return [(str(PARTS[by]) % {"number": value}, count) for value, count in rows]


def _each(line: Line, key: str, where: Where, campaign: Campaign, actor: Post) -> dict[str, Request]:
    """A request for the units of each value of `line.each`, by its name; none where all asked once. One statement."""
    if not line.each:
        return {}
    values = [value for value, _count in table(key, _slice(campaign, actor, where), by=line.each)]
    return {
        str(PARTS[line.each]) % {"number": value}: Request(
            key, _slice(campaign, actor, {**where, line.each: (value,)}), with_units=True
        )
        for value in values
    }


def _named(actor: Post, found: Sequence[Mapping[str, set[int]]]) -> list[list[Names]]:
    """Units instead of their ids, labels without units left out. One statement."""
    ids = {pk for by_label in found for some in by_label.values() for pk in some}
    units = list(Unit.objects.visible_to(actor).filter(pk__in=ids).in_official_order())
    named = [[Names(label, [u for u in units if u.pk in some]) for label, some in part.items()] for part in found]
    return [[names for names in part if names.units] for part in named]


def _gauge(line: Line, all_: Figure, cut: Sequence[tuple[str | Promise, int]]) -> Gauge:
    total = _whole(all_)
    return Gauge(line, sum(count for _label, count in cut), total, all_.measure.word, _parts(cut, total))


def _parts(cut: Sequence[tuple[str | Promise, int]], total: int) -> tuple[Part, ...]:
    """Stretches of a bar behind each other."""
    parts, x = [], 0.0
    for label, value in cut:
        width = WIDTH * value / total if total else 0.0
        parts.append(Part(label, value, round(x, 1), round(width, 1)))
        x += width
    return tuple(parts)


def _whole(figure: Figure) -> int:
    return figure.value if isinstance(figure.value, int) else 0
