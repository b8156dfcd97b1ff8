"""Drafting, form, plan, audience, burden, sending, withdrawing."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from mingcha.assignments import actions
from mingcha.assignments.actions import Asked, FieldRow, Limit, OverBudget, PlanRow
from mingcha.assignments.models import BurdenBudget, Directive, Task
from mingcha.assignments.tests.factories import a_directive, a_form, a_task
from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign, a_participation
from mingcha.kernel import clock, workdays
from mingcha.kernel.errors import BadForm, BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry, NumberTaken
from mingcha.kernel.workdays import NoCalendar
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres, pytest.mark.usefixtures("first_of_march")]
TODAY, DUE_ON = date(2018, 3, 1), date(2018, 3, 9)
ASKED = Asked(title="报送台账", asks="报送整改台账", basis="通知", minutes_needed=20, due_on=DUE_ON, why="摸底")
FIELD = FieldRow(code="persons", label="人数", kind="NUMBER")


@pytest.fixture
def first_of_march() -> Any:
    with clock.set_to(datetime(2018, 3, 1, 2, tzinfo=UTC)):
        yield


@pytest.fixture
def office() -> Post:
    return a_post()


@pytest.fixture
def cities() -> list[Unit]:
    return [a_unit(name, position=place) for place, name in enumerate(("甲市", "乙市", "丙市"), 1)]


@pytest.fixture
def campaign() -> Campaign:
    return a_campaign()


@pytest.fixture
def draft(campaign: Campaign, office: Post) -> Directive:
    return actions.draft_directive(campaign, actor=office, asked=ASKED)


def verbs() -> list[str]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True))


def test_draft_directive_when_begun_then_it_has_no_number_and_no_task_and_is_the_offices_alone(
    draft: Directive, office: Post
) -> None:
    clerk = a_post(a_unit("甲市"), role="CLERK")

    assert (draft.state, draft.number, draft.tasks.count(), draft.asked_by, str(draft)) == (
        "DRAFT", None, 0, office, "报送台账",
    )  # fmt: skip
    assert not Directive.objects.visible_to(clerk).exists()
    assert verbs() == ["assignments.draft_directive"]


def test_draft_verbs_of_a_clerk_are_refused(draft: Directive, campaign: Campaign, cities: list[Unit]) -> None:
    clerk = a_post(cities[0], role="CLERK")
    tries: list[Any] = [
        lambda: actions.draft_directive(campaign, actor=clerk, asked=ASKED),
        lambda: actions.edit_directive(draft, actor=clerk, asked=ASKED),
        lambda: actions.set_form(draft, actor=clerk, fields=[FIELD]),
        lambda: actions.set_plan(draft, actor=clerk, rows=[]),
        lambda: actions.set_audience(draft, actor=clerk, selector="层级=PREFECTURE"),
        lambda: actions.approve_burden(draft, actor=a_post(), note="急"),
        lambda: actions.set_burden_budget(BurdenBudget(), actor=a_post()),
        lambda: actions.send_directive(draft, actor=clerk, units=cities),
        lambda: actions.withdraw_directive(draft, actor=clerk, reason="有误"),
    ]

    for attempt in tries:
        with pytest.raises(Refused):
            attempt()
    assert verbs() == ["assignments.draft_directive"]


def test_draft_verbs_when_it_is_issued_then_they_change_nothing(
    draft: Directive, office: Post, cities: list[Unit]
) -> None:
    stale = Directive.objects.get(pk=draft.pk)
    actions.send_directive(draft, actor=office, units=cities)
    head = a_post(office.unit, role="OFFICE_HEAD")
    row = PlanRow(title="任务", due_on=DUE_ON, lead=cities[0])

    for directive in (draft, stale):
        tries: list[Any] = [
            lambda d=directive: actions.edit_directive(d, actor=office, asked=ASKED),
            lambda d=directive: actions.set_plan(d, actor=office, rows=[row]),
            lambda d=directive: actions.set_audience(d, actor=office, selector="层级=PREFECTURE"),
            lambda d=directive: actions.approve_burden(d, actor=head, note="急"),
            lambda d=directive: actions.send_directive(d, actor=office, units=cities),
        ]
        for attempt in tries:
            with pytest.raises(NotInThisState):
                attempt()
    assert Task.objects.count() == 3


def test_edit_directive_when_changed_then_it_says_the_new_words_and_loses_its_approval(
    draft: Directive, office: Post
) -> None:
    head = a_post(office.unit, role="OFFICE_HEAD")
    actions.approve_burden(draft, actor=head, note="省委部署")

    actions.edit_directive(draft, actor=office, asked=replace(ASKED, title="报送清单", needs_head=True))

    kept = Directive.objects.get(pk=draft.pk)
    assert (kept.title, kept.needs_head, kept.burden_approved_by, kept.burden_note) == ("报送清单", True, None, "")
    assert verbs()[1:] == ["assignments.approve_burden", "assignments.edit_directive"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (replace(ASKED, title="题" * 101), "title"),
        (replace(ASKED, basis="据" * 201), "basis"),
        (replace(ASKED, minutes_needed=0), "minutes_needed"),
        (replace(ASKED, due_on=None), "due_on"),
        (replace(ASKED, due_on=date(2018, 2, 28)), "due_on"),
        (replace(ASKED, limit=Limit(0)), "limit"),
    ],
)
def test_draft_directive_that_cannot_be_names_its_field(
    asked: Asked, field: str, campaign: Campaign, office: Post
) -> None:
    with pytest.raises(BadValue) as error:
        actions.draft_directive(campaign, actor=office, asked=asked)

    assert error.value.field == field


# ---------------------------------------------------------------- limits
def test_send_directive_when_the_limit_is_in_working_days_then_make_up_days_count(
    campaign: Campaign, office: Post, cities: list[Unit]
) -> None:
    workdays.load_year(2018, source="国办发明电〔2017〕12号")
    draft = actions.draft_directive(campaign, actor=office, asked=replace(ASKED, due_on=None, limit=Limit(3)))
    assert draft.due_on == date(2018, 3, 6)

    with clock.set_to(datetime(2018, 4, 3, 2, tzinfo=UTC)):
        actions.send_directive(draft, actor=office, units=cities)

    task = Task.objects.first()
    assert task is not None
    assert (draft.due_on, task.due_on, task.original_due_on, task.due_at) == (date(2018, 4, 9),) * 3 + (None,)


def test_send_directive_when_the_limit_is_in_hours_then_the_instant_is_kept(
    campaign: Campaign, office: Post, cities: list[Unit]
) -> None:
    draft = actions.draft_directive(campaign, actor=office, asked=replace(ASKED, limit=Limit(24, "HOURS")))

    with clock.set_to(datetime(2018, 3, 5, 15, tzinfo=UTC)):
        actions.send_directive(draft, actor=office, units=cities)

    task = Task.objects.first()
    assert task is not None
    assert (task.due_on, task.due_at) == (date(2018, 3, 6), datetime(2018, 3, 6, 15, tzinfo=UTC))


def test_draft_directive_when_the_year_has_no_calendar_then_it_says_what_to_enter(
    campaign: Campaign, office: Post
) -> None:
    with pytest.raises(NoCalendar, match="2018年没有工作日历，请先录入"):
        actions.draft_directive(campaign, actor=office, asked=replace(ASKED, limit=Limit(3)))

    assert not Directive.objects.exists()


# ---------------------------------------------------------------- form and plan
def test_set_form_when_changed_before_an_answer_then_the_version_goes_up(
    draft: Directive, office: Post, cities: list[Unit]
) -> None:
    actions.set_form(draft, actor=office, fields=[FIELD, replace(FIELD, code="times")])
    actions.send_directive(draft, actor=office, units=cities)
    stale = Directive.objects.get(pk=draft.pk)

    actions.set_form(draft, actor=office, fields=[FIELD])

    assert (draft.form_version, [field.code for field in draft.fields.all()]) == (2, ["persons"])
    with pytest.raises(NotInThisState):
        actions.set_form(stale, actor=office, fields=[FIELD])


def test_set_form_when_a_unit_has_answered_then_it_is_fixed(draft: Directive, office: Post, cities: list[Unit]) -> None:
    actions.set_form(draft, actor=office, fields=[FIELD])
    actions.send_directive(draft, actor=office, units=cities)
    task = draft.tasks.first()
    assert task is not None
    actions.sign_for_task(task, actor=office)
    actions.submit_task(task, actor=office, values={"persons": "3"})

    with pytest.raises(BadValue, match="表式不能再改"):
        actions.set_form(draft, actor=office, fields=[replace(FIELD, kind="TEXT")])

    assert Directive.objects.get(pk=draft.pk).form_version == 1


def test_set_form_that_cannot_be_filled_is_refused(draft: Directive, office: Post) -> None:
    with pytest.raises(BadForm, match="代码重复"):
        actions.set_form(draft, actor=office, fields=[FIELD, FIELD])


def test_set_plan_when_sent_then_each_part_is_a_task_with_its_own_date(
    draft: Directive, office: Post, cities: list[Unit]
) -> None:
    first, second, third = cities
    rows = [
        PlanRow(title="清单", due_on=date(2018, 3, 5), lead=first, co_units=[second, third], result_form="清单"),
        PlanRow(title="总结", due_on=date(2018, 3, 30), lead=first, responsible_leader="副主任"),
    ]

    plan = actions.set_plan(draft, actor=office, rows=rows)
    actions.send_directive(draft, actor=office)

    given = Task.objects.order_by("plan_task__number", "pk").values_list("unit__name", "part", "due_on", "plan_task")
    assert list(given) == [
        ("甲市", "LEAD", date(2018, 3, 5), plan[0].pk), ("乙市", "CO", date(2018, 3, 5), plan[0].pk),
        ("丙市", "CO", date(2018, 3, 5), plan[0].pk), ("甲市", "LEAD", date(2018, 3, 30), plan[1].pk),
    ]  # fmt: skip
    assert (draft.due_on, [task.number for task in plan]) == (date(2018, 3, 30), [1, 2])


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": " "}, "title"),
        ({"due_on": date(2018, 2, 28)}, "due_on"),
        ({"co": 0}, "co_units"),
        ({"co": 3}, "units"),
    ],
)
def test_set_plan_that_cannot_be_names_the_task(
    given: dict[str, Any], field: str, draft: Directive, office: Post, cities: list[Unit]
) -> None:
    cities = [*cities, a_unit("旧市", valid_until=date(2017, 12, 31))]
    co = given.pop("co", None)
    row = PlanRow(**{"title": "任务", "due_on": DUE_ON, "lead": cities[0], **given})
    row = row if co is None else replace(row, co_units=[cities[co]])

    with pytest.raises(BadValue) as error:
        actions.set_plan(draft, actor=office, rows=[row])
    with pytest.raises(BadValue):
        actions.set_plan(draft, actor=office, rows=[])

    assert error.value.field == field


def test_send_directive_when_a_plan_is_late_or_units_stand_beside_it_then_it_is_refused(
    draft: Directive, office: Post, cities: list[Unit]
) -> None:
    rows = [
        PlanRow(title="一", due_on=DUE_ON, lead=cities[0]),
        PlanRow(title="二", due_on=date(2018, 4, 1), lead=cities[0]),
    ]
    actions.set_plan(draft, actor=office, rows=rows)

    with pytest.raises(BadValue, match="不再另选"):
        actions.send_directive(draft, actor=office, units=cities)
    with clock.set_to(datetime(2018, 3, 20, 2, tzinfo=UTC)), pytest.raises(BadValue, match="第1项任务的期限早于"):
        actions.send_directive(draft, actor=office)


# ---------------------------------------------------------------- audience
def test_set_audience_when_sent_then_the_names_are_frozen(
    draft: Directive, campaign: Campaign, office: Post, cities: list[Unit]
) -> None:
    for city in cities[:2]:
        a_participation(campaign, city)

    preview = actions.set_audience(draft, actor=office, selector="参加单位 层级=市（地）级")
    actions.send_directive(draft, actor=office)
    a_participation(campaign, cities[2])

    assert [unit.name for unit in preview] == ["甲市", "乙市"]
    assert [task.unit.name for task in draft.tasks.order_by("pk")] == ["甲市", "乙市"]


@pytest.mark.parametrize("selector", ["层级=COUNTY", "单位=没有", "", "胡说"])
def test_set_audience_that_means_nobody_is_refused(selector: str, draft: Directive, office: Post) -> None:
    with pytest.raises(BadValue) as error:
        actions.set_audience(draft, actor=office, selector=selector)

    assert error.value.field == "audience"


def test_send_directive_when_nobody_is_asked_or_one_twice_then_it_is_refused(
    draft: Directive, office: Post, cities: list[Unit]
) -> None:
    for units in (None, [], [cities[0], cities[0]]):
        with pytest.raises(BadValue) as error:
            actions.send_directive(draft, actor=office, units=units)
        assert error.value.field == "units"


# ---------------------------------------------------------------- burden
def test_send_directive_when_over_the_budget_then_the_head_of_the_office_approves_by_name(
    draft: Directive, campaign: Campaign, office: Post, cities: list[Unit]
) -> None:
    head = a_post(office.unit, role="OFFICE_HEAD")
    budget = BurdenBudget(minutes_a_month=100, basis="减负规定", valid_from=date(2018, 1, 1))
    actions.set_burden_budget(budget, actor=head)
    actions.issue_directive(campaign, actor=office, asked=ASKED, units=cities)

    with pytest.raises(OverBudget, match="本月已交办60分钟，加上本件60分钟，超出每月100分钟") as error:
        actions.send_directive(draft, actor=office, units=cities)
    with pytest.raises(OverBudget):
        actions.issue_directive(campaign, actor=office, asked=ASKED, units=cities)
    with pytest.raises(BadValue):
        actions.approve_burden(draft, actor=head, note=" ")
    actions.approve_burden(draft, actor=head, note="省委部署")
    actions.send_directive(draft, actor=office, units=cities)
    actions.issue_directive(campaign, actor=head, asked=ASKED, units=cities)

    assert (error.value.field, draft.burden_approved_by, draft.number) == ("minutes_needed", head, 2)


def test_set_burden_budget_when_a_new_one_begins_then_the_old_one_ends_the_day_before(office: Post) -> None:
    head = a_post(office.unit, role="OFFICE_HEAD")
    first = BurdenBudget(minutes_a_month=100, basis="规定", valid_from=date(2018, 1, 1))
    actions.set_burden_budget(first, actor=head)

    actions.set_burden_budget(BurdenBudget(minutes_a_month=50, basis="新规", valid_from=date(2018, 3, 1)), actor=head)

    first.refresh_from_db()
    assert first.valid_until == date(2018, 2, 28)
    for wrong in (
        BurdenBudget(minutes_a_month=9, basis=" ", valid_from=date(2018, 5, 1)),
        BurdenBudget(minutes_a_month=0, basis="规定", valid_from=date(2018, 5, 1)),
        BurdenBudget(minutes_a_month=9, basis="规定", valid_from=date(2018, 3, 1)),
    ):
        with pytest.raises(BadValue):
            actions.set_burden_budget(wrong, actor=head)


# ---------------------------------------------------------------- withdrawing
def test_withdraw_directive_when_taken_back_then_tasks_below_it_are_voided_and_its_number_stays(
    campaign: Campaign, office: Post, cities: list[Unit]
) -> None:
    county = a_unit("甲县", level="COUNTY", parent=cities[0])
    directive = actions.issue_directive(campaign, actor=office, asked=ASKED, units=cities)
    task = directive.tasks.get(unit=cities[0])
    clerk = a_post(cities[0], role="CLERK")
    actions.sign_for_task(task, actor=clerk)
    below = actions.hand_on_task(task, actor=clerk, asked=replace(ASKED, due_on=date(2018, 3, 5)), units=[county])

    actions.withdraw_directive(directive, actor=office, reason="内容有误")

    assert not Task.objects.current().exists()
    assert {d.state for d in Directive.objects.filter(pk__in=(directive.pk, below.pk))} == {"WITHDRAWN"}
    assert NumberTaken.objects.get(series="交办", number=1).void_reason == "内容有误"
    assert LedgerEntry.objects.get(verb="assignments.withdraw_directive").rows == 4
    with pytest.raises(NotInThisState):
        actions.withdraw_directive(directive, actor=office, reason="内容有误")


def test_withdraw_directive_when_one_was_accepted_or_it_is_a_draft_then_it_is_refused(
    draft: Directive, campaign: Campaign, office: Post, cities: list[Unit]
) -> None:
    directive = a_directive(campaign)
    a_form(directive)
    a_task(directive, cities[0], state="ACCEPTED")

    with pytest.raises(BadValue, match="已有单位办结"):
        actions.withdraw_directive(directive, actor=office, reason="内容有误")
    with pytest.raises(NotInThisState):
        actions.withdraw_directive(draft, actor=office, reason="内容有误")

    assert Directive.objects.get(pk=directive.pk).state == "ISSUED"
