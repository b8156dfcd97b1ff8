"""The state of a campaign on the first page (进展): figures like any other, each with its records behind it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingcha.campaigns.models import Campaign
from mingcha.campaigns.queries import current_campaign
from mingcha.figures.definitions import Given, Slice
from mingcha.figures.evaluate import Figure, Request, evaluate
from mingcha.kernel import clock
from mingcha.orgs.models import Post
from mingcha.ui.navigation import list_url
from mingcha.ui.records import kind_by_key

WIDTH = 600
"""Width of a bar in its own units; the page scales it."""


@dataclass(frozen=True)
class Part:
    """One stretch of a bar: what it stands for, how many, and where it is drawn (0 to WIDTH)."""

    label: str | Promise
    value: int
    x: float
    width: float


@dataclass(frozen=True)
class Gauge:
    """One line of progress: done of all, in parts. `url` leads to the records."""

    label: str | Promise
    done: int
    total: int
    word: str
    parts: tuple[Part, ...]
    url: str

    @property
    def missing(self) -> int:
        """How many are still to come."""
        return self.total - self.done


@dataclass(frozen=True)
class CampaignState:
    """A campaign and its gauges, as of today."""

    campaign: Campaign
    gauges: tuple[Gauge, ...]


def campaign_state(actor: Post) -> CampaignState | None:
    """Where the newest campaign stands for this reader: all of it for the office, the own unit for a clerk.

    None where there is no campaign the reader may see. One statement for the campaign, one per fact for its figures.
    """
    campaign = current_campaign(actor)
    if campaign is None:
        return None
    wanted = [_request(campaign, actor, key, where) for key, where in _WANTED]
    cities, departments, filed, *passed, tasks, accepted = evaluate(wanted).figures
    rounds = [_("第一轮通过"), _("第二轮通过"), _("第三轮通过")]
    gauges = (
        _gauge(_("市（地）方案备案"), [(_("已备案"), filed)], cities, "plans.filing"),
        _gauge(_("省直单位方案审核"), list(zip(rounds, passed, strict=True)), departments, "plans.round"),
        _gauge(_("交办任务办结"), [(_("已办结"), accepted)], tasks, "assignments.task"),
    )
    return CampaignState(campaign, tuple(gauge for gauge in gauges if gauge.total))


_WANTED: tuple[tuple[str, dict[str, tuple[Given, ...]]], ...] = (
    ("campaigns.participants", {"participant_kind": ("CITY",)}),
    ("campaigns.participants", {"participant_kind": ("DEPARTMENT",)}),
    ("plans.filed", {}),
    ("plans.passed", {"round": (1,)}),
    ("plans.passed", {"round": (2,)}),
    ("plans.passed", {"round": (3,)}),
    ("assignments.tasks", {}),
    ("assignments.accepted", {}),
)


def _request(campaign: Campaign, actor: Post, key: str, where: dict[str, tuple[Given, ...]]) -> Request:
    unit_id = None if actor.is_office else actor.unit_id
    return Request(key, Slice(campaign_id=campaign.pk, unit_id=unit_id, until=clock.today(), where=where))


def _gauge(label: str | Promise, given: list[tuple[str | Promise, Figure]], all_: Figure, kind: str) -> Gauge:
    total = _whole(all_)
    parts, x = [], 0.0
    for name, figure in given:
        width = WIDTH * _whole(figure) / total if total else 0.0
        parts.append(Part(name, _whole(figure), round(x, 1), round(width, 1)))
        x += width
    done = sum(part.value for part in parts)
    return Gauge(label, done, total, all_.measure.word, tuple(parts), list_url(kind_by_key(kind)))


def _whole(figure: Figure) -> int:
    return figure.value if isinstance(figure.value, int) else 0
