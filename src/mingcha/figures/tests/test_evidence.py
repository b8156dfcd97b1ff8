"""The rows behind a figure, through the reader's access."""

import pytest
from pytest_django import DjangoAssertNumQueries

from mingcha.figures import evidence
from mingcha.figures.definitions import Slice
from mingcha.figures.tests.factories import DAY, a_group
from mingcha.kernel.records import void_row
from mingcha.orgs.models import LeadingGroup, LeadingGroupMember
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_records_are_those_counted_by_id(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    city = a_unit("甲市")
    groups = [a_group(city), a_group(a_unit("甲县", level="COUNTY", parent=city))]
    void_row(a_group(city), reason="录入有误")
    a_group(a_unit("乙市"))
    office = a_post()

    with django_assert_num_queries(1):
        found = list(evidence.records("tests.groups", Slice(unit_id=city.pk, until=DAY), actor=office))

    assert found == groups


def test_records_of_a_ratio_are_those_of_its_numerator() -> None:
    a_group(a_unit("甲市"), "LEADER", "DEPUTY")

    [seat] = evidence.records("tests.share", Slice(), actor=a_post())

    assert evidence.fact_behind("tests.share").key == "tests.seats"
    assert seat.role == "LEADER"


def test_records_that_the_reader_may_not_see_are_not_among_them() -> None:
    a_group(a_unit("甲市"))

    assert evidence.records("tests.groups", Slice(), actor=a_post()).count() == 1
    assert evidence.records("tests.groups", Slice(), actor=a_post(role="AUDITOR")).count() == 0


def test_rows_hold_the_documented_columns_in_plain_form() -> None:
    group = a_group(a_unit("甲市"), "LEADER")
    seat = LeadingGroupMember.objects.get()

    [row] = evidence.rows("tests.seats", Slice(where={"seat": ("LEADER",)}))

    assert row.id == seat.pk
    assert row.values == {
        "id": seat.pk,
        "unit_id": group.unit_id,
        "campaign_id": group.pk,
        "happened_on": "2018-03-05",
        "recorded_at": group.recorded_at.replace(tzinfo=None).isoformat(sep=" "),
        "seat": "LEADER",
        "title": "leader",
        "is_reconstructed": False,
        "quantity": 1,
    }


def test_rows_are_in_order_and_their_digests_change_with_a_value_alone() -> None:
    group = a_group(a_unit("甲市"), "LEADER", "DEPUTY")
    before = list(evidence.rows("tests.seats", Slice()))
    again = list(evidence.rows("tests.seats", Slice()))

    LeadingGroupMember.objects.filter(group=group, position=2).update(title="市长")
    after = list(evidence.rows("tests.seats", Slice()))

    assert before == again
    assert [row.id for row in before] == sorted(row.id for row in before)
    assert [old.digest == new.digest for old, new in zip(before, after, strict=True)] == [True, False]


def test_digest_of_known_columns_is_this_for_ever() -> None:
    values = {"b": "甲", "a": 1, "c": None, "d": True}

    assert evidence.digest(values) == evidence.digest(dict(reversed(values.items())))
    assert evidence.digest(values) == "457e3471b38b08625a50eef7ee03a111e19cb3650a36e30d9cfd5481b8859aa9"


def test_rows_of_a_voided_record_are_gone() -> None:
    group = a_group(a_unit("甲市"), "LEADER")
    void_row(LeadingGroup.objects.get(pk=group.pk), reason="录入有误")

    assert list(evidence.rows("tests.seats", Slice())) == []
