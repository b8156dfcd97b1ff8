"""Receiving workbooks, taking and refusing each: allowed, refused, wrong state, ledger."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from mingcha.assignments import actions
from mingcha.assignments.actions import Came, Refusal, WorkbookAnswer
from mingcha.assignments.models import ReturnedWorkbook, Submission
from mingcha.assignments.tests.pages_world import World, a_world
from mingcha.assignments.tests.workbook_world import signed_for
from mingcha.kernel import clock
from mingcha.kernel.errors import BadFile, BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.kernel.workbooks.places import BadWorkbook, CellError
from mingcha.notices.models import Notice
from mingcha.notices.tests.factories import the_wordings
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_system_post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_here")]
GIVEN = WorkbookAnswer({"persons": "12"}, "", digest="a" * 64, name="填报表.xlsx")
NO = Refusal("有 1 处错误", [{"sheet": "填报", "row": 6, "column": "C", "message": "不对"}], 1, "表1第6行C列")


@pytest.fixture(autouse=True)
def march_ninth() -> Iterator[None]:
    with clock.set_to(datetime(2018, 3, 9, 4, tzinfo=UTC)):
        yield


@pytest.fixture
def world() -> World:
    the_wordings()
    return a_world()


@pytest.fixture
def system() -> Post:
    return a_system_post()


def _row(post: Post | None, **given: str) -> ReturnedWorkbook:
    row: ReturnedWorkbook = ReturnedWorkbook.objects.create(name="甲.xlsx", received_by=post, **given)
    return row


def test_receive_workbooks_keeps_them_and_refuses_a_program_at_once(world: World) -> None:
    files = [Came("甲.xlsx", b"PK"), Came("乙.exe", b"MZ")]

    batch = actions.receive_workbooks(files, actor=world.office)

    rows = ReturnedWorkbook.objects.filter(batch=batch).order_by("pk")
    assert [(row.state, bool(row.file)) for row in rows] == [("WAITING", True), ("REFUSED", False)]
    assert "带宏的文件" in rows[1].says
    assert LedgerEntry.objects.get(verb="assignments.receive_workbooks").rows == 2


def test_receive_workbooks_refuses_a_head(world: World) -> None:
    with pytest.raises(Refused):
        actions.receive_workbooks([Came("甲.xlsx", b"PK")], actor=world.head)


@pytest.mark.parametrize("count", [0, 301])
def test_receive_workbooks_without_any_or_with_too_many_is_told(world: World, count: int) -> None:
    with pytest.raises(BadValue, match="1 至 300"):
        actions.receive_workbooks([Came("甲.xlsx", b"PK")] * count, actor=world.office)


def test_take_returned_answers_the_task_and_remembers_its_answer(world: World) -> None:
    task, row = signed_for(world), _row(world.office)

    submission = actions.take_returned(row, actor=world.office, task=task, given=GIVEN)

    row.refresh_from_db()
    assert (row.state, row.submission, row.task) == ("TAKEN", submission, task)
    assert not Notice.objects.exists()
    assert LedgerEntry.objects.filter(verb="assignments.take_returned").count() == 1


def test_take_returned_by_mail_answers_with_the_receipt(world: World) -> None:
    task, row = signed_for(world), _row(world.clerk, way="MAIL", sender="a@example.cn")

    actions.take_returned(row, actor=world.clerk, task=task, given=GIVEN)

    notice = Notice.objects.get()
    assert (notice.address, notice.channel) == ("a@example.cn", "EMAIL")
    assert notice.text == "【明查】您寄回的填报表已收到并报送，回执号1。"


def test_take_returned_refuses_a_head_and_takes_nothing_twice(world: World) -> None:
    task, row = signed_for(world), _row(world.office)

    with pytest.raises(Refused):
        actions.take_returned(row, actor=world.head, task=task, given=GIVEN)
    actions.refuse_returned(row, actor=world.office, refusal=NO)
    with pytest.raises(NotInThisState):
        actions.take_returned(row, actor=world.office, task=task, given=GIVEN)

    assert not Submission.objects.exists()


def test_refuse_returned_keeps_every_place(world: World) -> None:
    row = _row(world.office)

    actions.refuse_returned(row, actor=world.office, refusal=NO)

    row.refresh_from_db()
    assert (row.state, row.fault_count, row.faults[0]["row"]) == ("REFUSED", 1, 6)
    assert LedgerEntry.objects.filter(verb="assignments.refuse_returned").count() == 1


@pytest.mark.parametrize(
    ("refusal", "text"),
    [
        (
            NO,
            "【明查】您寄回的填报表有1处要改，没有写入：表1第6行C列。改好后请再寄回，或登录http://localhost:8000上传。",
        ),
        (Refusal("旧版"), "【明查】您寄回的填报表没有收下，请登录http://localhost:8000查看原因，或重新下载填报表。"),
    ],
)
def test_refuse_returned_by_mail_answers_with_places_and_no_content(world: World, refusal: Refusal, text: str) -> None:
    row = _row(world.clerk, way="MAIL", sender="a@example.cn")
    row.task = signed_for(world)
    row.save()

    actions.refuse_returned(row, actor=world.clerk, refusal=refusal)

    assert Notice.objects.get().text == text


def test_refuse_returned_refuses_a_head_and_a_second_word(world: World) -> None:
    row = _row(world.office)

    with pytest.raises(Refused):
        actions.refuse_returned(row, actor=world.head, refusal=NO)
    actions.refuse_returned(row, actor=world.office, refusal=NO)
    with pytest.raises(NotInThisState):
        actions.refuse_returned(row, actor=world.office, refusal=NO)


def test_receive_letter_of_a_known_sender_waits_and_comes_once(world: World, system: Post) -> None:
    task = signed_for(world)
    came = [Came("甲.xlsx", b"PK", sender="a@example.cn", once_key="k:0")]

    first = actions.receive_letter(came, actor=system, task=task)
    second = actions.receive_letter(came, actor=system, task=task)

    row = ReturnedWorkbook.objects.get()
    assert (row.batch, second) == (first, None)
    assert (row.state, row.task, row.received_by and row.received_by.unit) == ("WAITING", task, world.city)
    assert LedgerEntry.objects.filter(verb="assignments.receive_letter").count() == 1


def test_receive_letter_of_a_stranger_is_written_down_without_its_content(world: World, system: Post) -> None:
    came = [Came("甲.xlsx", b"PK", sender="x@example.cn", once_key="k:0")]

    actions.receive_letter(came, actor=system, task=None, says="不认识")

    row = ReturnedWorkbook.objects.get()
    assert (row.state, row.says, row.file, row.received_by) == ("REFUSED", "不认识", None, None)


def test_receive_letter_refuses_people(world: World) -> None:
    with pytest.raises(Refused):
        actions.receive_letter([Came("甲.xlsx", b"PK", once_key="k:0")], actor=world.office, task=None)


def test_refusal_of_an_error_names_its_places() -> None:
    errors = [CellError(2, 7, "D", "应为数字", "明细"), CellError(0, 3, "", "整行"), CellError(0, 0, "", "没有表头")]

    found = Refusal.of(BadWorkbook(errors, file="甲.xlsx", count=9))

    assert (found.says, found.count, found.cells) == ("有 9 处错误", 9, "表2第7行D列、第3行")
    assert Refusal.of(BadFile("坏了", file="甲.xlsx")) == Refusal("坏了")
    assert Refusal.of(NotInThisState("任务")).says.startswith("状态已变")
