"""Judging, more time, handing on; through their addresses."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from mingcha.assignments import actions
from mingcha.assignments.models import Directive, Draft, Extension, Task
from mingcha.assignments.tests.factories import DUE_ON, a_directive, a_form, a_task
from mingcha.assignments.tests.pages_world import ROWS, World, a_world, at, browser, submitted, text
from mingcha.kernel import clock
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = pytest.mark.django_db
Counted = Callable[..., AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def march_ninth() -> Iterator[None]:
    with clock.set_to(datetime(2018, 3, 9, 4, tzinfo=UTC)):
        yield


@pytest.fixture
def world() -> World:
    return a_world()


def _signed(world: World, **given: Any) -> Task:
    task = world.task(**given)
    actions.sign_for_task(task, actor=world.clerk)
    return task


# ---------------------------------------------------------------- judging
def test_judge_page_shows_the_answer_with_a_remark_at_each_field(world: World) -> None:
    task, _ = submitted(world, says="已完成")

    page = text(browser(world.office).get(at("judge_task", task.pk)))

    assert "已完成" in page
    assert page.count('form="return"') == len(ROWS)
    assert "人数：退回意见" in page


def test_judge_page_after_a_return_marks_what_changed_old_left_new_right(world: World) -> None:
    task, _ = submitted(world, says="完成三项", rows=[{"c1": "张", "c2": "1"}])
    actions.return_task(task, actor=world.office, reason="再核", remarks={"says": "数不对"})
    values = {"persons": "12", "says": "完成五项", "rows": [{"c1": "张", "c2": "2"}]}
    actions.submit_task(task, actor=world.clerk, values=values, answer="见附件")

    page = text(browser(world.office).get(at("judge_task", task.pk)))

    for words in ("<del>三</del>", "<ins>五</ins>", "<del>1</del>", "<ins>2</ins>", "数不对", "上次退回"):
        assert words in page
    assert page.count("有改动") == 2


def test_return_task_with_remarks_sends_it_back_by_field(world: World) -> None:
    task, submission = submitted(world)
    sent = {"reason": "两处不实", "r.persons": "与编制不符", "r.says": " "}

    response = browser(world.office).post(at("return_task", task.pk), sent, follow=True)

    task.refresh_from_db()
    assert task.state == "RETURNED"
    assert list(submission.remarks.values_list("field__code", "reason")) == [("persons", "与编制不符")]
    assert "已退回：甲市。" in text(response)


@pytest.mark.parametrize("sent", [{"reason": ""}, {"reason": "因" * 201}, {"reason": "退", "r.persons": "长" * 201}])
def test_return_task_when_wrong_then_what_was_typed_stays(world: World, sent: dict[str, str]) -> None:
    task, _ = submitted(world)

    response = browser(world.office).post(at("return_task", task.pk), {"r.says": "留着", **sent})

    assert response.status_code == 422
    assert 'value="留着"' in text(response)
    task.refresh_from_db()
    assert task.state == "SUBMITTED"


def test_accept_task_closes_it_and_a_second_time_gives_409(world: World) -> None:
    task, _ = submitted(world)
    office = browser(world.office)

    response = office.post(at("accept_task", task.pk), follow=True)

    assert "已办结：甲市。" in text(response)
    assert office.post(at("accept_task", task.pk)).status_code == 409
    assert office.get(at("judge_task", task.pk)).status_code == 409


@pytest.mark.parametrize("count", [1, 10])
def test_judge_page_when_answers_are_long_then_it_costs_the_same(
    world: World, count: int, django_assert_max_num_queries: Counted
) -> None:
    rows = [{"c1": f"{n}", "c2": "1"} for n in range(count)]
    task, submission = submitted(world, rows=rows)
    for _ in range(count):
        actions.return_task(task, actor=world.office, reason="再核", remarks={"persons": "x"})
        actions.submit_task(task, actor=world.clerk, values={"persons": "1", "rows": rows})
    office = browser(world.office)

    for address in (at("judge_task", task.pk), at("submission_detail", submission.pk)):
        with django_assert_max_num_queries(12):
            assert office.get(address).status_code == 200


# ---------------------------------------------------------------- many at once
def test_accept_tasks_closes_the_chosen_with_one_entry(world: World) -> None:
    chosen, left = submitted(world)[0], submitted(world)[0]
    office = browser(world.office)

    page = text(office.get(at("task_list")))
    response = office.post(at("accept_tasks"), {"task": [chosen.pk], "back": at("task_list")}, follow=True)

    assert page.count('name="task"') == 2
    assert "已办结1条。" in text(response)
    assert [Task.objects.get(pk=task.pk).state for task in (chosen, left)] == ["ACCEPTED", "SUBMITTED"]
    assert LedgerEntry.objects.filter(verb="assignments.accept_tasks").count() == 1


def test_accept_tasks_when_none_is_chosen_or_the_way_back_is_strange_then_it_goes_to_the_list(world: World) -> None:
    response = browser(world.office).post(at("accept_tasks"), {"task": ["x"], "back": "https://elsewhere.example/"})

    assert response.headers["Location"] == at("task_list")


def test_accept_tasks_by_a_clerk_or_with_one_not_submitted_changes_nothing(world: World) -> None:
    done, open_one = submitted(world)[0], world.task()
    clerk, foreign = browser(world.clerk), browser(world.foreign)

    assert clerk.post(at("accept_tasks"), {"task": [done.pk]}).status_code == 403
    assert browser(world.office).post(at("accept_tasks"), {"task": [done.pk, open_one.pk]}).status_code == 409
    assert foreign.post(at("accept_tasks"), {"task": [done.pk]}).status_code != 200
    assert Client().post(at("accept_tasks")).status_code == 302
    done.refresh_from_db()
    assert done.state == "SUBMITTED"
    assert 'name="task"' not in text(clerk.get(at("task_list")))


# ---------------------------------------------------------------- more time
def test_ask_extension_keeps_the_old_date_until_it_is_granted(world: World) -> None:
    task = _signed(world)
    sent = {"due_on": "2018-03-15", "reason": "等第三方数据"}

    response = browser(world.clerk).post(at("ask_extension", task.pk), sent, follow=True)

    extension = Extension.objects.get()
    assert "批准以前仍按原期限" in text(response)
    office = browser(world.office)
    assert "等第三方数据" in text(office.get(at("extension_detail", extension.pk)))
    office.post(at("extension_detail", extension.pk), {"is_granted": "1"})
    task.refresh_from_db()
    assert (task.due_on, task.original_due_on) == (date(2018, 3, 15), DUE_ON)
    page = text(browser(world.clerk).get(at("task_detail", task.pk)))
    assert "（原定 2018年3月9日）" in page


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"due_on": "2018-03-01", "reason": "x"}, "due_on"),
        ({"due_on": "2018-03-15", "reason": ""}, "reason"),
        ({"due_on": "", "reason": "x"}, "due_on"),
    ],
)
def test_ask_extension_when_wrong_then_the_field_is_named(world: World, sent: dict[str, str], field: str) -> None:
    task = _signed(world)

    response = browser(world.clerk).post(at("ask_extension", task.pk), sent)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


def test_decide_extension_when_refused_wants_a_reason_and_is_the_askers_alone(world: World) -> None:
    extension = actions.ask_extension(_signed(world), actor=world.clerk, due_on=date(2018, 3, 15), reason="忙")
    address, office = at("extension_detail", extension.pk), browser(world.office)

    assert browser(world.foreign).get(address).status_code == 404
    assert browser(world.foreign).post(address, {"is_granted": "1"}).status_code == 404
    assert Client().get(address).status_code == 302
    assert (
        "同意" not in text(browser(world.clerk).post(address, {"is_granted": "1"})).split("<main")[1].split("待批")[0]
    )
    assert office.post(address, {"is_granted": "0"}).status_code == 422
    office.post(address, {"is_granted": "0", "note": "期限已够"})
    extension.refresh_from_db()
    assert extension.state == "REFUSED"
    assert "期限已够" in text(browser(world.clerk).get(address))


@pytest.mark.parametrize("count", [1, 3])
def test_extension_list_costs_the_same_at_one_row_and_at_three(
    world: World, count: int, django_assert_max_num_queries: Counted
) -> None:
    for _ in range(count):
        actions.ask_extension(_signed(world), actor=world.clerk, due_on=date(2018, 3, 15), reason="忙")
    client = browser(world.office)

    with django_assert_max_num_queries(8):
        response = client.get(at("extension_list"))

    assert len(list(response.context["table"].rows)) == count
    assert list(browser(world.foreign).get(at("extension_list")).context["table"].rows) == []


def test_pause_task_wants_a_reason_and_resume_takes_it_up_again(world: World) -> None:
    task, office = _signed(world), browser(world.office)

    assert office.post(at("pause_task", task.pk), {"reason": ""}).status_code == 422
    page = text(office.post(at("pause_task", task.pk), {"reason": "等上级答复"}, follow=True))
    assert "已暂停" in page
    assert f'action="{at("resume_task", task.pk)}"' in page
    assert browser(world.clerk).get(at("submit_task", task.pk)).status_code == 409
    assert "已恢复办理。" in text(office.post(at("resume_task", task.pk), follow=True))
    assert office.post(at("resume_task", task.pk)).status_code == 409


# ---------------------------------------------------------------- handing on
HAND_ON = {"title": "转报数据", "asks": "按表填", "due_on": "2018-03-19", "minutes_needed": "10", "line": "TERRITORY"}


def _moved(world: World) -> Task:
    task = _signed(world)
    Task.objects.filter(pk=task.pk).update(due_on=date(2018, 3, 20))
    task.refresh_from_db()
    return task


def test_hand_on_page_offers_units_below_on_a_line_by_group(world: World) -> None:
    task, clerk = _moved(world), browser(world.clerk)
    bureau = a_unit("甲市工信局", parent=world.city, system_parent=world.city, kind="DEPARTMENT")

    both = text(clerk.get(at("hand_on_task", task.pk)))
    system = text(clerk.get(at("hand_on_task", task.pk), {"line": "SYSTEM"}))
    preview = text(clerk.get(at("hand_on_preview", task.pk), {"line": "TERRITORY", "units": [str(bureau.pk), "x"]}))

    assert "甲一县" in both
    assert "乙市" not in both
    assert ("甲一县" in system, "甲市工信局" in system) == (False, True)
    assert "共 <strong>1</strong> 个单位" in preview


def test_hand_on_task_gives_those_below_the_same_form_and_an_earlier_date(world: World) -> None:
    task, clerk = _moved(world), browser(world.clerk)

    response = clerk.post(at("hand_on_task", task.pk), {**HAND_ON, "units": [world.county.pk]}, follow=True)

    below = Directive.objects.get(handed_on_from=task)
    assert below.fields.count() == len(ROWS)
    assert "已二次交办" in text(response)
    assert "转报数据" in text(browser(world.below).get(at("task_list")))
    assert "0/1" in text(clerk.get(at("task_detail", task.pk)))
    assert browser(world.foreign).get(at("directive_detail", below.pk)).status_code == 404


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"due_on": "2018-03-20"}, "due_on"),
        ({"units": []}, "units"),
        ({"title": ""}, "title"),
        ({"units": ["9"]}, "units"),
    ],
)
def test_hand_on_task_when_wrong_then_the_choice_stays(world: World, given: dict[str, Any], field: str) -> None:
    task = _moved(world)

    response = browser(world.clerk).post(at("hand_on_task", task.pk), {**HAND_ON, "units": [world.county.pk], **given})

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Directive.objects.filter(handed_on_from=task).exists()


def test_roll_up_brings_the_answers_from_below_into_the_draft(world: World) -> None:
    task, clerk = _moved(world), browser(world.clerk)
    second = a_unit("甲二县", parent=world.city, level="COUNTY")
    units = [world.county.pk, second.pk]
    clerk.post(at("hand_on_task", task.pk), {**HAND_ON, "units": units})
    for unit, count in ((world.county, "3"), (second, "4")):
        mine, post = Task.objects.get(unit=unit), a_post(unit, role="CLERK")
        actions.sign_for_task(mine, actor=post)
        actions.submit_task(mine, actor=post, values={"persons": count, "rows": [{"c1": unit.name}]})

    response = clerk.post(at("roll_up", task.pk), follow=True)

    assert Draft.objects.get(task=task).values["persons"] == "7"
    assert 'value="7"' in text(response)
    assert "已汇总到草稿" in text(response)
    judged = Task.objects.get(unit=second)
    assert "审核" in text(clerk.get(at("task_detail", judged.pk)))
    assert clerk.post(at("accept_task", judged.pk)).status_code == 302


def test_reuse_answer_sends_an_earlier_one_of_the_same_unit(world: World) -> None:
    _, source = submitted(world)
    task = _signed(world)
    other = a_task(a_directive(world.campaign), world.other, state="SIGNED_FOR")
    clerk = browser(world.clerk)

    assert "见附件" in text(clerk.get(at("reuse_answer", task.pk)))
    assert browser(world.foreign).post(at("reuse_answer", other.pk), {"source": source.pk}).status_code == 404
    assert "已报送。" in text(clerk.post(at("reuse_answer", task.pk), {"source": source.pk}, follow=True))
    assert clerk.get(at("reuse_answer", task.pk)).status_code == 409


@pytest.mark.parametrize("source", ["", "abc", "²", "-1", "9" * 30, "1\0"])
def test_reuse_answer_when_the_number_is_none_then_there_is_no_such_answer(world: World, source: str) -> None:
    task = _signed(world)

    assert browser(world.clerk).post(at("reuse_answer", task.pk), {"source": source}).status_code == 404


def test_reuse_answer_when_the_new_form_asks_more_then_it_says_what(world: World) -> None:
    source = submitted(world)[1]
    directive = a_directive(world.campaign)
    a_form(directive, ROWS[0], ROWS[2].__class__(code="more", label="新增项"))
    task = a_task(directive, world.city, state="SIGNED_FOR")

    response = browser(world.clerk).post(at("reuse_answer", task.pk), {"source": source.pk})

    assert response.status_code == 422
    assert "新增项不能为空" in text(response)


# ---------------------------------------------------------------- who stands where
def test_directive_page_counts_and_names_who_has_answered_and_who_has_not(world: World) -> None:
    task, _ = submitted(world)
    a_task(task.directive, world.other)
    office = browser(world.office)

    response = office.get(at("directive_detail", task.directive_id))

    counts = response.context["counts"]
    assert (counts.asked, counts.answered, counts.missing, counts.percent) == (2, 1, 1, 50)
    page = text(response)
    missing, answered = page.split("未报单位")[1].split("已报单位")
    assert ("乙市" in missing, "甲市" in missing, "甲市" in answered) == (True, False, True)
    mine = browser(world.clerk).get(at("directive_detail", task.directive_id))
    assert mine.context["counts"].asked == 1
    assert "乙市" not in text(mine)


@pytest.mark.parametrize("count", [1, 30])
def test_directive_page_when_many_are_asked_then_it_costs_the_same(
    world: World, count: int, django_assert_max_num_queries: Counted
) -> None:
    task, _ = submitted(world)
    for number in range(count):
        a_task(task.directive, a_unit(f"{number}市"))
        a_task(task.directive, a_unit(f"报{number}市"), state="SUBMITTED")
    office = browser(world.office)

    with django_assert_max_num_queries(12):
        office.get(at("directive_detail", task.directive_id))
