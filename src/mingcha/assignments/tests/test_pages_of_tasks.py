"""The task's own page, signing for it, filling it in, its receipt; through their addresses."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mingcha.assignments import actions
from mingcha.assignments.choices import Way
from mingcha.assignments.models import Draft, Submission, Task
from mingcha.assignments.tests.factories import a_directive, a_task
from mingcha.assignments.tests.pages_world import World, a_world, at, browser, submitted, text
from mingcha.kernel import clock
from mingcha.kernel.models import StoredFile
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = pytest.mark.django_db
Counted = Callable[..., AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def march_ninth() -> Iterator[None]:
    with clock.set_to(datetime(2018, 3, 9, 4, tzinfo=UTC)):
        yield


@pytest.fixture(autouse=True)
def files_here(settings: Any, tmp_path: Path) -> None:
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}


@pytest.fixture
def world() -> World:
    return a_world()


def _signed(world: World, **given: Any) -> Task:
    task = world.task(**given)
    actions.sign_for_task(task, actor=world.clerk)
    return task


# ---------------------------------------------------------------- the task's page
def test_task_page_when_opened_by_its_clerk_then_it_says_who_asks_why_and_by_when(world: World) -> None:
    task = world.task(why="群众反映强烈", asked_by=world.office)

    page = text(browser(world.clerk).get(at("task_detail", task.pk)))

    for words in ("整顿办公室", "群众反映强烈", "通知", "20 分钟", "2018年3月9日", "今天到期"):
        assert words in page
    assert f'action="{at("sign_for_task", task.pk)}"' in page


def test_task_page_when_handed_on_then_it_shows_the_dates_of_province_and_city(world: World) -> None:
    task = _signed(world)
    below = a_directive(world.campaign, unit=world.city, handed_on_from=task, due_on=date(2018, 3, 8))
    mine = a_task(below, world.county, due_on=date(2018, 3, 8))

    response = browser(world.below).get(at("task_detail", mine.pk))

    chain = [(step.asker, step.unit, step.due_on.day) for step in response.context["chain"]]
    assert chain == [(world.campaign.office.short_name, "甲市", 9), ("甲市", "甲一县", 8)]
    assert "整顿办公室要求" in text(response)


@pytest.mark.parametrize("verb", ["sign_for_task", "submit_task", "hand_on_task", "ask_extension", "reuse_answer"])
def test_task_page_when_it_is_not_the_units_turn_then_it_offers_no_verb(world: World, verb: str) -> None:
    task = world.task(state="SUBMITTED")

    assert at(verb, task.pk) not in text(browser(world.clerk).get(at("task_detail", task.pk)))


@pytest.mark.parametrize("count", [1, 3, 10])
def test_task_page_when_more_hangs_on_it_then_it_costs_the_same(
    world: World, count: int, django_assert_max_num_queries: Counted
) -> None:
    task = _signed(world)
    for number in range(count):
        values = {"persons": "1", "rows": [{"c1": str(n), "c2": "2"} for n in range(count)]}
        actions.submit_task(task, actor=world.clerk, values=values)
        actions.return_task(task, actor=world.office, reason=f"第{number}次", remarks={"persons": "不符"})
    for number in range(count):
        county = a_unit(f"{number}县", parent=world.city, level="COUNTY")
        a_task(a_directive(world.campaign, unit=world.city, handed_on_from=task), county)

    for post in (world.office, world.clerk):
        client = browser(post)
        with django_assert_max_num_queries(12):
            assert client.get(at("task_detail", task.pk)).status_code == 200


def test_task_page_when_sent_back_then_reasons_stand_by_field(world: World) -> None:
    task, _ = submitted(world)
    actions.return_task(task, actor=world.office, reason="数据不实", remarks={"persons": "与编制不符"})

    page = text(browser(world.clerk).get(at("task_detail", task.pk)))

    assert "数据不实" in page
    assert "<strong>人数</strong>：与编制不符" in page


# ---------------------------------------------------------------- signing for it
def test_sign_for_task_in_one_tap_gives_a_receipt_number(world: World) -> None:
    task = world.task()

    response = browser(world.clerk).post(at("sign_for_task", task.pk), follow=True)

    task.refresh_from_db()
    assert (task.state, task.receipt_number) == ("SIGNED_FOR", 1)
    assert "已签收，回执号：1。" in text(response)
    assert f'href="{at("receipt", task.pk)}"' in text(response)


def test_sign_for_task_a_second_time_gives_409(world: World) -> None:
    task = _signed(world)

    assert browser(world.clerk).post(at("sign_for_task", task.pk)).status_code == 409


def test_receipt_when_printed_then_it_says_number_unit_and_dates(world: World) -> None:
    task, _ = submitted(world)

    page = text(browser(world.clerk).get(at("receipt", task.pk)))

    for words in ("2018–1", "甲市", "第 1 次报送", "2018年3月9日"):
        assert words in page


# ---------------------------------------------------------------- filling in
def test_form_when_a_fact_is_held_then_it_is_prefilled_and_marked(world: World) -> None:
    submitted(world)
    task = _signed(world)

    page = text(browser(world.clerk).get(at("submit_task", task.pk)))

    assert 'value="12"' in page
    assert page.count("已有数据") == 1


def test_form_when_saved_then_the_draft_comes_back_and_nothing_is_sent(world: World) -> None:
    task, client = _signed(world), browser(world.clerk)
    sent = {"v.persons": "七", "v.says": "还在核", "version": "0", "n.rows": "3", "v.rows.2.c1": "张", "save": "1"}

    response = client.post(at("submit_task", task.pk), sent, follow=True)

    draft = Draft.objects.get(task=task)
    assert draft.values["persons"] == "七"
    assert draft.values["rows"] == [{"c1": "", "c2": ""}, {"c1": "张", "c2": ""}]
    assert "草稿已保存，还没有报送。" in text(response)
    assert 'value="七"' in text(response)
    assert not Submission.objects.exists()


def test_form_when_another_has_saved_meanwhile_then_both_are_shown_and_the_next_save_holds(world: World) -> None:
    task, client = _signed(world), browser(world.clerk)
    actions.save_draft(task, actor=world.clerk, values={"persons": "8", "says": "对方写的"})

    response = client.post(at("submit_task", task.pk), {"v.persons": "9", "version": "0", "save": "1"})

    assert response.status_code == 409
    page = text(response)
    assert "另有人刚保存过" in page
    assert "对方写的" in page
    assert 'value="9"' in page
    assert Draft.objects.get(task=task).values["persons"] == "8"
    again = {"v.persons": "9", "version": response.context["form"]["version"].value(), "save": "1"}
    assert client.post(at("submit_task", task.pk), again).status_code == 302
    assert Draft.objects.get(task=task).values["persons"] == "9"


def test_form_when_wrong_then_each_error_stands_at_its_field_in_chinese(world: World) -> None:
    task, client = _signed(world), browser(world.clerk)
    sent = {"v.persons": "十二", "v.day": "昨天", "n.rows": "2", "v.rows.2.c2": "多", "submit": "1", "answer": "留着"}

    response = client.post(at("submit_task", task.pk), sent)

    page = text(response)
    assert response.status_code == 422
    assert "没有报送" in page
    assert "应为数字，现为“十二”" in page
    assert "第2行“姓名”：姓名不能为空" in page
    assert "第2行“次数”：应为数字，现为“多”" in page
    assert 'href="#id_v.rows.2.c1"' in page
    assert "留着" in page
    assert not Submission.objects.exists()


def test_form_when_a_row_is_added_then_what_was_typed_stays(world: World) -> None:
    task, client = _signed(world), browser(world.clerk)
    sent = {"v.persons": "5", "n.rows": "3", "v.rows.1.c1": "李", "edit": "add-rows"}

    response = client.post(at("submit_task", task.pk), sent)

    page = text(response)
    assert response.status_code == 200
    assert 'name="v.rows.6.c1"' in page
    assert 'value="5"' in page
    assert "李" in page
    assert not Draft.objects.exists()


def test_form_when_sent_then_the_values_are_kept_and_the_page_says_so(world: World) -> None:
    task, client = _signed(world), browser(world.clerk)
    file = SimpleUploadedFile("凭证.pdf", b"%PDF-1.4 x", content_type="application/pdf")
    sent = {"v.persons": "１２", "v.kind": "甲类", "v.day": "2018-03-08", "v.proof": file, "submit": "1", "answer": ""}

    response = client.post(at("submit_task", task.pk), sent, follow=True)

    task.refresh_from_db()
    assert task.state == "SUBMITTED"
    page = text(response)
    for words in ("已报送。", "甲类", "2018-03-08", "凭证.pdf", "第 1 次报送"):
        assert words in page


def test_form_when_wrong_with_a_file_then_the_file_need_not_be_chosen_again(world: World) -> None:
    task, client = _signed(world), browser(world.clerk)
    file = SimpleUploadedFile("凭证.pdf", b"%PDF-1.4 x", content_type="application/pdf")

    wrong = client.post(at("submit_task", task.pk), {"v.proof": file, "submit": "1"})
    token = wrong.context["form"]["k.proof"].value()
    client.post(at("submit_task", task.pk), {"k.proof": token, "v.persons": "1", "submit": "1"})

    assert "凭证.pdf" in text(wrong)
    kept = StoredFile.objects.get()
    assert text(client.get(at("task_detail", task.pk))).count("凭证.pdf") == 1
    download = client.get(at("task_file", task.pk, kept.pk))
    assert b"".join(download) == b"%PDF-1.4 x"


def test_form_when_the_mark_of_a_file_is_forged_then_no_file_is_taken(world: World) -> None:
    task, client = _signed(world), browser(world.clerk)

    for token in ("12", "WzEsIjEiXQ:1:2", ""):
        client.post(at("submit_task", task.pk), {"k.proof": token, "save": "1", "version": "0"})

    assert Draft.objects.get(task=task).values["proof"] == ""


def test_form_when_a_program_is_uploaded_then_it_is_refused_at_the_form(world: World) -> None:
    task, client = _signed(world), browser(world.clerk)

    response = client.post(at("submit_task", task.pk), {"v.proof": SimpleUploadedFile("a.exe", b"MZ"), "submit": "1"})

    assert response.status_code == 422
    assert "不接收程序" in text(response)
    assert not StoredFile.objects.exists()


def test_form_when_sent_back_then_old_stands_left_and_the_remark_above(world: World) -> None:
    task, _ = submitted(world, says="旧的话")
    actions.return_task(task, actor=world.office, reason="再核", remarks={"says": "说不清"})
    client = browser(world.clerk)

    page = text(client.get(at("submit_task", task.pk)))

    assert page.count("上次报送") == 7
    assert "说不清" in page
    assert page.count("旧的话") == 2
    client.post(at("submit_task", task.pk), {"v.persons": "13", "v.says": "新的话", "submit": "1"})
    assert list(task.submissions.order_by("number").values_list("state", flat=True)) == ["RETURNED", "SUBMITTED"]


@pytest.mark.parametrize("count", [1, 10])
def test_form_when_there_is_more_in_it_then_it_costs_the_same(
    world: World, count: int, django_assert_max_num_queries: Counted
) -> None:
    task = _signed(world)
    actions.submit_task(task, actor=world.clerk, values={"persons": "1", "rows": [{"c1": "x"}] * count})
    actions.return_task(task, actor=world.office, reason="再核")
    actions.save_draft(task, actor=world.clerk, values={"persons": "2", "rows": [{"c1": "y"}] * count})
    client = browser(world.clerk)

    with django_assert_max_num_queries(12):
        client.get(at("submit_task", task.pk))


# ---------------------------------------------------------------- the head
def test_answer_when_the_head_must_sign_then_it_waits_and_the_office_sees_nothing(world: World) -> None:
    task, client = _signed(world, needs_head=True), browser(world.clerk)

    response = client.post(at("submit_task", task.pk), {"v.persons": "3", "submit": "1"}, follow=True)

    assert "已送本单位领导审签。" in text(response)
    submission = Submission.objects.get()
    assert browser(world.office).get(at("submission_detail", submission.pk)).status_code == 404
    assert "第 1 次报送" not in text(browser(world.office).get(at("task_detail", task.pk)))
    page = text(browser(world.head).get(at("sign_page", task.pk)))
    assert "人数" in page
    assert "签字报送" in page


def test_sign_answer_by_the_head_sends_it(world: World) -> None:
    task = _signed(world, needs_head=True)
    actions.submit_task(task, actor=world.clerk, values={"persons": "3"})

    response = browser(world.head).post(at("sign_answer", task.pk), follow=True)

    task.refresh_from_db()
    assert task.state == "SUBMITTED"
    assert "已签，已报送。" in text(response)
    assert browser(world.head).get(at("sign_page", task.pk)).status_code == 409


def test_refuse_answer_by_the_head_wants_a_reason_and_gives_it_back(world: World) -> None:
    task = _signed(world, needs_head=True)
    actions.submit_task(task, actor=world.clerk, values={"persons": "3"})
    head = browser(world.head)

    assert head.post(at("refuse_answer", task.pk), {"reason": ""}).status_code == 422
    head.post(at("refuse_answer", task.pk), {"reason": "人数再核"})

    task.refresh_from_db()
    assert task.state == "SIGNED_FOR"
    page = text(browser(world.clerk).get(at("submit_task", task.pk)))
    assert "人数再核" in page
    assert 'value="3"' in page


def test_signed_paper_when_photographed_then_the_answer_counts_at_once(world: World) -> None:
    task, client = _signed(world, needs_head=True), browser(world.clerk)
    photo = SimpleUploadedFile("审签单.jpg", b"\xff\xd8\xff x", content_type="image/jpeg")

    client.post(at("submit_task", task.pk), {"v.persons": "3", "signed_paper": photo, "submit": "1"})

    submission = Submission.objects.get()
    assert (submission.state, submission.way) == ("SUBMITTED", Way.PAPER)
    assert submission.signed_paper is not None
    office = browser(world.office)
    address = at("task_file", task.pk, submission.signed_paper.pk)
    assert address in text(office.get(at("judge_task", task.pk)))
    opened = office.get(address)
    assert b"".join(opened) == b"\xff\xd8\xff x"
    assert browser(world.foreign).get(address).status_code == 404


# ---------------------------------------------------------------- who
VERBS_BY_GET = ("task_detail", "submit_task", "receipt", "reuse_answer", "sign_page", "judge_task", "hand_on_task",
                "hand_on_preview", "ask_extension", "pause_task")  # fmt: skip
VERBS_BY_POST = ("sign_for_task", "submit_task", "reuse_answer", "sign_answer", "refuse_answer", "accept_task",
                 "return_task", "hand_on_task", "roll_up", "ask_extension", "pause_task", "resume_task")  # fmt: skip


@pytest.mark.parametrize("state", ["ISSUED", "SIGNED_FOR", "WITH_HEAD", "SUBMITTED"])
def test_every_address_of_a_task_when_it_is_of_another_then_it_is_not_there(world: World, state: str) -> None:
    task, foreign = world.task(state=state), browser(world.foreign)

    assert {name for name in VERBS_BY_GET if foreign.get(at(name, task.pk)).status_code != 404} == set()
    assert {name for name in VERBS_BY_POST if foreign.post(at(name, task.pk)).status_code != 404} == set()
    assert foreign.get(at("task_file", task.pk, 1)).status_code == 404


def test_every_address_of_a_task_when_nobody_is_signed_in_then_it_leads_to_the_sign_in(world: World) -> None:
    task, stranger = world.task(), Client()

    answers = [stranger.get(at(name, task.pk)) for name in VERBS_BY_GET]
    answers += [stranger.post(at(name, task.pk)) for name in VERBS_BY_POST]

    assert {answer.status_code for answer in answers} == {302}


def test_verbs_of_the_unit_when_a_post_may_not_then_they_are_refused(world: World) -> None:
    task = _signed(world)
    leader = browser(a_post(world.campaign.office, role="LEADER"))

    assert browser(world.head).get(at("submit_task", task.pk)).status_code == 403
    assert leader.get(at("submit_task", task.pk)).status_code == 403
    assert leader.get(at("task_detail", task.pk)).status_code == 200
    assert browser(world.clerk).get(at("judge_task", task.pk)).status_code == 403
    assert browser(world.clerk).get(at("pause_task", task.pk)).status_code == 403
    assert browser(world.below).get(at("task_detail", task.pk)).status_code == 404


def test_draft_of_a_unit_when_the_office_enters_from_paper_then_it_does_not_see_it(world: World) -> None:
    task = _signed(world)
    actions.save_draft(task, actor=world.clerk, values={"persons": "8", "says": "还没想好"})

    page = text(browser(world.office).get(at("submit_task", task.pk)))

    assert "还没想好" not in page


def test_submit_task_when_its_table_is_as_long_as_may_be_then_every_row_is_taken(world: World) -> None:
    task = _signed(world)
    rows = {f"v.rows.{n}.{column}": str(n) for n in range(1, 501) for column in ("c1", "c2")}

    sent = {"v.persons": "1", "n.rows": "500", "submit": "", **rows}
    response = browser(world.clerk).post(at("submit_task", task.pk), sent)

    assert response.status_code == 302, text(response)
    assert Submission.objects.get(task=task).values.filter(row__gt=0).count() == 1000
