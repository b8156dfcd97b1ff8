"""Pages of telephone records, reminders and light schemes; lamps where tasks are listed."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.assignments import actions
from mingcha.assignments.actions import CallNote, LightRow
from mingcha.assignments.models import Call, Chase, Directive, LightScheme, Task
from mingcha.assignments.tests.chasing_world import NOON, Chased, a_chased_world
from mingcha.assignments.tests.pages_world import at, browser, text
from mingcha.kernel import clock
from mingcha.notices.models import Notice
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = pytest.mark.django_db
Counted = Callable[..., AbstractContextManager[Any]]
COLOURS = [LightRow("YELLOW", 2, "临期"), LightRow("RED", -1, "逾期")]


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.set_to(NOON):
        yield


@pytest.fixture
def world() -> Chased:
    return a_chased_world()


@pytest.fixture
def office(world: Chased) -> Client:
    return browser(world.office)


def rung(world: Chased, says: str = "明天报") -> Call:
    note = CallNote(direction="OUT", who="联络员", says=says)
    return actions.record_call(world.task().unit, actor=world.office, note=note, task=world.task())


def test_record_call_from_a_units_page(world: Chased, office: Client) -> None:
    unit = a_unit("甲县")
    given = {
        "direction": "IN",
        "who": "办公室",
        "says": "问口径",
        "proposal": "请综合组答复",
        "called_at": "2018-03-12T10:30",
    }

    assert at("record_call", unit.pk) in text(office.get(reverse("desk:unit", args=[unit.code])))
    response = office.post(at("record_call", unit.pk), given, follow=True)

    assert "已登记电话记录。" in text(response)
    assert "问口径" in text(response)
    call = Call.objects.get()
    assert (call.unit, call.called_at) == (unit, NOON.replace(hour=10, minute=30))
    assert "问口径" in text(office.get(at("record_call", unit.pk)))


def test_record_call_that_says_nothing_comes_back(world: Chased, office: Client) -> None:
    response = office.post(at("record_call", world.task().unit_id), {"direction": "IN", "who": "办公室"})

    assert (response.status_code, Call.objects.count()) == (422, 0)


def test_record_call_is_for_units_in_reach(world: Chased) -> None:
    city = world.task().unit
    below = a_unit("甲县", level="COUNTY", parent=city)
    clerk, head = browser(a_post(city, role="CLERK")), browser(a_post(city, role="HEAD"))

    assert clerk.get(at("record_call", below.pk)).status_code == 200
    assert clerk.get(at("record_call", world.task(1).unit_id)).status_code == 403
    assert at("record_call", below.pk) not in text(head.get(reverse("desk:unit", args=[below.code])))


def test_call_list_searches_and_call_is_taken_back(world: Chased, office: Client) -> None:
    call = rung(world)
    rung(world, "已经寄出")

    page = text(office.get(at("call_list"), {"q": "明天"}))
    assert ("明天报" in page, "已经寄出" in page) == (True, False)
    assert at("void_call", call.pk) in text(office.get(at("call_detail", call.pk)))
    assert office.post(at("void_call", call.pk), {"reason": ""}).status_code == 422
    assert "已作废。" in text(office.post(at("void_call", call.pk), {"reason": "记错"}, follow=True))
    assert at("void_call", call.pk) not in text(office.get(at("call_detail", call.pk)))
    assert office.get(at("void_call", call.pk)).status_code == 409


def test_calls_and_chases_of_the_office_are_not_the_units_to_read(world: Chased) -> None:
    call = rung(world)
    clerk = browser(a_post(world.task().unit, role="CLERK"))

    page = text(browser(world.office).get(at("chase_detail", Chase.objects.get().pk)))
    assert ("明天报" in page, "通知状态" in page) == (True, False)
    for name, record in (("call", call), ("chase", Chase.objects.get())):
        assert clerk.get(at(f"{name}_detail", record.pk)).status_code == 404
        assert "明天报" not in text(clerk.get(at(f"{name}_list")))


def test_void_call_is_for_whoever_wrote_it(world: Chased) -> None:
    call = rung(world)

    assert browser(a_post()).get(at("void_call", call.pk)).status_code == 403


def test_chase_list_tells_what_became_of_the_notice_and_takes_the_answer(world: Chased, office: Client) -> None:
    [chase] = actions.chase_tasks([world.task()], actor=world.office)

    page = text(office.get(at("chase_list")))
    assert ("第1市" in page, "待发送" in page) == (True, True)
    detail = text(office.get(at("chase_detail", chase.pk)))
    assert (at("answer_chase", chase.pk) in detail, "待发送" in detail, "失败原因" in detail) == (True, True, False)
    Notice.objects.update(state="FAILED", error="没有配置短信网关")
    assert "没有配置短信网关" in text(office.get(at("chase_detail", chase.pk)))
    assert office.post(at("answer_chase", chase.pk), {"reply": ""}).status_code == 422
    assert "下午报" in text(office.post(at("answer_chase", chase.pk), {"reply": "下午报"}, follow=True))
    assert at("answer_chase", chase.pk) not in text(office.get(at("chase_detail", chase.pk)))
    assert office.get(at("answer_chase", chase.pk)).status_code == 409


def test_answer_chase_is_for_whoever_asked(world: Chased) -> None:
    [chase] = actions.chase_tasks([world.task()], actor=world.office)
    Chase.objects.update(made_by=a_post(world.task().unit, role="HEAD"))

    head = browser(a_post(world.task().unit, role="HEAD"))

    assert head.get(at("answer_chase", chase.pk)).status_code == 403


def scheme(**given: Any) -> dict[str, Any]:
    plain = {"name": "三色灯", "basis": "整办发1号", "valid_from": "2018-03-12", "days_RED": "-1", "says_RED": "逾期"}
    return {**plain, **given}


def test_light_scheme_is_put_into_force_and_shown(world: Chased, office: Client) -> None:
    assert "还没有在用的亮灯办法" in text(office.get(at("light_scheme_list")))

    given = scheme(days_YELLOW="2", says_YELLOW="临期", days_BLUE="5", says_BLUE="将到期")
    page = text(office.post(at("add_light_scheme"), given, follow=True))

    assert "已起用：三色灯。" in page
    assert [word in page for word in ("逾期 1 天起", "期限前 2 天起", "整办发1号")] == [True] * 3
    made = LightScheme.objects.get()
    assert "将到期" in text(office.get(at("light_scheme_detail", made.pk)))
    assert 'value="将到期"' in text(office.get(at("add_light_scheme")))


@pytest.mark.parametrize(
    "given", [{"days_YELLOW": "2"}, {"says_YELLOW": "临期"}, {"days_GREEN": "-5", "says_GREEN": "x"}, {"basis": ""}]
)
def test_light_scheme_that_contradicts_itself_comes_back(office: Client, given: dict[str, str]) -> None:
    assert office.post(at("add_light_scheme"), scheme(**given)).status_code == 422
    assert LightScheme.objects.count() == 0


def test_light_schemes_are_everybodys_to_read_and_the_offices_to_make(world: Chased) -> None:
    made = actions.add_light_scheme("三色灯", actor=world.office, basis="整办发1号", lights=COLOURS)
    clerk = browser(a_post(world.task().unit, role="CLERK"))

    assert clerk.get(at("light_scheme_detail", made.pk)).status_code == 200
    assert at("add_light_scheme") not in text(clerk.get(at("light_scheme_list")))
    assert clerk.get(at("add_light_scheme")).status_code == 403
    assert browser(a_post(role="AUDITOR")).get(at("light_scheme_detail", made.pk)).status_code == 404


def test_lamps_stand_on_the_task_list_the_workbench_and_among_those_turned_red(world: Chased, office: Client) -> None:
    actions.add_light_scheme("三色灯", actor=world.office, basis="整办发1号", lights=COLOURS)
    Task.objects.filter(pk=world.tasks[1].pk).update(due_on=NOON.date() + timedelta(days=2))
    Task.objects.filter(pk=world.tasks[2].pk).update(state="SUBMITTED")

    listed, bench = text(office.get(at("task_list"))), text(office.get("/", {"tab": "TO_SIGN"}))

    for page in (listed, bench):
        assert (page.count("lamp-red"), page.count("lamp-yellow")) == (1, 1)
    assert at("missing_list") in bench
    red = text(office.get(at("turned_red")))
    assert ("第1市" in red, "第2市" in red) == (True, False)
    assert "lamp" not in text(office.get("/", {"tab": "TO_JUDGE"}))


def test_directive_leads_to_who_is_missing(world: Chased, office: Client) -> None:
    assert at("missing", world.directive.pk) in text(office.get(at("directive_detail", world.directive.pk)))
    clerk = browser(a_post(world.task().unit, role="CLERK"))
    assert at("missing", world.directive.pk) not in text(clerk.get(at("directive_detail", world.directive.pk)))


LISTS = {"call_list": 7, "chase_list": 7, "missing_list": 6, "turned_red": 11, "light_scheme_list": 7}
"""What each costs at most: beyond one page, a list asks for its keys first."""


@pytest.mark.parametrize("count", [10, 1000])
@pytest.mark.parametrize("page", LISTS)
def test_lists_cost_the_same_at_ten_and_at_a_thousand(
    page: str, count: int, django_assert_max_num_queries: Counted
) -> None:
    world = a_chased_world(1)
    fill(world, count)
    office = browser(world.office)

    with django_assert_max_num_queries(LISTS[page]):
        response = office.get(at(page))

    assert response.status_code == 200


def fill(world: Chased, count: int) -> None:
    """So many calls, reminders, schemes, and directives that wait for the same unit."""
    task, office = world.task(), world.office
    about = {"campaign": world.campaign, "unit": task.unit, "happened_on": NOON.date(), "made_by": office}
    Call.objects.bulk_create(Call(direction="IN", who="办公室", says=f"第{n}次", **about) for n in range(count))
    Chase.objects.bulk_create(Chase(task=task, channel="PHONE", **about) for _ in range(count))
    past = [LightScheme(name="旧办法", version=n, basis="1号", valid_from=NOON.date(), valid_until=NOON.date()
                        - timedelta(days=1)) for n in range(count)]  # fmt: skip
    LightScheme.objects.bulk_create(past)
    actions.add_light_scheme("三色灯", actor=office, basis="整办发1号", lights=COLOURS)
    plain = {field.attname: getattr(world.directive, field.attname) for field in Directive._meta.concrete_fields}
    rows = [Directive(**{**plain, "id": None, "number": 1000 + n}) for n in range(count)]
    Directive.objects.bulk_create(rows)
    days = {"happened_on": task.happened_on, "due_on": task.due_on, "original_due_on": task.due_on}
    made = Directive.objects.filter(number__gte=1000)
    Task.objects.bulk_create(Task(campaign=world.campaign, directive=one, unit=task.unit, **days) for one in made)
