"""Pages by which the desk sends one-time links, lists and withdraws them."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from mingcha.assignments import actions
from mingcha.assignments.models import TaskLink
from mingcha.assignments.tests.factories import a_task
from mingcha.assignments.tests.pages_world import World, a_world, at, browser, text
from mingcha.kernel import clock
from mingcha.notices.models import Notice
from mingcha.orgs.tests.factories import a_contact, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_morning")]
MORNING = datetime(2018, 3, 6, 2, 0, tzinfo=UTC)
MOBILE = "13800001234"


@pytest.fixture
def _morning() -> Iterator[None]:
    with clock.set_to(MORNING):
        yield


@pytest.fixture
def world() -> World:
    return a_world()


def test_make_link_page_when_sent_lists_the_link_and_it_can_be_withdrawn(world: World) -> None:
    task = world.task()
    contact = a_contact(world.city, mobile=MOBILE)
    office = browser(world.office)
    assert "发送免登录链接" in text(office.get(at("task_detail", task.pk)))

    sent = office.post(at("make_link", task.pk), {"contact": contact.pk})

    assert sent.headers["Location"] == at("task_detail", task.pk)
    shown = text(office.get(at("task_detail", task.pk)))
    assert ("138****1234" in shown, "撤回链接" in shown) == (True, True)
    link = TaskLink.objects.get()
    office.post(at("withdraw_link", link.pk))
    link.refresh_from_db()
    assert link.state == "WITHDRAWN"
    assert "撤回链接" not in text(office.get(at("task_detail", task.pk)))


def test_make_link_page_when_nobody_has_a_mobile_or_a_strange_contact_is_named_sends_nothing(world: World) -> None:
    task = world.task()
    office = browser(world.office)
    assert "没有可用的手机号" in text(office.get(at("make_link", task.pk)))
    a_contact(world.city, mobile=MOBILE)
    strange = a_contact(world.other)

    assert office.post(at("make_link", task.pk), {"contact": strange.pk}).status_code == 422
    assert not TaskLink.objects.exists()


def test_links_on_the_desk_are_for_whoever_asked(world: World) -> None:
    task = world.task()
    link = actions.make_link(task, actor=world.office, contact=a_contact(world.city, mobile=MOBILE))

    for post in (world.clerk, world.head, world.foreign):
        reader = browser(post)
        assert "138****1234" not in text(reader.get(at("task_detail", task.pk)))
        assert reader.get(at("make_link", task.pk)).status_code in {403, 404}
        assert reader.post(at("withdraw_link", link.pk)).status_code == 404
        assert reader.get(at("make_links", task.directive_id)).status_code == 403
    link.refresh_from_db()
    assert link.withdrawn_at is None


def test_make_links_page_when_some_are_chosen_sends_to_those_alone(world: World) -> None:
    task = world.task()
    second, third = a_task(task.directive, world.other), a_task(task.directive, a_unit("丙市"))
    a_contact(world.city, mobile=MOBILE)
    a_contact(world.other, kind="BACKUP", mobile="13800005678")
    office, address = browser(world.office), at("make_links", task.directive_id)
    shown = text(office.get(address))
    assert (MOBILE in shown, "13800005678" in shown, shown.index("发不了") < shown.index("丙市")) == (True, True, True)

    told = office.post(address)
    assert (told.status_code, "请至少选一个单位" in text(told)) == (422, True)
    looked = office.post(address, {"task": [second.pk], "choose": "1"})
    assert (looked.status_code, f'value="{second.pk}" checked' in text(looked)) == (200, True)
    assert not TaskLink.objects.exists()
    sent = office.post(address, {"task": [second.pk, third.pk]})

    assert sent.headers["Location"] == at("directive_detail", task.directive_id)
    assert list(TaskLink.objects.values_list("task", "mobile")) == [(second.pk, "13800005678")]
    assert Notice.objects.filter(wording="task-link").count() == 1
    assert "已发过" in text(office.get(address))


@pytest.mark.parametrize("units", [1, 6])
def test_make_links_page_costs_the_same_for_one_unit_and_for_six(
    units: int, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    task = world.task()
    for number in range(units):
        unit = a_unit(f"第{number}市")
        a_contact(unit, mobile=f"1380000{number:04}")
        a_task(task.directive, unit)
    office = browser(world.office)
    office.get(at("make_links", task.directive_id))

    with django_assert_max_num_queries(14):
        office.get(at("make_links", task.directive_id))
