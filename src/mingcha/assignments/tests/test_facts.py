"""Measures over tasks, counted by hand."""

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from mingcha.assignments.choices import SubmissionState, TaskState
from mingcha.assignments.models import Extension, Field, Submission, Task, Value
from mingcha.assignments.rules import FieldRow
from mingcha.assignments.tests.factories import DUE_ON, a_directive, a_form, a_task
from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.figures import evidence, registry
from mingcha.figures.definitions import Slice
from mingcha.figures.evaluate import Figure, Request, evaluate
from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Unit
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
LATE = date(2018, 3, 10)


@pytest.fixture
def world() -> tuple[Campaign, Unit, int]:
    """One directive to 甲市 (accepted, late), its 甲县, 乙市 (sent) and 丙市 (sent back); another to 甲市 (paused).

    Left out of everything: a voided task of a third, and what 甲市 hands on to 甲县.
    """
    campaign, city = a_campaign(), a_unit("甲市")
    county = a_unit("甲县", level="COUNTY", parent=city)
    first = a_directive(campaign)
    held = a_task(first, city, state="ACCEPTED", submitted_on=LATE)
    a_task(first, county)
    a_task(first, a_unit("乙市"), state="SUBMITTED", submitted_on=DUE_ON)
    a_task(first, a_unit("丙市"), state="RETURNED", submitted_on=LATE)
    a_task(a_directive(campaign), city, paused_on=DUE_ON)
    void_row(a_task(a_directive(campaign), city), reason="录入有误")
    a_task(a_directive(campaign, unit=city, handed_on_from=held, number=first.number), county)
    assert first.number is not None
    return campaign, city, first.number


def figure_of(key: str, campaign: Campaign, **given: Any) -> Figure:
    return evaluate([Request(key, Slice(campaign_id=campaign.pk, **given), with_units=True)]).figures[0]


def _value(key: str, campaign: Campaign, **given: Any) -> Any:
    return figure_of(key, campaign, **given).value


@pytest.mark.parametrize(
    ("key", "where", "value"),
    [
        ("assignments.directives", {}, 2),
        ("assignments.directives", {"year": (2017,)}, 0),
        ("assignments.tasks", {}, 5),
        ("assignments.tasks", {"state": ("SUBMITTED",)}, 1),
        ("assignments.tasks", {"level": ("COUNTY",)}, 1),
        ("assignments.submitted", {}, 2),
        ("assignments.unsubmitted", {}, 2),
        ("assignments.unsubmitted", {"state": ("RETURNED",)}, 1),
        ("assignments.paused", {}, 1),
        ("assignments.submitted_share", {}, Fraction(2, 5)),
        ("assignments.late", {}, 1),
        ("assignments.accepted", {}, 1),
        ("assignments.accepted_share", {}, Fraction(1, 5)),
        ("assignments.handed_on", {}, 1),
    ],
)
def test_measure_counts_what_its_definition_says(
    key: str, where: dict[str, Any], value: object, world: tuple[Campaign, Unit, int]
) -> None:
    assert _value(key, world[0], where=where) == value


def test_share_of_one_directive_within_a_unit_and_until_a_day(world: tuple[Campaign, Unit, int]) -> None:
    campaign, city, number = world

    one = {"where": {"directive": (number,)}}

    assert _value("assignments.accepted_share", campaign, **one) == Fraction(1, 4)
    assert _value("assignments.accepted_share", campaign, unit_id=city.pk, **one) == Fraction(1, 2)
    assert _value("assignments.accepted_share", campaign, until=date(2018, 2, 28)) is None


def test_tasks_when_some_are_paused_are_the_sum_of_answered_missing_and_paused(
    world: tuple[Campaign, Unit, int],
) -> None:
    parts = [_value(f"assignments.{name}", world[0]) for name in ("submitted", "unsubmitted", "paused")]

    assert sum(parts) == _value("assignments.tasks", world[0])


def test_overdue_counts_from_the_day_after_the_one_due(world: tuple[Campaign, Unit, int]) -> None:
    campaign = world[0]

    assert _value("assignments.overdue", campaign, until=DUE_ON) == 0
    assert _value("assignments.overdue", campaign, until=LATE) == 2
    with clock.set_to(datetime(2018, 3, 9, 15, tzinfo=UTC)):
        assert _value("assignments.overdue", campaign) == 0
    with clock.set_to(datetime(2018, 3, 9, 16, tzinfo=UTC)):
        assert _value("assignments.overdue", campaign) == 2
        rows = evidence.records("assignments.overdue", Slice(campaign_id=campaign.pk), actor=a_post())
        assert sorted(task.unit.short_name for task in rows) == ["丙市", "甲县"]


def test_overdue_when_extended_waits_for_the_new_day_and_late_does_not() -> None:
    campaign = a_campaign()
    directive = a_directive(campaign)
    a_task(directive, a_unit("甲市"), due_on=date(2018, 3, 20))
    a_task(directive, a_unit("乙市"), due_on=date(2018, 3, 20), state="SUBMITTED", submitted_on=LATE)

    assert _value("assignments.overdue", campaign, until=LATE) == 0
    assert _value("assignments.late", campaign, until=LATE) == 1


def test_submitted_when_seven_of_a_hundred_and_ten_are_missing_names_the_seven_and_then_nobody() -> None:
    campaign = a_campaign()
    directive = a_directive(campaign)
    units = [a_unit(f"单位{n:03}") for n in range(110)]
    for unit in units:
        a_task(directive, unit, state="SUBMITTED", submitted_on=DUE_ON)
    seven = {unit.pk for unit in units[::16]}
    Task.objects.filter(unit__in=seven).update(state=TaskState.SIGNED_FOR)
    one: dict[str, Any] = {"where": {"directive": (directive.number,)}}

    share, missing = (figure_of(f"assignments.{name}", campaign, **one) for name in ("submitted_share", "unsubmitted"))
    Task.objects.filter(unit__in=seven).update(state=TaskState.SUBMITTED, submitted_on=LATE)
    after, none = (figure_of(f"assignments.{name}", campaign, **one) for name in ("submitted_share", "unsubmitted"))

    assert (share.numerator, share.denominator) == (103, 110)
    assert (missing.value, set(missing.unit_ids)) == (7, seven)
    assert (after.numerator, after.denominator, after.value) == (110, 110, 1)
    assert (none.value, none.unit_ids) == (0, ())


def test_extensions_are_counted_by_what_became_of_them_without_those_of_tasks_handed_on() -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    held = a_task(a_directive(campaign), city)
    below = a_task(a_directive(campaign, unit=city, handed_on_from=held), a_unit("甲县", level="COUNTY", parent=city))
    for task, state in ((held, "REFUSED"), (held, "GRANTED"), (held, "ASKED"), (below, "ASKED")):
        _extension(task, state)
    void_row(_extension(a_task(a_directive(campaign), city), "ASKED"), reason="录入有误")

    assert _value("assignments.extensions", campaign) == 3
    assert _value("assignments.extensions", campaign, where={"state": ("GRANTED",)}) == 1


def _extension(task: Task, state: str) -> Extension:
    extension: Extension = Extension.objects.create(
        task=task,
        campaign=task.campaign,
        unit=task.unit,
        happened_on=DUE_ON,
        state=state,
        reason="汇总未完",
        due_on_before=DUE_ON,
        asked_due_on=date(2018, 3, 20),
        asked_by=a_post(task.unit, role="CLERK"),
    )
    return extension


FIELDS = (
    FieldRow(code="persons", label="人数", kind="NUMBER", word="人"),
    FieldRow(code="times", label="人次", kind="NUMBER", word="人次"),
    FieldRow(code="share", label="比例", kind="NUMBER", word="人", decimals=2),
    FieldRow(code="says", label="情况"),
)


def _answer(task: Task, fields: list[Field], persons: int, state: str, *, number: int = 1) -> Submission:
    """An answer with so many persons, twice as many attendances, a share of a half and a text."""
    submission: Submission = Submission.objects.create(
        task=task,
        campaign=task.campaign,
        unit=task.unit,
        number=number,
        state=state,
        way="PAGE",
        drafted_by=a_post(task.unit, role="CLERK"),
        happened_on=DUE_ON,
        submitted_on=LATE,
    )
    written: list[dict[str, Any]] = [{"number": persons}, {"number": 2 * persons}, {"number": "0.5"}, {"text": "有"}]
    for field, given in zip(fields, written, strict=True):
        Value.objects.create(submission=submission, field=field, **given)
    return submission


def test_values_add_up_one_field_by_its_counter_word() -> None:
    campaign, city = a_campaign(), a_unit("甲市")
    directive = a_directive(campaign)
    fields = a_form(directive, *FIELDS)
    held = a_task(directive, city)
    _answer(held, fields, 100, SubmissionState.RETURNED)
    answer = _answer(held, fields, 30, SubmissionState.SUBMITTED, number=2)
    _answer(a_task(directive, a_unit("乙市")), fields, 12, SubmissionState.ACCEPTED)
    _answer(a_task(directive, a_unit("丙市")), fields, 500, SubmissionState.WITH_HEAD)
    handed = a_directive(campaign, unit=city, handed_on_from=held, number=directive.number)
    below = a_task(handed, a_unit("甲县", level="COUNTY", parent=city))
    _answer(below, a_form(handed, *FIELDS), 30, SubmissionState.ACCEPTED)

    def of(field: str) -> dict[str, Any]:
        return {"where": {"directive": (directive.number,), "field": (field,)}}

    assert _value("assignments.values_person", campaign, **of("persons")) == 42
    assert _value("assignments.values_person", campaign, unit_id=city.pk, **of("persons")) == 30
    assert _value("assignments.values_person", campaign, until=DUE_ON, **of("persons")) == 0
    assert _value("assignments.values_attendance", campaign, **of("times")) == 84
    assert _value("assignments.values_person", campaign, **of("times")) == 0
    assert _value("assignments.values_person", campaign, **of("share")) == 0
    shown = evidence.records(
        "assignments.values_person",
        Slice(campaign_id=campaign.pk, unit_id=city.pk, **of("persons")),
        actor=a_post(city, role="CLERK"),
    )
    assert list(shown) == [answer]


@pytest.mark.parametrize(
    ("given", "named"),
    [({"directive": ("1",)}, "field"), ({"directive": ("1", "2"), "field": ("a",)}, "directive")],
)
def test_values_of_what_does_not_belong_together_are_refused(given: dict[str, tuple[str, ...]], named: str) -> None:
    measure = registry.measure("assignments.values_person")

    with pytest.raises(BadValue) as caught:
        registry.cut_enough(measure, registry.checked(measure, given))

    assert caught.value.field == named
