"""Every measure the house ships, on the engine that bulletins use: none fails on nothing, all count right."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from mingcha.assignments.tests.factories import a_directive, a_task
from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign, a_participation, a_programme
from mingcha.figures import evidence, registry
from mingcha.figures.definitions import Aggregate, Measure, Slice
from mingcha.figures.evaluate import Request, evaluate, table
from mingcha.indicators.tests.factories import a_target, a_value, an_indicator
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Unit, UnitClosure
from mingcha.orgs.tests.factories import a_post, a_unit
from mingcha.plans.models import CriteriaSet
from mingcha.plans.tests.factories import a_criteria_set, a_filing, a_round
from mingcha.problems.choices import FindingMethod
from mingcha.problems.tests.factories import a_problem

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
DAY = date(2018, 3, 5)
KEYS = [measure.key for measure in registry.measures()]
OF_ROWS = (Aggregate.COUNT, Aggregate.DISTINCT, Aggregate.RANGE)


@pytest.mark.parametrize("key", KEYS)
def test_measure_on_an_empty_database_counts_nothing(key: str) -> None:
    city = a_unit("甲市")
    slice_ = Slice(campaign_id=1, unit_id=city.pk, line="SYSTEM", since=DAY, until=DAY)

    figure = evaluate([Request(key, slice_, with_units=True)]).figures[0]

    assert figure.value == (None if figure.measure.aggregate in {Aggregate.RATIO, Aggregate.RANGE} else 0)
    assert (figure.rows, figure.unit_ids) == (0, ())


@pytest.mark.parametrize("key", KEYS)
def test_measure_is_cut_by_each_of_its_dimensions(key: str) -> None:
    measure = registry.measure(key)

    for name, column in registry.dimensions(measure).items():
        given = {"INT": "1", "BOOL": "true", "DATE": "2018-03-05"}.get(column.kind, "x")
        given = column.choices.values[0].lower() if column.choices else given
        slice_ = Slice(where=registry.checked(measure, {name: (given,)}))
        assert evaluate([Request(key, slice_)]).figures[0].rows == 0
        if measure.aggregate in {Aggregate.COUNT, Aggregate.DISTINCT}:
            assert table(key, Slice(), by=name) == []


@pytest.mark.parametrize("key", KEYS)
def test_measure_tells_the_records_behind_it(key: str) -> None:
    assert list(evidence.rows(key, Slice())) == []
    assert list(evidence.records(key, Slice(), actor=a_post())) == []


def test_measures_evaluated_together_take_at_most_one_statement_for_each_fact() -> None:
    evaluation = evaluate([Request(key, Slice()) for key in KEYS])

    assert evaluation.statements <= len(registry.facts())
    assert [figure.measure.key for figure in evaluation.figures] == KEYS


# ---------------------------------------------------------------- against a plain count
@pytest.fixture
def campaign() -> Campaign:
    """A random world of plans, problems, indicators and tasks over two lines, some of it voided."""
    chosen, campaign = Random(20180409), a_campaign()  # noqa: S311  a world drawn once, not a secret
    province = a_unit("省", level="PROVINCE")
    bureaus = [a_unit(f"省{n}厅", level="PROVINCE", kind="DEPARTMENT", parent=province) for n in range(2)]
    cities = [a_unit(f"{n}市", parent=province, system_parent=chosen.choice(bureaus)) for n in range(3)]
    counties = [a_unit(f"{n}县", level="COUNTY", parent=chosen.choice(cities)) for n in range(8)]
    indicators = [an_indicator(campaign, word, word=word) for word in ("副", "起")]
    directive = a_directive(campaign)
    for unit in (*bureaus, *cities, *counties):
        for row in _records(unit, campaign, chosen, indicators, directive):
            if chosen.random() < 0.2:
                void_row(row, reason="录入有误")
    return campaign


def _records(unit: Unit, campaign: Campaign, chosen: Random, indicators: Any, directive: Any) -> Iterator[Any]:
    criteria = CriteriaSet.objects.filter(campaign=campaign).first() or a_criteria_set(campaign)

    def day() -> date:
        return DAY + timedelta(days=chosen.randrange(20))

    yield a_participation(campaign, unit, chosen.choice(("CITY", "DEPARTMENT")))
    yield a_programme(campaign, unit, scope="LOCAL")
    yield a_filing(unit, campaign, on=day())
    for number in range(chosen.randrange(4)):
        verdict = chosen.choice(("PENDING", "PASSED", "RETURNED"))
        yield a_round(unit, criteria, number=number + 1, verdict=verdict, on=day())
        yield a_problem(unit, campaign, method=chosen.choice(FindingMethod.values), on=day())
    for indicator in indicators:
        yield a_value(indicator, unit, chosen.randrange(1000), on=day())
        yield a_target(indicator, unit, 1000)
    yield a_task(directive, unit, state=chosen.choice(("ISSUED", "SUBMITTED", "ACCEPTED")))


def test_measures_equal_a_plain_count_over_a_random_world(campaign: Campaign) -> None:
    counted = [m for m in registry.measures() if m.aggregate in OF_ROWS]
    everything = {fact.key: _all_rows(fact.key) for fact in registry.facts()}
    roots = Unit.objects.filter(name__in=("省", "省0厅", "1市", "2县"))
    slices = [
        Slice(campaign_id=campaign.pk, unit_id=root.pk, line=line, since=since, until=until)
        for root in roots
        for line in ("TERRITORY", "SYSTEM")
        for since, until in ((None, None), (DAY, DAY + timedelta(days=7)), (DAY + timedelta(days=8), None))
    ]

    for slice_ in slices:
        figures = evaluate([Request(measure.key, slice_) for measure in counted]).figures
        wanted = [_plain(measure, slice_, everything[measure.fact]) for measure in counted]
        assert [(f.measure.key, f.value) for f in figures] == [
            (f.measure.key, v) for f, v in zip(figures, wanted, strict=True)
        ]

    assert sum(len(rows) for rows in everything.values()) > 100


def test_ratios_are_their_two_measures_divided(campaign: Campaign) -> None:
    for measure in (m for m in registry.measures() if m.aggregate is Aggregate.RATIO):
        keys = (measure.key, measure.numerator, measure.denominator)
        ratio, above, below = (f.value for f in evaluate([Request(key, Slice()) for key in keys]).figures)

        assert isinstance(above, int)
        assert isinstance(below, int)
        assert ratio == (Fraction(above, below) if below else None)


def _all_rows(fact: str) -> list[dict[str, Any]]:
    """Every row of a fact, through a measure that counts all of it if there is one, else through any."""
    measures = [m for m in registry.measures() if m.fact == fact]
    widest = {row.id: row.values for measure in measures for row in evidence.rows(measure.key, Slice())}
    return list(widest.values())


def _plain(measure: Measure, slice_: Slice, rows: list[dict[str, Any]]) -> Any:
    """The value of a measure, counted in Python."""
    inside = set(
        UnitClosure.objects.filter(line=slice_.line, ancestor=slice_.unit_id).values_list("descendant", flat=True)
    )
    since, until = str(slice_.since or date.min), str(slice_.until or date.max)
    kept = [
        row
        for row in rows
        if row["unit_id"] in inside
        and row["campaign_id"] == slice_.campaign_id
        and row[measure.date] is not None
        and since <= row[measure.date] <= until
        and all(row[name] in values for name, values in measure.where.items())
    ]
    if measure.aggregate is Aggregate.DISTINCT:
        return len({row[measure.of] for row in kept} - {None})
    per_unit: Counter[int] = Counter()
    for row in kept:
        per_unit[row["unit_id"]] += row.get("quantity", 1)
    if measure.aggregate is Aggregate.RANGE:
        return (min(per_unit.values()), max(per_unit.values())) if per_unit else None
    return sum(per_unit.values())


# ---------------------------------------------------------------- evidence through access
def test_evidence_shows_a_clerk_the_own_rows_and_no_count_of_the_others() -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    criteria = a_criteria_set(campaign)
    mine = a_round(city, criteria, verdict="PASSED")
    a_round(a_unit("乙市"), criteria, verdict="PASSED")
    slice_ = Slice(campaign_id=campaign.pk)

    seen = evidence.records("plans.passed", slice_, actor=a_post(city, role="CLERK"))

    assert evaluate([Request("plans.passed", slice_)]).figures[0].rows == 2
    assert (list(seen), seen.count()) == ([mine], 1)
    assert evidence.records("plans.passed", slice_, actor=a_post(role="AUDITOR")).count() == 0
    assert evidence.records("plans.passed", slice_, actor=a_post()).count() == 2
