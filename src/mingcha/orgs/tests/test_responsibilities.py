"""Responsibilities: rule, access, verbs, reads."""

from datetime import date
from typing import Any

import pytest

from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs import access, actions, queries, rules
from mingcha.orgs.actions import ResponsibilityValues
from mingcha.orgs.choices import Line, ResponsibilityKind
from mingcha.orgs.models import Post, Responsibility, Succession, Unit
from mingcha.orgs.tests.factories import a_contact, a_post, a_responsibility, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
MAY, JUNE = date(2018, 5, 1), date(2018, 6, 1)
Counted = Any


def _verbs() -> list[str]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True))


def _assign(unit: Unit, actor: Post, title: str = "市委书记", *, on: date = MAY, **given: Any) -> Responsibility:
    values = ResponsibilityValues(**{"kind": ResponsibilityKind.FIRST, "title": title, **given})
    return actions.assign_responsibility(unit, actor=actor, values=values, happened_on=on)


# ---------------------------------------------------------------- rule
@pytest.mark.parametrize(
    ("one", "other", "nearest"),
    [
        ({1: 0, 2: 1, 3: 2}, {4: 0, 2: 1, 3: 2}, 2),
        ({1: 0, 2: 1}, {2: 0}, 2),
        ({1: 0, 2: 2, 3: 1}, {4: 0, 2: 1, 3: 2}, 3),
        ({1: 0}, {2: 0}, None),
        ({1: 0}, {1: 0}, 1),
    ],
)
def test_nearest_common_takes_the_fewest_steps(one: dict[int, int], other: dict[int, int], nearest: int | None) -> None:
    assert rules.nearest_common(one, other) == nearest


# ---------------------------------------------------------------- access
@pytest.mark.parametrize(
    ("role", "sees", "for_own", "for_other"),
    [
        ("OFFICE", True, True, True),
        ("CLERK", True, True, False),
        ("HEAD", True, True, False),
        ("LEADER", True, False, False),
        ("AUDITOR", False, False, False),
    ],
)
def test_responsibilities_by_role(role: str, *, sees: bool, for_own: bool, for_other: bool) -> None:
    own, other = a_unit("甲市"), a_unit("乙市")
    a_responsibility(other)
    actor = a_post(own, role=role)

    assert Responsibility.objects.visible_to(actor).exists() == sees
    assert access.may_assign_responsibility(actor, own) == for_own
    assert access.may_assign_responsibility(actor, other) == for_other


def test_responsibilities_for_nobody_are_none_and_for_a_visited_hall_the_offices() -> None:
    city = a_unit("甲市")
    a_responsibility(a_unit("暗访大厅", level="HALL", kind="HALL", parent=city, is_placeholder=True))

    assert not Responsibility.objects.visible_to(None).exists()
    assert not Responsibility.objects.visible_to(a_post(city, role="CLERK")).exists()
    assert Responsibility.objects.visible_to(a_post()).count() == 1


# ---------------------------------------------------------------- assign_responsibility
def test_assign_responsibility_keeps_leader_unit_and_document() -> None:
    unit, province = a_unit(), a_unit("省", level="PROVINCE")

    made = _assign(unit, a_post(), "副省长", leader_unit=province.pk, document="省发〔2018〕1号", name="甲某")

    made.refresh_from_db()
    assert (made.leader_unit, made.document, made.valid_from) == (province, "省发〔2018〕1号", MAY)
    assert (str(made), made.is_current) == ("甲市第一责任人：副省长甲某", True)
    assert _verbs() == ["orgs.assign_responsibility"]


def test_assign_responsibility_of_a_new_first_ends_the_one_before() -> None:
    unit, actor = a_unit(), a_post()
    first = _assign(unit, actor)

    second = _assign(unit, actor, "市委副书记、代市长", on=JUNE)

    first.refresh_from_db()
    assert first.valid_until == date(2018, 5, 31)
    assert list(Responsibility.objects.valid_on(date(2018, 5, 31))) == [first]
    assert list(Responsibility.objects.valid_on(JUNE)) == [second]


def test_assign_responsibility_lets_several_be_paired_but_none_twice() -> None:
    unit, actor = a_unit(), a_post()
    for title in ("副省长", "省政协副主席"):
        _assign(unit, actor, title, kind=ResponsibilityKind.PAIRED)

    with pytest.raises(NotInThisState):
        _assign(unit, actor, "副省长", kind=ResponsibilityKind.PAIRED, on=JUNE)

    assert Responsibility.objects.valid_on(JUNE).count() == 2


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("title", {"title": " "}),
        ("happened_on", {"title": "市长", "on": date(9999, 1, 1)}),
        ("happened_on", {"title": "市长", "on": date(2019, 1, 1)}),
        ("happened_on", {"title": "市长", "on": MAY}),
        ("happened_on", {"title": "市长", "on": date(2018, 4, 1)}),
    ],
)
def test_assign_responsibility_with_a_wrong_value_changes_nothing(field: str, given: dict[str, Any]) -> None:
    unit, actor = a_unit(valid_until=date(2018, 12, 31)), a_post()
    _assign(unit, actor)

    with pytest.raises(BadValue) as caught:
        _assign(unit, actor, **given)

    assert (caught.value.field, Responsibility.objects.count(), len(_verbs())) == (field, 1, 1)


def test_assign_responsibility_inside_a_stretch_that_has_ended_is_a_bad_value() -> None:
    unit, actor = a_unit(), a_post()
    actions.end_responsibility(_assign(unit, actor), actor=actor, happened_on=JUNE)

    with pytest.raises(BadValue):
        _assign(unit, actor, "市长", on=JUNE)

    assert Responsibility.objects.count() == 1


def test_assign_responsibility_refuses_the_clerk_of_another_unit() -> None:
    with pytest.raises(Refused):
        _assign(a_unit("乙市"), a_post(a_unit("甲市"), role="CLERK"))

    assert (Responsibility.objects.count(), _verbs()) == (0, [])


# ---------------------------------------------------------------- end and correct
def test_end_responsibility_ends_it_once() -> None:
    actor = a_post()
    made = _assign(a_unit(), actor)

    with pytest.raises(BadValue):
        actions.end_responsibility(made, actor=actor, happened_on=date(2018, 4, 30))
    actions.end_responsibility(made, actor=actor, happened_on=JUNE)
    with pytest.raises(NotInThisState):
        actions.end_responsibility(made, actor=actor)

    made.refresh_from_db()
    assert (made.valid_until, made.is_current) == (JUNE, False)
    assert _verbs() == ["orgs.assign_responsibility", "orgs.end_responsibility"]


def test_end_and_correct_responsibility_refuse_a_stranger() -> None:
    made, stranger = a_responsibility(a_unit("甲市")), a_post(a_unit("乙市"), role="HEAD")
    values = ResponsibilityValues(kind=ResponsibilityKind.FIRST, title="市长")

    with pytest.raises(Refused):
        actions.end_responsibility(made, actor=stranger)
    with pytest.raises(Refused):
        actions.correct_responsibility(made, actor=stranger, values=values, reason="录入有误")

    assert (Responsibility.objects.current().get(), _verbs()) == (made, [])


def test_correct_responsibility_voids_and_follows_for_the_same_days() -> None:
    actor = a_post()
    made = _assign(a_unit(), actor)
    values = ResponsibilityValues(kind=ResponsibilityKind.DIRECT, title="市长")

    new = actions.correct_responsibility(made, actor=actor, values=values, reason="录入有误")
    with pytest.raises(NotInThisState):
        actions.correct_responsibility(made, actor=actor, values=values, reason="录入有误")

    assert (new.succeeds, new.title, new.kind, new.valid_from) == (made, "市长", "FIRST", MAY)
    assert (made.void_reason, list(Responsibility.objects.current())) == ("录入有误", [new])
    assert LedgerEntry.objects.get(verb="orgs.correct_responsibility").reason == "录入有误"


@pytest.mark.parametrize(("title", "reason", "field"), [("市委书记", "更正", "title"), ("市长", " ", "reason")])
def test_correct_responsibility_to_the_same_or_without_reason_is_a_bad_value(
    title: str, reason: str, field: str
) -> None:
    actor = a_post()
    made = _assign(a_unit(), actor)
    values = ResponsibilityValues(kind=ResponsibilityKind.FIRST, title=title)

    with pytest.raises(BadValue) as caught:
        actions.correct_responsibility(made, actor=actor, values=values, reason=reason)

    assert (caught.value.field, Responsibility.objects.current().get()) == (field, made)


# ---------------------------------------------------------------- queries
def _two_lines() -> tuple[Unit, Unit, Unit, Unit]:
    province = a_unit("省", level="PROVINCE")
    ministry = a_unit("省公安厅", level="PROVINCE", kind="DEPARTMENT", parent=province)
    city = a_unit("甲市", parent=province)
    return province, ministry, city, a_unit("甲市公安局", kind="DEPARTMENT", parent=city, system_parent=ministry)


def test_answerable_for_goes_up_both_lines_on_the_day_asked() -> None:
    province, ministry, city, bureau = _two_lines()
    a_responsibility(city, title="前任书记", valid_until=date(2018, 5, 31))
    a_responsibility(city, title="书记", valid_from=JUNE)
    paired = a_responsibility(city, kind="PAIRED", title="副省长")
    head = a_contact(bureau, "PRINCIPAL")

    territory, system = queries.answerable_for(bureau, a_post(), on=JUNE)

    assert [link.unit for link in territory.links] == [bureau, city, province]
    assert [link.unit for link in system.links] == [bureau, ministry]
    assert [duty.title for duty in territory.links[1].responsibilities] == ["书记", paired.title]
    assert territory.links[0].contacts.principal == head


def test_answerable_for_a_unit_without_superiors_is_itself_alone() -> None:
    province = a_unit("省", level="PROVINCE")

    [chain] = queries.answerable_for(province, a_post())

    assert (chain.line, [link.unit for link in chain.links]) == (Line.TERRITORY, [province])


def test_answerable_for_says_who_followed_a_superior_that_had_ended() -> None:
    old = a_unit("甲地区", valid_until=date(2018, 5, 31))
    county, new = a_unit("甲县", level="COUNTY", parent=old), a_unit("甲市", valid_from=JUNE)
    Succession.objects.create(predecessor=old, successor=new, kind="UPGRADED", happened_on=JUNE)

    before, after = (queries.answerable_for(county, a_post(), on=day)[0] for day in (MAY, JUNE))

    assert [link.successor for link in before.links] == [None, None]
    assert [link.successor for link in after.links] == [None, new]


@pytest.mark.parametrize("count", [1, 3])
def test_answerable_for_costs_four_statements_however_long_the_chain(
    count: int, django_assert_num_queries: Counted
) -> None:
    unit, actor = a_unit("零市", valid_until=date(2018, 12, 31)), a_post()
    for number in range(count):
        unit = a_unit(f"{number}市", parent=unit, system_parent=unit)
        a_responsibility(unit)
        a_contact(unit, "PRINCIPAL")

    with django_assert_num_queries(4):
        queries.answerable_for(unit, actor)


def test_answerable_for_hides_contacts_of_superiors_from_a_clerk() -> None:
    _, _, city, bureau = _two_lines()
    a_contact(city, "PRINCIPAL")

    territory, _ = queries.answerable_for(bureau, a_post(bureau, role="CLERK"))

    assert territory.links[1].contacts.principal is None


def test_nearest_common_superior_by_line_and_over_both(django_assert_num_queries: Counted) -> None:
    province, ministry, city, bureau = _two_lines()
    other = a_unit("乙市公安局", kind="DEPARTMENT", parent=a_unit("乙市", parent=province), system_parent=ministry)

    with django_assert_num_queries(1):
        shared = queries.nearest_common_superior(bureau, other)

    assert shared == {Line.TERRITORY: province, Line.SYSTEM: ministry, None: ministry}
    assert queries.nearest_common_superior(bureau, city) == {Line.TERRITORY: city, Line.SYSTEM: None, None: city}


@pytest.mark.parametrize("text", ["甲市", "C0001", "甲", " 甲市 "])
def test_unit_named_by_code_name_short_name_or_a_part_of_it(text: str) -> None:
    unit = a_unit("甲市", code="C0001", short_name="甲")
    a_unit("甲市公安局", kind="DEPARTMENT")

    assert queries.unit_named(a_post(), text) == unit


def test_unit_named_speaks_of_the_day() -> None:
    old = a_unit("甲县", code="C0001", valid_until=date(2018, 5, 31))
    new = a_unit("甲市", code="C0001", valid_from=JUNE, from_certainty="DAY")

    assert [queries.unit_named(a_post(), "C0001", day) for day in (MAY, JUNE)] == [old, new]


@pytest.mark.parametrize("text", ["丙市", "", "市", "暗访大厅", "\0", "丙" * 60_000])
def test_unit_named_unknown_hidden_or_many_is_a_bad_value(text: str) -> None:
    city = a_unit("甲市")
    a_unit("乙市")
    a_unit("暗访大厅", level="HALL", kind="HALL", is_placeholder=True)

    with pytest.raises(BadValue) as caught:
        queries.unit_named(a_post(city, role="CLERK"), text, field="other")

    assert caught.value.field == "other"
