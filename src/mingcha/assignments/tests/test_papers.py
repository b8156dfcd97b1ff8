"""What assignments put on paper: who makes which, and what stands on it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from mingcha.assignments.choices import ChaseChannel, FieldKind, Part, SubmissionState, TaskState, Way
from mingcha.assignments.models import Chase, Directive, Draft, Field, PlanTask, Submission, Task, Value
from mingcha.assignments.queries import papers as kinds
from mingcha.assignments.tests.factories import a_directive, a_task
from mingcha.assignments.tests.pages_world import browser
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue
from mingcha.kernel.tests.word_files import text_of
from mingcha.kernel.word import check
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_post, a_unit
from mingcha.papers import PaperKind, access, actions, queries

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
Counted = Callable[..., AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def in_march() -> Iterator[None]:
    with clock.set_to(datetime(2018, 3, 17, 4, tzinfo=UTC)):
        yield


def made(kind: PaperKind, pk: int, actor: Post) -> list[str]:
    """The paragraphs of a paper made of a record."""
    record = kind.records(actor).get(pk=pk)
    return text_of(queries.content_of(actions.make_paper(kind, record, actor=actor)))


@pytest.mark.parametrize("kind", kinds.PAPERS, ids=lambda kind: kind.label)
def test_built_in_templates_pass_their_own_check(kind: PaperKind) -> None:
    check(queries.built_in(kind.key), kind.specs)


@pytest.mark.parametrize("kind", [kinds.SUPERVISION, kinds.TRANSFER, kinds.URGING], ids=lambda kind: kind.label)
def test_papers_to_a_unit_say_what_is_asked_and_how_late_it_is(kind: PaperKind) -> None:
    office, city = a_post(), a_unit("甲市")
    task = a_task(a_directive(a_campaign(), "报送台账"), city)

    texts = "".join(made(kind, task.pk, office))

    assert [word in texts for word in ("报送台账", "甲市", "报送整改台账", "2018年3月9日")] == [True] * 4
    assert f"{kind.series}〔2018〕1号" in texts
    assert "8天" in texts or kind is not kinds.SUPERVISION


def test_papers_to_a_unit_are_made_by_whoever_asks_alone() -> None:
    office, city, town = a_post(), a_unit("甲市"), a_unit("甲县")
    campaign = a_campaign()
    task = a_task(a_directive(campaign), city)
    below = a_directive(campaign)
    Directive.objects.filter(pk=below.pk).update(unit=city, handed_on_from=task)
    handed_on = Task.objects.select_related("directive").get(pk=a_task(below, town).pk)
    clerk, other = a_post(city, role="CLERK"), a_post(town, role="CLERK")

    def may(actor: Post, of: Task) -> bool:
        return access.may_make_paper(actor, kinds.URGING, of)

    assert [may(actor, task) for actor in (office, clerk, other)] == [True, False, False]
    assert [may(actor, handed_on) for actor in (office, clerk, other)] == [False, True, False]


def test_urging_a_unit_that_has_answered_is_refused_by_name() -> None:
    task = a_task(a_directive(a_campaign()), a_unit("甲市"), state=TaskState.SUBMITTED)

    with pytest.raises(BadValue, match="甲市：已经报送，不必催办"):
        made(kinds.URGING, task.pk, a_post())


def test_times_chased_are_counted_without_a_statement_for_each(django_assert_num_queries: Counted) -> None:
    office, directive = a_post(), a_directive(a_campaign())
    tasks = [a_task(directive, a_unit(f"{name}市")) for name in "甲乙"]
    for _ in range(2):
        Chase.objects.create(
            campaign=directive.campaign, unit=tasks[1].unit, task=tasks[1], channel=ChaseChannel.PHONE,
            made_by=office, happened_on=date(2018, 3, 10),
        )  # fmt: skip

    with django_assert_num_queries(1):
        values = [queries.field_values(kinds.SUPERVISION, task, office) for task in kinds.tasks_for_papers(office)]

    assert [value["times_chased"] for value in values] == ["0次", "2次"]


def test_order_bears_the_directives_own_number_and_breaks_the_plan_down() -> None:
    office, cities = a_post(), [a_unit(f"{name}市") for name in "甲乙丙"]
    directive = a_directive(a_campaign(), "工作方案")
    plan = PlanTask.objects.create(
        directive=directive, number=1, title="建立清单", due_on=date(2018, 3, 8), responsible_leader="分管副主任"
    )
    for city, part in zip(cities, (Part.LEAD, Part.CO, Part.CO), strict=True):
        task = a_task(directive, city)
        Task.objects.filter(pk=task.pk).update(plan_task=plan, part=part)

    texts = made(kinds.ORDER, directive.pk, office)

    assert any(f"编号：交办〔2018〕{directive.number}号" in text for text in texts)
    assert "甲市、乙市、丙市（共3个）" in texts
    row = texts[texts.index("建立清单") - 1 :][:7]
    assert row == ["1", "建立清单", "甲市", "乙市、丙市", "分管副主任", "2018年3月8日", ""]


def test_order_without_a_plan_has_no_table_of_one_and_a_draft_has_no_order() -> None:
    office, directive = a_post(), a_directive(a_campaign())
    a_task(directive, a_unit("甲市"))

    assert "责任领导" not in made(kinds.ORDER, directive.pk, office)
    draft = a_directive(a_campaign("另一"))
    Directive.objects.filter(pk=draft.pk).update(state="DRAFT", number=None)
    draft.refresh_from_db()
    assert kinds.ORDER.refuses(draft, office) == "尚未交办或已撤回"
    assert kinds.ORDER.number_of(draft) is None


def test_reminder_lists_what_a_unit_is_late_with_and_nothing_else() -> None:
    office, city, campaign = a_post(), a_unit("甲市"), a_campaign()
    a_task(a_directive(campaign, "逾期事项"), city)
    a_task(a_directive(campaign, "已报事项"), city, state=TaskState.SUBMITTED)
    paused = a_task(a_directive(campaign, "暂停事项"), city)
    Task.objects.filter(pk=paused.pk).update(paused_on=date(2018, 3, 5))
    idle = a_unit("乙市")

    texts = made(kinds.REMINDER, city.pk, office)

    assert ("逾期事项" in texts, "已报事项" in texts, "暂停事项" in texts) == (True, False, False)
    assert any("有1项交办事项逾期未报" in text for text in texts)
    assert list(kinds.units_to_remind(office)) == [city]
    assert kinds.REMINDER.refuses(idle, office) == "没有逾期未报的事项"
    assert list(kinds.units_to_remind(a_post(city, role="CLERK"))) == []


def test_receipt_is_the_units_own_and_bears_the_number_of_its_signing() -> None:
    city = a_unit("甲市")
    clerk = a_post(city, role="CLERK")
    task = a_task(a_directive(a_campaign()), city)
    with pytest.raises(BadValue, match="尚未签收，签收后才有回执"):
        made(kinds.RECEIPT, task.pk, clerk)
    Task.objects.filter(pk=task.pk).update(state="SIGNED_FOR", signed_for_on=date(2018, 3, 2), receipt_number=17)

    texts = made(kinds.RECEIPT, task.pk, clerk)

    assert any("编号：签收〔2018〕17号" in text for text in texts)
    assert "2018年3月2日" in texts
    assert not access.may_make_paper(a_post(), kinds.RECEIPT, task)
    assert not access.may_make_paper(a_post(a_unit("乙市"), role="CLERK"), kinds.RECEIPT, task)


def _a_form(directive: Directive) -> list[Field]:
    columns = [{"code": "name", "label": "问题"}, {"code": "count", "label": "数量"}]
    rows: tuple[tuple[str, str, str, str, list[dict[str, str]]], ...] = (
        ("people", "人数", FieldKind.NUMBER, "人", []),
        ("list", "问题清单", FieldKind.TABLE, "", columns),
        ("proof", "佐证", FieldKind.FILE, "", []),
    )
    return [
        Field.objects.create(
            directive=directive, code=code, position=place, label=label, kind=kind, word=word, columns=columns
        )
        for place, (code, label, kind, word, columns) in enumerate(rows)
    ]


def test_approval_shows_the_head_what_is_drafted_field_by_field() -> None:
    city = a_unit("甲市")
    clerk = a_post(city, role="CLERK")
    task = a_task(a_directive(a_campaign()), city, state=TaskState.SIGNED_FOR)
    _a_form(task.directive)
    with pytest.raises(BadValue, match="还没有填报内容"):
        made(kinds.APPROVAL, task.pk, clerk)
    values = {"people": "12", "list": [{"name": "排队久", "count": "3"}, {"name": "缺材料"}]}
    Draft.objects.create(task=task, values=values, answer="已整改", edited_by=clerk)

    texts = made(kinds.APPROVAL, task.pk, clerk)

    place = texts.index("人数")
    assert texts[place - 1 : place + 8] == [
        "1", "人数", "12人", "2", "问题清单", "1. 问题：排队久；数量：3", "2. 问题：缺材料；数量：", "3", "佐证",
    ]  # fmt: skip
    assert ("已整改" in texts, "2018年3月17日" in texts) == (True, True)


def test_approval_shows_the_submission_that_stands_before_the_draft(django_assert_max_num_queries: Counted) -> None:
    city = a_unit("甲市")
    clerk = a_post(city, role="CLERK")
    task = a_task(a_directive(a_campaign()), city, state=TaskState.WITH_HEAD)
    people, table, _ = _a_form(task.directive)
    Draft.objects.create(task=task, values={}, answer="旧稿", edited_by=clerk)
    submission = Submission.objects.create(
        campaign=task.campaign, unit=city, task=task, number=1, state=SubmissionState.WITH_HEAD, way=Way.PAGE,
        answer="送审稿", drafted_by=clerk, happened_on=date(2018, 3, 16),
    )  # fmt: skip
    Value.objects.create(submission=submission, field=people, text="7", number=7)
    Value.objects.create(submission=submission, field=table, row=2, column="name", text="缺材料")

    record = kinds.tasks_for_papers(clerk).get(pk=task.pk)
    with django_assert_max_num_queries(3):
        values = queries.field_values(kinds.APPROVAL, record, clerk)

    assert (values["answer"], values["drafted_on"]) == ("送审稿", "2018年3月16日")
    assert [row["value"] for row in values["values"]] == ["7人", "1. 问题：；数量：\n2. 问题：缺材料；数量：", ""]


def test_approval_of_an_answer_entered_from_paper_shows_its_words() -> None:
    city = a_unit("甲市")
    clerk = a_post(city, role="CLERK")
    task = a_task(a_directive(a_campaign()), city, state=TaskState.SUBMITTED)
    Task.objects.filter(pk=task.pk).update(answer="纸质报送", submitted_on=date(2018, 3, 8))

    assert "纸质报送" in made(kinds.APPROVAL, task.pk, clerk)


def test_seven_letters_for_seven_missing_tasks_in_one_go(django_assert_max_num_queries: Counted) -> None:
    office, directive = a_post(), a_directive(a_campaign())
    for number in range(7):
        a_task(directive, a_unit(f"{number}市"))
    records = list(kinds.tasks_for_papers(office))

    with django_assert_max_num_queries(30):
        letters = actions.make_papers(kinds.URGING, records, actor=office)

    assert [paper.number for paper in letters] == list(range(1, 8))


def test_links_on_a_task_are_those_its_reader_may_use_now() -> None:
    city = a_unit("甲市")
    task = a_task(a_directive(a_campaign()), city)

    def labels(actor: Post) -> list[Any]:
        return [link.label for link in queries.links(task, actor)]

    assert labels(a_post()) == ["督办单", "转办单", "催办函"]
    assert labels(a_post(city, role="CLERK")) == []
    assert labels(a_post(role="LEADER")) == []
    Task.objects.filter(pk=task.pk).update(state="SIGNED_FOR", signed_for_on=date(2018, 3, 2), answer="稿")
    task = kinds.tasks_for_papers(a_post()).get(pk=task.pk)
    assert labels(a_post(city, role="CLERK")) == ["回执", "审签单"]


def test_pages_of_a_directive_and_its_task_lead_to_the_papers_that_can_be_made_now() -> None:
    campaign = a_campaign()
    directive = a_directive(campaign)
    task = a_task(directive, a_unit("甲市"))
    office = browser(a_post(campaign.office))

    of_directive = office.get(reverse("assignments:directive_detail", args=[directive.pk])).content.decode()
    of_task = office.get(reverse("assignments:task_detail", args=[task.pk])).content.decode()

    assert f"/papers/make/assignments.order/?record={directive.pk}" in of_directive
    assert f"/papers/make/assignments.urging/?record={task.pk}" in of_task
    assert "/papers/make/assignments.receipt/" not in of_task
