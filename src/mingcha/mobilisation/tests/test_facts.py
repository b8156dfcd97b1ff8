"""Meetings, relays and training counted: each measure to a right number."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection

from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.figures import compile, registry
from mingcha.figures.definitions import Slice
from mingcha.figures.evaluate import Request, evaluate
from mingcha.kernel.records import void_row
from mingcha.mobilisation import facts, measures
from mingcha.mobilisation.models import TrainingCourse
from mingcha.mobilisation.tests.factories import (
    a_course,
    a_meeting,
    a_relay,
    a_session,
    an_agenda_point,
    an_instruction,
)
from mingcha.orgs.models import Unit
from mingcha.orgs.tests.factories import a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _value(
    key: str, campaign: Campaign, *, unit: Unit | None = None, until: date | None = None, **where: str
) -> object:
    """The value of a measure, cut as a mark would cut it."""
    checked = registry.checked(registry.measure(key), {name: tuple(v.split(",")) for name, v in where.items()})
    slice_ = Slice(campaign_id=campaign.pk, unit_id=unit.pk if unit else None, until=until, where=checked)
    return evaluate([Request(key, slice_)]).figures[0].value


def _province(campaign: Campaign) -> tuple[Unit, Unit, Unit, Unit]:
    """A province with a city, its county and a department; each has met, the city twice, the department specially."""
    province = a_unit("省", level="PROVINCE")
    city = a_unit("甲市", parent=province)
    county = a_unit("甲县", level="COUNTY", parent=city)
    department = a_unit("省公安厅", level="PROVINCE", kind="DEPARTMENT", parent=province)
    a_meeting(city, campaign)
    a_meeting(city, campaign, on=date(2018, 3, 1), kind="STANDING_COMMITTEE")
    a_meeting(county, campaign, on=date(2018, 3, 2))
    a_meeting(department, campaign, purpose="SPECIAL", kind="DEPARTMENT")
    return province, city, county, department


@pytest.mark.parametrize(
    ("where", "units", "meetings"),
    [
        ({}, 3, 4),
        ({"level": "prefecture"}, 1, 2),
        ({"level": "province", "kind": "department"}, 1, 1),
        ({"purpose": "special"}, 1, 1),
        ({"purpose": "deploy"}, 2, 3),
        ({"meeting_kind": "standing_committee,department"}, 2, 2),
    ],
)
def test_units_met_counts_a_unit_once_and_meetings_each(where: dict[str, Any], units: int, meetings: int) -> None:
    campaign = a_campaign()
    _province(campaign)

    found = (_value("mobilisation.units_met", campaign, **where), _value("mobilisation.meetings", campaign, **where))

    assert found == (units, meetings)


def test_units_met_by_subtree_day_and_campaign_leaves_out_what_is_voided() -> None:
    campaign = a_campaign()
    _, city, county, _ = _province(campaign)
    void_row(a_meeting(a_unit("乙市"), campaign), reason="误登")

    assert [
        _value("mobilisation.units_met", campaign),
        _value("mobilisation.units_met", campaign, unit=city),
        _value("mobilisation.units_met", campaign, unit=county),
        _value("mobilisation.units_met", campaign, unit=city, until=date(2018, 3, 1)),
        _value("mobilisation.units_met", a_campaign("另一次")),
    ] == [3, 2, 1, 1, 0]


def test_self_criticisms_adds_units_and_leaves_persons_and_other_points_out() -> None:
    campaign, city = a_campaign(), a_unit()
    meeting = a_meeting(city, campaign)
    an_agenda_point(meeting, quantity=15)
    an_agenda_point(meeting, quantity=2, word="家")
    an_agenda_point(meeting, quantity=40, word="人")
    an_agenda_point(meeting, quantity=None, word="")
    an_agenda_point(meeting, quantity=81, word="个", kind="CASES")

    assert _value("mobilisation.self_criticisms", campaign, unit=city) == 17


def test_units_relayed_by_lag_and_instruction_names_the_units() -> None:
    campaign = a_campaign()
    first, second = a_unit("甲市"), a_unit("乙市")
    general, special = an_instruction(campaign, "大会"), an_instruction(campaign, "专项会", on=date(2018, 3, 1))
    a_relay(a_meeting(first, campaign), general)
    a_relay(a_meeting(second, campaign, on=date(2018, 2, 24)), general)
    a_relay(a_meeting(second, campaign, on=date(2018, 3, 1)), special)

    same_day = Slice(campaign_id=campaign.pk, where={"lag_days": (0,), "instruction": ("大会",)})
    [figure] = evaluate([Request("mobilisation.units_relayed", same_day, with_units=True)]).figures

    assert (figure.value, figure.unit_ids) == (1, (first.pk,))
    assert _value("mobilisation.units_relayed", campaign) == 2
    assert _value("mobilisation.units_relayed", campaign, lag_days="0") == 2
    assert _value("mobilisation.units_relayed", campaign, instruction="专项会") == 1


def test_training_sessions_and_attendances_count_what_was_reported() -> None:
    campaign, city = a_campaign(), a_unit()
    course = a_course(city, campaign)
    for number in range(1, 8):
        a_session(course, number, on=date(2018, 3, number), attended=50 if number < 3 else None)
    void_row(a_session(course, 8, attended=99), reason="误登")

    assert [
        _value("mobilisation.training_sessions", campaign, unit=city),
        _value("mobilisation.training_sessions", campaign, until=date(2018, 3, 4)),
        _value("mobilisation.training_sessions", campaign, audience="市管干部"),
        _value("mobilisation.training_sessions", campaign, audience="窗口人员"),
        _value("mobilisation.training_attendances", campaign),
    ] == [7, 4, 7, 0, 100]


def test_coverage_counts_from_the_day_it_was_reported() -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    full = a_course(city, campaign, "甲班", target_persons=40)
    told = a_course(a_unit("乙市"), campaign, "乙班")
    a_course(city, campaign, "丙班", target_persons=60)
    reports = [(full, 40), (told, None)]
    for course, covered in reports:
        TrainingCourse.objects.filter(pk=course.pk).update(
            coverage="FULL", covered_persons=covered, covered_on=date(2018, 3, 31)
        )

    assert [
        _value("mobilisation.units_fully_trained", campaign),
        _value("mobilisation.units_fully_trained", campaign, until=date(2018, 3, 30)),
        _value("mobilisation.persons_trained", campaign),
        _value("mobilisation.persons_to_train", campaign),
        _value("mobilisation.training_share", campaign),
        _value("mobilisation.training_share", campaign, until=date(2018, 3, 30)),
    ] == [2, 0, 40, 40, Fraction(1), None]


def test_coverages_hold_the_courses_that_reported_alone() -> None:
    campaign = a_campaign()
    partial = a_course(a_unit("甲市"), campaign)
    a_course(a_unit("乙市"), campaign)
    TrainingCourse.objects.filter(pk=partial.pk).update(coverage="PARTIAL", covered_on=date(2018, 3, 31))

    with connection.cursor() as cursor:
        cursor.execute(compile._text(connection.vendor, compile.rows_of(facts.COVERAGES).select("id")))
        rows = cursor.fetchall()

    assert rows == [(partial.pk,)]


def test_no_measure_of_mobilisation_may_be_scored() -> None:
    assert [measure.key for measure in measures.MEASURES if not measure.not_for_scoring] == []
