"""Pages of those missing: who, whom to turn to, reminding exactly the chosen, a call in a line, one step up."""

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from mingcha.assignments import actions
from mingcha.assignments.actions import LightRow
from mingcha.assignments.models import Call, Chase, Task
from mingcha.assignments.tests.chasing_world import NOON, Chased, a_chased_world, handed_on
from mingcha.assignments.tests.factories import DUE_ON, ISSUED_ON, a_directive, a_task
from mingcha.assignments.tests.pages_world import at, browser, text
from mingcha.kernel import clock
from mingcha.notices.models import Notice, Wording
from mingcha.orgs.actions._placing import write_units
from mingcha.orgs.models import Contact
from mingcha.orgs.tests.factories import a_contact, a_post, a_row, a_unit

pytestmark = pytest.mark.django_db
Counted = Callable[..., AbstractContextManager[Any]]
PARTIAL = {"HX-Request": "true"}


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


def ids(world: Chased, *numbers: int) -> list[int]:
    return [world.tasks[number].pk for number in numbers]


def test_missing_names_units_with_whom_to_turn_to_all_chosen(world: Chased, office: Client) -> None:
    Task.objects.filter(pk=world.tasks[1].pk).update(state="SUBMITTED")
    Contact.objects.filter(unit=world.tasks[2].unit).delete()

    page = text(office.get(at("missing", world.directive.pk)))

    assert [page.count(f"<dd>{count}</dd>") for count in (3, 1)] == [1, 1]
    assert page.count(" checked") == 2
    rows = page[page.index("missing-table") :]
    assert rows.index("第1市") < rows.index("第3市")
    assert "13900000001" in page
    assert "1 个单位没有登记联络员手机，短信发不到：</strong>第3市。" in page
    assert "?lacking=LIAISON" in page
    assert "第2市" not in page


def test_missing_says_so_when_all_have_answered(world: Chased, office: Client) -> None:
    Task.objects.update(state="SUBMITTED")

    assert "全部已报。" in text(office.get(at("missing", world.directive.pk)))


def test_missing_is_for_whoever_asked(world: Chased) -> None:
    city = world.task(0).unit
    [below] = handed_on(world, city, a_unit("甲县", level="COUNTY", parent=city))
    clerk = browser(a_post(city, role="CLERK"))

    assert clerk.get(at("missing", below.directive_id)).status_code == 200
    assert clerk.get(at("missing", world.directive.pk)).status_code == 403
    assert browser(a_post(city, role="HEAD")).get(at("missing_list")).status_code == 403
    assert browser(world.office).get(at("missing", below.directive_id)).status_code == 403
    draft = a_directive(world.campaign, state="DRAFT", number=None)
    assert browser(world.office).get(at("missing", draft.pk)).status_code == 409


def test_missing_list_counts_what_the_own_side_asked(world: Chased, office: Client) -> None:
    Task.objects.filter(pk=world.tasks[1].pk).update(state="SUBMITTED")

    page = text(office.get(at("missing_list")))

    assert f'<a href="{at("missing", world.directive.pk)}">一季度数据</a>' in page
    cells = [f'data-label="{label}">{count}<' for label, count in (("应报", 3), ("已报", 1), ("未报", 2))]
    assert [cell in page for cell in cells] == [True] * 3


def test_missing_as_a_sheet_has_every_column(world: Chased, office: Client) -> None:
    actions.add_light_scheme("单色灯", actor=world.office, basis="1号", lights=[LightRow("RED", -1, "逾期")])
    actions.chase_tasks([world.task(0)], actor=world.office)

    response: Any = office.get(at("missing", world.directive.pk), {"export": "xlsx"})

    rows = list(load_workbook(io.BytesIO(b"".join(response.streaming_content))).active.values)
    assert rows[0] == (
        "单位", "方案任务", "联络员", "手机", "分管领导", "已催次数", "上次答复", "办理期限", "灯色",
    )  # fmt: skip
    assert [row[0] for row in rows[1:]] == ["第1市", "第2市", "第3市"]
    assert rows[1][2:6] == ("甲某", "13900000001", None, 1)
    assert rows[1][8] == "红"


def test_preview_shows_the_text_and_exactly_the_chosen(world: Chased, office: Client) -> None:
    page = text(office.post(at("preview_chase", world.directive.pk), {"task": ids(world, 0, 2), "channel": "SMS"}))

    assert "您单位有1项交办任务尚未报送，最早期限3月9日" in page
    assert "第1市" in page
    assert "第2市" not in page
    assert f'name="tasks" value="{world.tasks[0].pk},{world.tasks[2].pk}"' in page
    assert "发短信给 2 个单位" in page
    assert Notice.objects.count() == 0


def test_preview_leaves_out_by_name_who_cannot_be_reached(world: Chased, office: Client) -> None:
    Contact.objects.filter(unit=world.tasks[0].unit).delete()
    chosen = {"task": ids(world, 0, 1)}

    by_text = text(office.post(at("preview_chase", world.directive.pk), chosen))
    by_message = text(office.post(at("preview_chase", world.directive.pk), {**chosen, "channel": "MESSAGE"}))

    assert f'name="tasks" value="{world.tasks[1].pk}"' in by_text
    assert "不在发送之列：</strong>" in by_text
    assert "发站内消息给 2 个单位" in by_message


def test_preview_in_quiet_hours_says_when_texts_go_out(world: Chased, office: Client) -> None:
    with clock.set_to(NOON.replace(hour=22)):
        page = text(office.post(at("preview_chase", world.directive.pk), {"task": ids(world, 0)}))

    assert "短信将在 2018年3月13日 08:00 以后发出" in page


def test_preview_of_nobody_or_without_wording_says_what_to_do(world: Chased, office: Client) -> None:
    assert "没有可以发送的单位" in text(office.post(at("preview_chase", world.directive.pk), {"task": ["x", "²"]}))
    Wording.objects.all().delete()
    assert "没有在用的催办用语" in text(office.post(at("preview_chase", world.directive.pk), {"task": ids(world, 0)}))


def test_chase_tasks_sends_to_the_units_of_the_preview(world: Chased, office: Client) -> None:
    sent = {"tasks": f"{world.tasks[0].pk},{world.tasks[2].pk}", "channel": "SMS"}

    page = text(office.post(at("chase_tasks", world.directive.pk), sent, follow=True))

    assert "已催办 2 个单位。" in page
    assert list(Notice.objects.order_by("pk").values_list("unit__name", flat=True)) == ["第1市", "第3市"]


def test_chase_tasks_names_who_has_answered_meanwhile_and_offers_the_rest(world: Chased, office: Client) -> None:
    Task.objects.filter(pk=world.tasks[0].pk).update(state="SUBMITTED")
    sent = {"tasks": f"{world.tasks[0].pk},{world.tasks[2].pk}", "channel": "SMS"}

    response = office.post(at("chase_tasks", world.directive.pk), sent)

    assert response.status_code == 422
    assert "不必催办：第1市" in text(response)
    assert f'name="tasks" value="{world.tasks[2].pk}"' in text(response)
    assert Notice.objects.count() == 0


def test_chase_tasks_takes_no_task_of_another_directive(world: Chased, office: Client) -> None:
    other = a_task(a_directive(world.campaign), world.task(0).unit)

    response = office.post(at("chase_tasks", world.directive.pk), {"tasks": str(other.pk)})

    assert (response.status_code, Chase.objects.count()) == (422, 0)


@pytest.mark.parametrize(("key", "field"), [("urging", "pk"), ("reminder", "unit_id")])
def test_letters_lead_on_with_the_chosen(world: Chased, office: Client, key: str, field: str) -> None:
    response = office.post(f"/assignments/directives/{world.directive.pk}/missing/letters/{key}/", {
        "task": ids(world, 0, 2)
    })  # fmt: skip

    numbers = "&".join(f"record={getattr(world.tasks[number], field)}" for number in (0, 2))
    assert response.headers["Location"] == f"/papers/make/assignments.{key}/?{numbers}"
    assert office.get(response.headers["Location"]).status_code == 200


def test_reminder_letters_are_for_those_who_are_late(world: Chased, office: Client) -> None:
    Task.objects.filter(pk=world.tasks[0].pk).update(due_on=NOON.date())
    url = f"/assignments/directives/{world.directive.pk}/missing/letters/reminder/"

    response = office.post(url, {"task": ids(world, 0, 1)})
    nobody = office.post(url, {"task": ids(world, 0)})

    assert response.headers["Location"].endswith(f"?record={world.tasks[1].unit_id}")
    assert nobody.headers["Location"] == at("missing", world.directive.pk)


def test_more_letters_than_go_at_once_begin_with_the_first() -> None:
    many = a_chased_world(201)
    url = f"/assignments/directives/{many.directive.pk}/missing/letters/urging/"

    response = browser(many.office).post(url, {"task": [task.pk for task in many.tasks]})

    assert response.headers["Location"].count("record=") == 200


def test_long_list_of_those_out_of_reach_is_cut() -> None:
    many = a_chased_world(22)
    Contact.objects.all().delete()

    page = text(browser(many.office).get(at("missing", many.directive.pk)))

    assert "22 个单位没有登记联络员手机" in page
    assert "第20市等。" in page


def test_letters_of_nobody_lead_back_and_other_letters_are_none(world: Chased, office: Client) -> None:
    start = f"/assignments/directives/{world.directive.pk}/missing/letters"

    assert office.post(f"{start}/urging/").headers["Location"] == at("missing", world.directive.pk)
    assert office.post(f"{start}/other/").status_code == 404


def test_record_task_call_in_a_line_gives_the_row_back(world: Chased, office: Client) -> None:
    url = at("record_task_call", world.tasks[0].pk)
    form = text(office.get(url, headers=PARTIAL))
    sent = {"direction": "OUT", "who": "联络员", "says": "下午报", "task": ids(world, 0)}

    row = text(office.post(url, sent, headers=PARTIAL))

    assert form.lstrip().startswith("<td")
    assert "autofocus" in form
    assert row.lstrip().startswith(f'<tbody class="missing-row" id="unit-{world.tasks[0].pk}"')
    assert [word in row for word in ("下午报", "已记录通话。", " checked")] == [True] * 3
    assert Call.objects.get().task == world.tasks[0]


def test_row_that_was_not_chosen_comes_back_so(world: Chased, office: Client) -> None:
    sent = {"direction": "OUT", "who": "联络员", "says": "下午报"}

    row = text(office.post(at("record_task_call", world.tasks[0].pk), sent, headers=PARTIAL))

    assert " checked" not in row


def test_row_form_found_wrong_comes_back_where_it_was(world: Chased, office: Client) -> None:
    url = at("record_task_call", world.tasks[0].pk)

    response = office.post(url, {"direction": "OUT", "who": "联络员", "says": ""}, headers=PARTIAL)

    assert (response.status_code, response.headers["HX-Retarget"]) == (422, f"#act-{world.tasks[0].pk}")
    assert "invalid-feedback" in text(response)


def test_record_task_call_without_script_is_a_page_of_its_own(world: Chased, office: Client) -> None:
    url = at("record_task_call", world.tasks[0].pk)
    page = text(office.get(url))

    response = office.post(url, {"direction": "OUT", "who": "联络员", "says": "下午报"}, follow=True)

    assert "<html" in page
    assert "已记录通话。" in text(response)
    assert "催办经过" in text(response)


def test_call_with_a_unit_that_has_answered_meanwhile_takes_the_row_away(world: Chased, office: Client) -> None:
    Task.objects.filter(pk=world.tasks[0].pk).update(state="SUBMITTED")
    sent = {"direction": "OUT", "who": "联络员", "says": "报了"}

    row = text(office.post(at("record_task_call", world.tasks[0].pk), sent, headers=PARTIAL))

    assert row.strip() == ""


def test_escalate_task_names_the_receiver_then_the_row_says_how_far_it_went(world: Chased, office: Client) -> None:
    url = at("escalate_task", world.tasks[0].pk)
    assert "没有登记分管领导的手机。" in text(office.get(url, headers=PARTIAL))
    a_contact(world.tasks[0].unit, "DEPUTY_IN_CHARGE", name="", title="副市长", mobile="13600000001")

    form = text(office.get(url, headers=PARTIAL))
    row = text(office.post(url, {"reason": "三次未报"}, headers=PARTIAL))

    assert "将发短信给分管领导 副市长（13600000001）" in form
    assert "【明查】提级督办：有1项交办任务未按期报送" in form
    assert "已提级：分管领导" in row
    assert "没有登记主要负责同志的手机。" in text(office.get(url, headers=PARTIAL))


def test_escalate_task_at_the_top_says_so(world: Chased, office: Client) -> None:
    for kind, number in (("DEPUTY_IN_CHARGE", "13600000001"), ("PRINCIPAL", "13600000002")):
        a_contact(world.tasks[0].unit, kind, mobile=number)
        actions.escalate_task(world.task(0), actor=world.office, reason="未报")

    page = text(office.get(at("escalate_task", world.tasks[0].pk)))

    assert "已提级到主要负责同志，不能再提。" in page


def test_row_verbs_are_for_whoever_asked(world: Chased) -> None:
    clerk = browser(a_post(world.task(0).unit, role="CLERK"))

    for name in ("record_task_call", "escalate_task"):
        assert clerk.get(at(name, world.tasks[0].pk)).status_code == 403
        assert browser(a_post(a_unit("远县"), role="CLERK")).get(at(name, world.tasks[0].pk)).status_code == 404


@pytest.mark.parametrize("count", [10, 1000])
def test_missing_costs_the_same_at_ten_and_at_a_thousand(count: int, django_assert_num_queries: Counted) -> None:
    world = a_chased_world(0)
    days = {"happened_on": ISSUED_ON, "due_on": DUE_ON, "original_due_on": DUE_ON}
    above = [a_unit(f"第{number}市") for number in range(1 + count // 500)]
    units = write_units(
        [a_row(f"第{number}县", level="COUNTY", territory_parent=above[number // 500].code) for number in range(count)]
    )
    Task.objects.bulk_create(
        Task(campaign=world.campaign, directive=world.directive, unit=unit, **days) for unit in units
    )
    office = browser(world.office)
    office.get(at("missing", world.directive.pk))

    with django_assert_num_queries(7):
        page = text(office.get(at("missing", world.directive.pk)))

    assert page.count('class="missing-row"') == min(count, 500)
    assert ("先列前 500 个" in page) == (count > 500)
