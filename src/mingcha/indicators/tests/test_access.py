"""Who sees, defines, sets and reports."""

import pytest

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.indicators import access
from mingcha.indicators.models import Indicator, ReportedValue, Target
from mingcha.indicators.tests.factories import a_target, a_value, an_indicator
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_indicator_is_visible_to_all_but_the_auditor() -> None:
    indicator = an_indicator(a_campaign())

    assert list(Indicator.objects.visible_to(a_post(a_unit("甲市"), role="CLERK"))) == [indicator]
    assert list(Indicator.objects.visible_to(a_post(role="AUDITOR"))) == []


def test_values_and_targets_are_visible_to_the_office_the_unit_and_those_above() -> None:
    city = a_unit("甲市")
    county = a_unit("甲县", level="COUNTY", parent=city)
    indicator = an_indicator(a_campaign())
    value, target = a_value(indicator, county), a_target(indicator, county)

    for post in (a_post(), a_post(city, role="CLERK"), a_post(county, role="CLERK")):
        assert list(ReportedValue.objects.visible_to(post)) == [value]
        assert list(Target.objects.visible_to(post)) == [target]
    for post in (a_post(a_unit("乙市"), role="CLERK"), a_post(role="AUDITOR")):
        assert list(ReportedValue.objects.visible_to(post)) == []
        assert list(Target.objects.visible_to(post)) == []


def test_indicators_and_targets_are_the_offices_and_values_the_units() -> None:
    city = a_unit("甲市")
    office, clerk, stranger = a_post(), a_post(city, role="CLERK"), a_post(a_unit("乙市"), role="CLERK")

    assert [access.may_define_indicator(p) for p in (office, clerk)] == [True, False]
    assert [access.may_set_target(p) for p in (office, clerk)] == [True, False]
    assert [access.may_report_value(p, city) for p in (office, clerk, stranger)] == [True, True, False]
