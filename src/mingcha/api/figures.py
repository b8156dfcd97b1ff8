"""JSON of figures (数据的接口): measures, and their values today for who may see all the records behind them."""

from datetime import date
from fractions import Fraction
from typing import Literal

from ninja import Field, Query, Router, Schema

from mingcha.campaigns.queries import campaign_by_name, current_campaign
from mingcha.figures import registry
from mingcha.figures.definitions import Slice
from mingcha.figures.evaluate import Figure, Request, evaluate, table
from mingcha.kernel.errors import BadValue, Refused
from mingcha.orgs import queries as orgs
from mingcha.orgs.acting import StaffRequest
from mingcha.orgs.models import Post
from mingcha.ui.schemas import Given

router = Router()


class MeasureOut(Schema):
    """A measure and its definition (口径)."""

    key: str
    label: str
    word: str
    definition: str
    dimensions: list[str]


class SliceIn(Given):
    """Over what to evaluate; the newest campaign where none is named."""

    campaign: str = ""
    unit: str = Field("", description="Code of a unit: it and everything below it.")
    line: Literal["territory", "system"] = "territory"
    since: date | None = None
    until: date | None = None
    where: list[str] = Field([], description="Cuts, each `dimension=value`.")


class FigureOut(Schema):
    """A figure with what stands behind it (数据)."""

    key: str
    word: str
    value: int | float | tuple[int, int] | None = Field(description="A ratio in percent; a range as its two ends.")
    numerator: int | None
    denominator: int | None
    evidence_count: int
    definition: str
    version: str


class CutOut(Schema):
    """One line of a measure cut by a dimension (分列)."""

    cut: str | int | bool | None
    value: int


@router.get("/measures", response=list[MeasureOut], summary="Measures and their definitions 数据口径")
def measure_list(request: StaffRequest) -> list[MeasureOut]:
    """Every measure with its counter word and what it may be cut by."""
    return [
        MeasureOut(key=m.key, label=m.label, word=m.word, definition=m.says, dimensions=sorted(registry.dimensions(m)))
        for m in registry.measures()
    ]


@router.get("/measures/{key}", response=FigureOut, summary="A measure evaluated today 现算数据")
def figure(request: StaffRequest, key: str, given: Query[SliceIn]) -> FigureOut:
    """For the office: a value counts records of every unit. Others read issued bulletins."""
    slice_ = _slice(request.actor, key, given)
    registry.cut_enough(registry.measure(key), slice_.where)
    return _told(evaluate([Request(key, slice_)]).figures[0])


@router.get("/measures/{key}/by/{dimension}", response=list[CutOut], summary="A measure cut by a dimension 分列")
def figure_table(request: StaffRequest, key: str, dimension: str, given: Query[SliceIn]) -> list[CutOut]:
    """For the office: one line for each value of the dimension."""
    slice_ = _slice(request.actor, key, given)
    registry.cut_enough(registry.measure(key), {*slice_.where, dimension})
    return [CutOut(cut=cut, value=value) for cut, value in table(key, slice_, by=dimension)]


def _slice(actor: Post, key: str, given: SliceIn) -> Slice:
    if not actor.is_office:
        raise Refused("figures.evaluate")
    if given.since and given.until and given.since > given.until:
        raise BadValue(f"起始日 {given.since} 晚于截止日 {given.until}", field="since")
    campaign = campaign_by_name(given.campaign) if given.campaign else current_campaign(actor)
    if campaign is None:
        raise BadValue("还没有集中整顿", field="campaign")
    unit = orgs.unit_by_code(given.unit, on=given.until) if given.unit else None
    return Slice(
        campaign_id=campaign.pk,
        unit_id=unit.pk if unit else None,
        line=given.line.upper(),
        since=given.since,
        until=given.until,
        where=registry.checked(registry.measure(key), _where(given.where)),
    )


def _where(pairs: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not (name and sign and value) or name in registry.RESERVED:
            raise BadValue(f"where 应写作 维度=值，得到“{pair}”", field="where")
        found[name] = (*found.get(name, ()), value)
    return found


def _told(figure: Figure) -> FigureOut:
    value = figure.value
    return FigureOut(
        key=figure.measure.key,
        word=figure.measure.word,
        value=float(100 * value) if isinstance(value, Fraction) else value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        evidence_count=figure.rows,
        definition=figure.measure.says,
        version=figure.version,
    )
