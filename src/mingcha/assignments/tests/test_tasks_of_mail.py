"""A workbook mailed back over real SMTP into a mail folder, taken in by the worker and answered."""

import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox as MaildirHandler

from mingcha.assignments.models import ReturnedWorkbook, Submission, Task
from mingcha.assignments.tasks import receive_mail
from mingcha.assignments.tests.pages_world import World, a_world
from mingcha.assignments.tests.workbook_world import fill, given_out, saved, signed_for
from mingcha.kernel import clock, jobs
from mingcha.notices.models import Notice
from mingcha.notices.tests.factories import the_wordings
from mingcha.orgs.actions import ContactValues, set_contact
from mingcha.orgs.choices import ContactKind
from mingcha.orgs.tests.factories import a_system_post

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("kept_here"),
    pytest.mark.allow_hosts(["127.0.0.1", "::1", "localhost"]),
]
CLERK = "clerk@jiashi.example.cn"


@pytest.fixture(autouse=True)
def march_ninth() -> Iterator[None]:
    with clock.set_to(datetime(2018, 3, 9, 4, tzinfo=UTC)):
        yield


@pytest.fixture
def world() -> World:
    a_system_post()
    the_wordings()
    world = a_world()
    values = ContactValues(name="张三", mail=f" {CLERK.upper()}")
    set_contact(world.city, ContactKind.LIAISON, actor=world.office, values=values)
    return world


@contextmanager
def a_mail_server(folder: Path) -> Iterator[int]:
    """A mail server on this machine that delivers into a Maildir; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(MaildirHandler(folder), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture
def post_office(tmp_path: Path, settings: Any) -> Iterator[int]:
    settings.MAILDIR = str(tmp_path / "box")
    with a_mail_server(tmp_path / "box") as port:
        yield port


def _send(port: int, content: bytes, *, sender: str = CLERK, name: str = "填报表.xlsx", **heads: str) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "box@mingcha.example.cn", "寄回填报表"
    message["Message-ID"] = heads.pop("identity", "<1@example.cn>")
    for head, value in heads.items():
        message[head.replace("_", "-")] = value
    message.set_content("请查收")
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.send_message(message)


def _received() -> int:
    count: int = receive_mail.call()
    jobs.run_all()
    return count


def _texts() -> list[tuple[str, str]]:
    return list(Notice.objects.filter(channel="EMAIL").order_by("pk").values_list("address", "text"))


def test_mailed_workbook_becomes_the_answer_and_its_sender_gets_the_receipt(world: World, post_office: int) -> None:
    task = signed_for(world)
    _send(post_office, saved(fill(given_out(world.clerk, task), {"persons": 12})))

    count = _received()

    submission = Submission.objects.get()
    assert (count, submission.way, submission.task, submission.unit) == (1, "MAIL", task, world.city)
    assert _texts() == [(CLERK, "【明查】您寄回的填报表已收到并报送，回执号1。")]
    assert Task.objects.get(pk=task.pk).state == "SUBMITTED"


def test_mailed_workbook_with_errors_is_answered_with_their_places(world: World, post_office: int) -> None:
    task = signed_for(world)
    _send(post_office, saved(fill(given_out(world.clerk, task), {"persons": "机密"})))

    _received()

    row = ReturnedWorkbook.objects.get()
    assert (row.state, row.fault_count, Submission.objects.count()) == ("REFUSED", 1, 0)
    ((address, text),) = _texts()
    assert address == CLERK
    assert "1处要改，没有写入：表1第6行C列" in text
    assert "机密" not in text


def test_mail_of_a_stranger_is_neither_taken_nor_answered(world: World, post_office: int) -> None:
    task = signed_for(world)
    _send(post_office, saved(fill(given_out(world.clerk, task), {"persons": 12})), sender="x@elsewhere.example.cn")

    _received()

    row = ReturnedWorkbook.objects.get()
    assert (row.state, row.sender, row.task) == ("REFUSED", "x@elsewhere.example.cn", None)
    assert "不是该单位登记的联络邮箱" in row.says
    assert (_texts(), Submission.objects.count()) == ([], 0)


def test_mail_from_another_units_address_is_not_taken(world: World, post_office: int) -> None:
    task = signed_for(world)
    mine = "clerk@yishi.example.cn"
    set_contact(world.other, ContactKind.LIAISON, actor=world.office, values=ContactValues(name="李四", mail=mine))
    _send(post_office, saved(fill(given_out(world.clerk, task), {"persons": 12})), sender=mine)

    _received()

    assert (_texts(), Submission.objects.count()) == ([], 0)


def test_same_message_delivered_twice_is_taken_once(world: World, post_office: int) -> None:
    task = signed_for(world)
    content = saved(fill(given_out(world.clerk, task), {"persons": 12}))
    _send(post_office, content)
    _received()
    _send(post_office, content)

    count = _received()

    assert (count, ReturnedWorkbook.objects.count(), Submission.objects.count()) == (0, 1, 1)


@pytest.mark.parametrize("heads", [{"Auto_Submitted": "auto-replied"}, {"name": "照片.jpg"}])
def test_what_a_machine_wrote_or_holds_no_workbook_is_passed_over(
    world: World, post_office: int, heads: dict[str, str]
) -> None:
    task = signed_for(world)
    _send(post_office, saved(fill(given_out(world.clerk, task), {"persons": 12})), **heads)

    assert (_received(), ReturnedWorkbook.objects.count()) == (0, 0)


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"a,b\r\n1,2\r\n"])
def test_file_that_is_no_workbook_of_the_site_is_written_down(world: World, post_office: int, content: bytes) -> None:
    _send(post_office, content)

    _received()

    assert [row.state for row in ReturnedWorkbook.objects.all()] == ["REFUSED"]


def test_without_a_folder_there_is_nothing_to_receive(settings: Any) -> None:
    settings.MAILDIR = ""

    assert _received() == 0
