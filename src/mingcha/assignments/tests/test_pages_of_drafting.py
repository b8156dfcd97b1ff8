"""From a blank card to an issued directive, through the addresses."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from mingcha.assignments import actions
from mingcha.assignments.models import BurdenBudget, Directive, Field, PlanTask, Task
from mingcha.assignments.tests.factories import a_form
from mingcha.assignments.tests.pages_world import ROWS, World, a_draft, a_world, at, browser, text
from mingcha.campaigns.tests.factories import a_participation
from mingcha.kernel import clock
from mingcha.kernel.workdays import load_year
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = pytest.mark.django_db
Counted = Callable[..., AbstractContextManager[Any]]
CARD = {
    "title": "报送一季度数据",
    "asks": "按表填报",
    "basis": "黑整办发〔2018〕3号第二条",
    "minutes_needed": "20",
    "limit_unit": "DATE",
    "due_on": "2018-03-20",
}


@pytest.fixture(autouse=True)
def march_first() -> Iterator[None]:
    with clock.set_to(datetime(2018, 3, 1, 4, tzinfo=UTC)):
        yield


@pytest.fixture
def world() -> World:
    return a_world()


# ---------------------------------------------------------------- the card
def test_draft_directive_keeps_a_draft_and_leads_to_its_form(world: World) -> None:
    response = browser(world.office).post(at("draft_directive"), CARD | {"needs_head": "on"})

    draft = Directive.objects.get()
    assert (draft.state, draft.due_on, draft.needs_head) == ("DRAFT", date(2018, 3, 20), True)
    assert response.headers["Location"] == at("set_form", draft.pk)
    assert draft.title in text(browser(world.office).get(at("directive_detail", draft.pk)))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": ""}, "title"),
        ({"basis": ""}, "basis"),
        ({"minutes_needed": "0"}, "minutes_needed"),
        ({"due_on": ""}, "due_on"),
        ({"due_on": "2018-02-01"}, "due_on"),
        ({"limit_unit": "WORKING_DAYS", "limit_count": ""}, "limit_count"),
        ({"limit_unit": "WORKING_DAYS", "limit_count": "5"}, "__all__"),
    ],
)
def test_draft_directive_when_something_is_wrong_then_the_card_stays_and_names_it(
    world: World, given: dict[str, str], field: str
) -> None:
    response = browser(world.office).post(at("draft_directive"), CARD | given)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "按表填报" in text(response)
    assert not Directive.objects.exists()


@pytest.mark.parametrize(
    ("unit", "count", "says"),
    [
        ("WORKING_DAYS", "5", "2018年3月8日"),
        ("DAYS", "5", "2018年3月6日"),
        ("HOURS", "5", "2018年3月1日 17:00"),
        ("WORKING_DAYS", "300", "2019年没有工作日历"),
        ("DAYS", "", "请填期限数"),
    ],
)
def test_due_preview_says_the_day_or_what_is_missing(world: World, unit: str, count: str, says: str) -> None:
    load_year(2018, source="国办发明电〔2017〕12号")

    response = browser(world.office).get(at("due_preview"), {"limit_unit": unit, "limit_count": count, "due_on": ""})

    assert says in text(response)


def test_edit_directive_shows_the_card_and_keeps_the_change(world: World) -> None:
    draft, office = a_draft(world), browser(world.office)

    assert 'value="报送台账"' in text(office.get(at("edit_directive", draft.pk)))
    office.post(at("edit_directive", draft.pk), CARD)

    draft.refresh_from_db()
    assert draft.title == "报送一季度数据"


# ---------------------------------------------------------------- the form
def _fields(*rows: dict[str, str], **others: str) -> dict[str, str]:
    sent = {f"{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}
    return {"count": str(len(rows)), **sent, **others}


NUMBER = {"label": "参加人数", "kind": "NUMBER", "word": "人", "is_required": "on"}
TABLE = {"label": "明细", "kind": "TABLE", "columns": "姓名，文字\n人数，数字，人\n人次，数字，人次，不小于人数，选填"}


def test_set_form_keeps_fields_in_order_with_columns(world: World) -> None:
    draft = a_draft(world)

    response = browser(world.office).post(at("set_form", draft.pk), _fields(NUMBER, TABLE))

    assert response.headers["Location"] == at("set_plan", draft.pk)
    first, table = Field.objects.order_by("position")
    assert (first.code, first.kind, first.word, first.is_required) == ("f1", "NUMBER", "人", True)
    assert [(c["label"], c["kind"], c.get("not_below", ""), c["is_required"]) for c in table.columns] == [
        ("姓名", "TEXT", "", True),
        ("人数", "NUMBER", "", True),
        ("人次", "NUMBER", "c2", False),
    ]


@pytest.mark.parametrize("written", ["办件，数字，件", "办件 数字 件", "办件\t数字\t件", "政务 大厅"])
def test_set_form_reads_a_column_however_its_words_are_parted(world: World, written: str) -> None:
    draft = a_draft(world)

    browser(world.office).post(at("set_form", draft.pk), _fields(TABLE | {"columns": written}))

    [column] = Field.objects.get().columns
    wanted = ("政务 大厅", "TEXT", None) if written == "政务 大厅" else ("办件", "NUMBER", "件")
    assert (column["label"], column["kind"], column.get("word")) == wanted


def test_set_form_shows_again_what_was_kept(world: World) -> None:
    draft, office = a_draft(world), browser(world.office)
    office.post(
        at("set_form", draft.pk), _fields(NUMBER, TABLE, {"label": "结果", "kind": "CHOICE", "choices": "好\n差"})
    )

    page = text(office.get(at("set_form", draft.pk)))

    assert "人次，数字，人次，不小于人数，选填" in page
    assert "好\n差" in page
    assert page.count('name="edit" value="remove-') == 3


@pytest.mark.parametrize(
    ("button", "labels"),
    [
        ("add", ["甲", "乙", ""]),
        ("remove-0", ["乙"]),
        ("down-0", ["乙", "甲"]),
        ("up-1", ["乙", "甲"]),
        ("up-0", ["甲", "乙"]),
        ("x", ["甲", "乙"]),
    ],
)
def test_set_form_when_a_button_is_pressed_then_rows_move_and_nothing_is_lost(
    world: World, button: str, labels: list[str]
) -> None:
    draft, rows = a_draft(world), [{"label": name, "kind": "TEXT"} for name in "甲乙"]

    response = browser(world.office).post(at("set_form", draft.pk), _fields(*rows, edit=button))

    assert response.status_code == 200
    assert [row["label"].value() or "" for row in response.context["rows"].rows] == labels
    assert not Field.objects.exists()


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"label": "", "kind": "TEXT"}, "第1项“名称”"),
        ({"label": "甲", "kind": "CHOICE"}, "第1项“选项”"),
        ({"label": "甲", "kind": "TABLE"}, "第1项“表列”"),
        ({"label": "甲", "kind": "TABLE", "columns": "，文字"}, "第1行没有列名"),
        ({"label": "甲", "kind": "TABLE", "columns": "结果，选项"}, "第1行的选项用斜线分开写"),
        ({"label": "甲", "kind": "TABLE", "columns": "人次，数字，不小于人数"}, "第1行说到的列没有：人数"),
        ({"label": "甲", "kind": "TABLE", "columns": "人次，数字，人，次"}, "第1行看不懂：次"),
        ({"label": "甲", "kind": "NUMBER", "code": "a", "total_of": "b,c"}, "不是可比较的数字：b、c"),
    ],
)
def test_set_form_when_a_row_is_wrong_then_it_is_named(world: World, row: dict[str, str], says: str) -> None:
    draft = a_draft(world)

    response = browser(world.office).post(at("set_form", draft.pk), _fields(row))

    assert response.status_code == 422
    assert says in text(response)
    assert not Field.objects.exists()


# ---------------------------------------------------------------- the plan
def test_set_plan_keeps_tasks_with_lead_and_co_units_by_name(world: World) -> None:
    draft = a_draft(world)
    row = {"title": "摸底", "lead": "甲市", "co_units": f"乙市、{world.city.code}x", "due_on": "2018-03-10"}
    office = browser(world.office)

    wrong = office.post(at("set_plan", draft.pk), _fields(row))
    assert f"没有这些单位：{world.city.code}x" in text(wrong)
    response = office.post(at("set_plan", draft.pk), _fields(row | {"co_units": "乙市"}))

    assert response.headers["Location"] == at("send_directive", draft.pk)
    [task] = PlanTask.objects.all()
    assert sorted((p.part, p.unit.name) for p in task.parts.select_related("unit")) == [
        ("CO", "乙市"),
        ("LEAD", "甲市"),
    ]
    assert 'value="甲市"' in text(office.get(at("set_plan", draft.pk)))


def test_plan_when_issued_then_each_unit_has_its_task_and_progress_is_by_unit(world: World) -> None:
    draft, office = a_draft(world), browser(world.office)
    rows = [
        {"title": "摸底", "lead": "甲市", "co_units": "乙市", "due_on": "2018-03-10"},
        {"title": "整改", "lead": "乙市", "due_on": "2018-03-12", "responsible_leader": "副市长"},
    ]
    office.post(at("set_plan", draft.pk), _fields(*rows))

    response = office.post(at("send_directive", draft.pk), follow=True)

    page = text(response)
    assert Task.objects.count() == 3
    assert [(u.name, u.asked, u.answered) for u in response.context["progress"]] == [("甲市", 1, 0), ("乙市", 2, 0)]
    assert "1. 摸底" in page
    assert "副市长" in page


# ---------------------------------------------------------------- the audience
def test_audience_preview_names_units_by_group_with_their_count(world: World) -> None:
    draft, office = a_draft(world), browser(world.office)
    a_participation(world.campaign, world.city)

    page = text(office.get(at("audience_preview", draft.pk), {"levels": ["PREFECTURE"]}))
    fewer = text(office.get(at("audience_preview", draft.pk), {"levels": ["PREFECTURE"], "participants": "on"}))
    unknown = text(office.get(at("audience_preview", draft.pk), {"codes": "没有的市"}))

    assert "共 <strong>2</strong> 个单位" in page
    assert "乙市" in page
    assert "共 <strong>1</strong> 个单位" in fewer
    assert "没有的市" in unknown
    assert "还没有选中任何单位" in text(office.get(at("audience_preview", draft.pk)))


def test_set_audience_keeps_the_condition_and_shows_it_again(world: World) -> None:
    draft, office = a_draft(world), browser(world.office)

    response = office.post(at("set_audience", draft.pk), {"levels": ["PREFECTURE"], "minus": "乙市"})

    draft.refresh_from_db()
    assert response.headers["Location"] == at("send_directive", draft.pk)
    assert draft.audience == f"level=PREFECTURE\nminus={world.other.code}"
    form = office.get(at("set_audience", draft.pk)).context["form"]
    assert (form["levels"].value(), form["minus"].value()) == (["PREFECTURE"], "乙市")


@pytest.mark.parametrize("given", [{}, {"codes": "没有"}, {"others": "层级=错"}, {"levels": ["TOWNSHIP"]}])
def test_set_audience_when_it_means_nobody_then_it_says_so(world: World, given: dict[str, Any]) -> None:
    draft = a_draft(world)

    response = browser(world.office).post(at("set_audience", draft.pk), given)

    assert response.status_code == 422
    assert response.context["form"].errors


@pytest.mark.parametrize("count", [1, 30])
def test_pages_of_a_draft_when_more_is_in_it_then_they_cost_the_same(
    world: World, count: int, django_assert_max_num_queries: Counted
) -> None:
    draft, office = a_draft(world, audience="level=COUNTY"), browser(world.office)
    a_form(draft, *ROWS)
    for number in range(count):
        a_unit(f"{number}县", level="COUNTY")

    for page in ("edit_directive", "set_form", "set_plan", "set_audience", "send_directive", "directive_detail"):
        with django_assert_max_num_queries(12):
            assert office.get(at(page, draft.pk)).status_code == 200


# ---------------------------------------------------------------- issuing
def test_send_directive_shows_names_and_count_then_issues(world: World) -> None:
    draft, office = a_draft(world, audience="level=PREFECTURE"), browser(world.office)
    a_form(draft, *ROWS)

    page = text(office.get(at("send_directive", draft.pk)))
    response = office.post(at("send_directive", draft.pk), follow=True)

    assert "交办给 2 个单位" in page
    assert "已交办：交办〔2018〕1号。" in text(response)
    assert response.context["counts"].asked == 2
    assert office.get(at("send_directive", draft.pk)).status_code == 409


def test_send_directive_to_nobody_says_so(world: World) -> None:
    response = browser(world.office).post(at("send_directive", a_draft(world).pk))

    assert response.status_code == 422
    assert "交办对象为空" in text(response)


def test_send_directive_over_the_budget_waits_for_a_named_approver(world: World) -> None:
    BurdenBudget.objects.create(minutes_a_month=30, basis="减负通知", valid_from=date(2018, 1, 1))
    draft, office = a_draft(world, audience="level=PREFECTURE"), browser(world.office)
    head = browser(a_post(world.campaign.office, role="OFFICE_HEAD"))

    assert "超出限额" in text(office.get(at("send_directive", draft.pk)))
    assert office.post(at("send_directive", draft.pk)).status_code == 422
    assert office.get(at("approve_burden", draft.pk)).status_code == 403
    assert at("approve_burden", draft.pk) in text(head.get(at("directive_detail", draft.pk)))
    assert head.post(at("approve_burden", draft.pk), {"note": ""}).status_code == 422
    head.post(at("approve_burden", draft.pk), {"note": "急事，同意"})

    assert "急事，同意" in text(office.get(at("send_directive", draft.pk)))
    assert office.post(at("send_directive", draft.pk)).status_code == 302
    assert head.get(at("approve_burden", draft.pk)).status_code == 409


def test_send_directive_when_a_field_was_asked_before_then_it_says_so(world: World) -> None:
    earlier = world.task()
    draft = a_draft(world, audience="level=PREFECTURE")
    a_form(draft, ROWS[0])

    page = text(browser(world.office).get(at("send_directive", draft.pk)))

    assert f"人数：{earlier.directive}，1 个单位填过" in page


# ---------------------------------------------------------------- who
PAGES = ("directive_detail", "edit_directive", "set_form", "set_plan", "set_audience", "audience_preview",
         "send_directive", "approve_burden", "withdraw_directive")  # fmt: skip


def test_every_address_of_a_draft_when_it_is_not_the_offices_reader_then_it_is_not_there(world: World) -> None:
    draft = a_draft(world)

    for post in (world.clerk, world.head, a_post(role="LEADER"), a_post(role="AUDITOR")):
        client = browser(post)
        assert {name for name in PAGES if client.get(at(name, draft.pk)).status_code != 404} == set()
        assert {name for name in PAGES[1:] if name != "audience_preview" and
                client.post(at(name, draft.pk)).status_code != 404} == set()  # fmt: skip
        assert client.get(at("draft_directive")).status_code == 403
        assert client.post(at("draft_directive"), CARD).status_code == 403
    assert Client().get(at("set_form", draft.pk)).status_code == 302


def test_directive_list_offers_a_new_one_to_the_office_alone(world: World) -> None:
    draft = a_draft(world)

    assert at("draft_directive") in text(browser(world.office).get(at("directive_list")))
    page = text(browser(world.clerk).get(at("directive_list")))
    assert at("draft_directive") not in page
    assert draft.title not in page


def test_withdraw_directive_wants_a_reason_and_takes_the_tasks_back(world: World) -> None:
    asked = actions.Asked(title="报数", asks="填表", basis="通知", minutes_needed=5, due_on=date(2018, 3, 9))
    directive = actions.issue_directive(world.campaign, actor=world.office, asked=asked, units=[world.city])
    task, office = directive.tasks.get(), browser(world.office)
    address = at("withdraw_directive", directive.pk)

    assert office.post(address, {"reason": ""}).status_code == 422
    response = office.post(address, {"reason": "发错了"}, follow=True)

    assert "已撤回" in text(response)
    assert office.get(address).status_code == 409
    assert browser(world.clerk).get(address).status_code == 403
    assert "发错了" in text(browser(world.clerk).get(at("task_detail", task.pk)))
