"""Pages of one-time links, as their receiver opens them and as the desk sends them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mingcha.assignments import actions
from mingcha.assignments.choices import Way
from mingcha.assignments.models import Field, Submission, Task, TaskLink
from mingcha.assignments.tests.factories import a_task
from mingcha.assignments.tests.pages_world import World, a_world, text
from mingcha.kernel import clock
from mingcha.kernel.models import LedgerEntry
from mingcha.notices.models import Notice
from mingcha.orgs.actions import ContactValues, set_contact
from mingcha.orgs.choices import ContactKind
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_contact

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_morning")]
MORNING = datetime(2018, 3, 6, 2, 0, tzinfo=UTC)
MOBILE = "13800001234"
TITLE = "报送台账"


@pytest.fixture
def _morning() -> Iterator[None]:
    with clock.set_to(MORNING):
        yield


@pytest.fixture
def world() -> World:
    return a_world()


def a_phone() -> Client:
    """Whoever has the message; forms are checked for forgery as a real browser's are."""
    return Client(headers={"Accept-Language": "zh-CN"})


def a_sent_link(world: World, **given: Any) -> tuple[Task, str]:
    """The city's task, and the secret that its liaison got."""
    task = world.task(**given)
    contact = a_contact(world.city, mobile=MOBILE)
    a_contact(world.campaign.office, name="办公室甲", phone="0451-12345")
    actions.make_link(task, actor=world.office, contact=contact)
    return task, latest(r"/t/([\w-]+)/", "task-link")


def latest(pattern: str, wording: str) -> str:
    found = re.search(pattern, Notice.objects.filter(wording=wording).latest("pk").outgoing)
    assert found
    return found[1]


def on(step: str, secret: str) -> str:
    return reverse(f"links:{step}", args=[secret])


def get_code(phone: Client, secret: str) -> str:
    assert phone.post(on("send_link_code", secret)).status_code == 302
    return latest(r"(\d{6})", "link-code")


def verified(secret: str) -> Client:
    """A browser in which the code was typed."""
    phone = a_phone()
    sent = phone.post(on("verify_link", secret), {"code": get_code(phone, secret)})
    assert sent.headers["Location"] == on("answer_by_link", secret)
    return phone


# ---------------------------------------------------------------- opening
def test_open_link_when_sent_says_who_asks_and_hides_the_number_and_what_the_unit_holds(world: World) -> None:
    task, secret = a_sent_link(world)
    actions.sign_for_task(task, actor=world.clerk)
    actions.save_draft(task, actor=world.clerk, values={"says": "本单位的草稿"})

    opened = a_phone().get(on("open_link", secret))

    said = text(opened)
    for words in (TITLE, str(world.campaign.office.name), "甲市", "138****1234", "0451-12345", "发送验证码"):
        assert words in said
    for words in (MOBILE, "本单位的草稿", "人数"):
        assert words not in said


def test_pages_of_links_are_kept_and_found_by_nobody_and_tell_nobody_their_address(world: World) -> None:
    _, secret = a_sent_link(world)
    phone = a_phone()

    for address in (on("open_link", secret), on("open_link", "guess"), on("link_receipt", secret)):
        headers = phone.get(address).headers
        assert "no-store" in headers["Cache-Control"]
        assert headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert headers["Referrer-Policy"] == "strict-origin"
    assert phone.get("/login/").headers["Referrer-Policy"] == "same-origin"


def test_open_link_when_there_is_none_says_what_to_do() -> None:
    opened = a_phone().get(on("open_link", "guess"))

    assert opened.status_code == 404
    assert "请联系给您发短信的单位" in text(opened)


# ---------------------------------------------------------------- code
def test_verify_link_when_right_opens_the_form_in_this_browser_alone(world: World) -> None:
    _, secret = a_sent_link(world)

    phone = verified(secret)

    assert "人数" in text(phone.get(on("answer_by_link", secret)))
    assert phone.get(on("open_link", secret)).headers["Location"] == on("answer_by_link", secret)
    other = a_phone().get(on("answer_by_link", secret))
    assert other.headers["Location"] == on("open_link", secret)
    cookie = phone.cookies[f"link{TaskLink.objects.get().pk}"]
    assert (cookie["httponly"], cookie["path"], cookie["samesite"]) == (True, "/t/", "Lax")


def test_verify_link_when_verified_again_elsewhere_ends_the_window_before(world: World) -> None:
    _, secret = a_sent_link(world)
    first = verified(secret)

    with clock.set_to(MORNING + timedelta(minutes=2)):
        second = verified(secret)

        assert first.get(on("answer_by_link", secret)).status_code == 302
        assert second.get(on("answer_by_link", secret)).status_code == 200


def test_cookie_when_forged_or_of_another_link_opens_nothing(world: World) -> None:
    _, secret = a_sent_link(world)
    mine = verified(secret)
    pk = TaskLink.objects.get().pk
    other_task = a_task(Task.objects.get().directive, world.other)
    actions.make_link(other_task, actor=world.office, contact=a_contact(world.other, mobile="13800005678"))
    foreign = latest(r"/t/([\w-]+)/", "task-link")

    phone = a_phone()
    other_pk = TaskLink.objects.latest("pk").pk
    phone.cookies[f"link{other_pk}"] = mine.cookies[f"link{pk}"].value
    assert phone.get(on("answer_by_link", foreign)).status_code == 302
    phone.cookies[f"link{pk}"] = f"{pk}:x:y"
    assert phone.get(on("answer_by_link", secret)).status_code == 302


def test_verify_link_when_wrong_counts_down_and_after_five_wants_a_new_code(world: World) -> None:
    _, secret = a_sent_link(world)
    phone = a_phone()
    code = get_code(phone, secret)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"

    for left in (4, 3, 2, 1, 0):
        told = phone.post(on("verify_link", secret), {"code": wrong})
        assert (told.status_code, f"还可以试{left}次" in text(told)) == (422, True)

    told = phone.post(on("verify_link", secret), {"code": code})
    assert (told.status_code, "请重新获取验证码" in text(told)) == (422, True)
    assert phone.get(on("answer_by_link", secret)).status_code == 302


def test_send_link_code_when_too_soon_or_too_often_says_so_and_whom_to_call(world: World) -> None:
    _, secret = a_sent_link(world)
    phone = a_phone()
    get_code(phone, secret)

    told = phone.post(on("send_link_code", secret))
    assert (told.status_code, "请一分钟后再试" in text(told)) == (422, True)

    for minute in range(1, 5):
        with clock.set_to(MORNING + timedelta(minutes=2 * minute)):
            get_code(phone, secret)
    said = text(phone.get(on("open_link", secret)))
    assert ("验证码已发满次数" in said, "0451-12345" in said, "重新发送" in said) == (True, True, True)
    assert on("send_link_code", secret) not in said


# ---------------------------------------------------------------- answering
def test_answer_by_link_when_sent_signs_for_the_task_gives_a_receipt_and_closes(world: World) -> None:
    task, secret = a_sent_link(world)
    phone = verified(secret)

    sent = phone.post(on("answer_by_link", secret), {"v.persons": "12", "v.says": "已办", "submit": "1"})

    assert sent.headers["Location"] == on("link_receipt", secret)
    task.refresh_from_db()
    answer = Submission.objects.get(task=task)
    assert (task.state, answer.way, answer.state) == ("SUBMITTED", Way.LINK, "SUBMITTED")
    receipt = text(phone.get(on("link_receipt", secret)))
    assert ("2018–1" in receipt, "甲市" in receipt, "138****1234" in receipt) == (True, True, True)
    assert phone.get(on("open_link", secret)).headers["Location"] == on("link_receipt", secret)
    again = phone.post(on("answer_by_link", secret), {"v.persons": "13", "submit": "1"})
    assert again.headers["Location"] == on("open_link", secret)
    assert Submission.objects.count() == 1
    entries = LedgerEntry.objects.filter(verb__in=("assignments.answer_by_link", "assignments.sign_for_task"))
    assert {entry.session for entry in entries} == {TaskLink.objects.get().session}


def test_answer_by_link_when_wrong_keeps_what_was_typed_and_the_file_and_the_link(world: World) -> None:
    _, secret = a_sent_link(world)
    phone = verified(secret)
    proof = SimpleUploadedFile("佐证.txt", "证据".encode(), "text/plain")

    told = phone.post(
        on("answer_by_link", secret), {"v.persons": "十二", "v.says": "已办", "v.proof": proof, "submit": "1"}
    )

    said = text(told)
    assert told.status_code == 422
    for words in ("应为数字，现为“十二”", "已办", "佐证.txt"):
        assert words in said
    assert "/assignments/tasks/" not in said
    token = re.search(r'name="k\.proof" value="([^"]+)"', said)
    assert token
    phone.post(on("answer_by_link", secret), {"v.persons": "12", "k.proof": token[1], "submit": "1"})
    kept = Submission.objects.get().values.get(field__code="proof")
    assert str(kept.file) == "佐证.txt"


def test_answer_by_link_when_rows_are_added_keeps_the_form_and_its_file_open(world: World) -> None:
    _, secret = a_sent_link(world)
    phone = verified(secret)
    sent = {"n.rows": "3", "v.rows.1.c1": "张", "edit": "add-rows", "v.proof": SimpleUploadedFile("a.txt", b"x")}

    shown = text(phone.post(on("answer_by_link", secret), sent))

    assert ('name="v.rows.6.c1"' in shown, 'value="张"' in shown or "张" in shown, "a.txt" in shown) == (True,) * 3
    assert not Submission.objects.exists()


def test_answer_by_link_when_nothing_is_written_or_a_file_is_empty_says_so(world: World) -> None:
    task, secret = a_sent_link(world)
    Field.objects.filter(directive=task.directive_id).exclude(code="proof").delete()
    phone = verified(secret)

    for button in ("edit", "submit"):
        told = phone.post(on("answer_by_link", secret), {"v.proof": SimpleUploadedFile("a.txt", b""), button: "1"})
        assert (told.status_code, "附件是空文件" in text(told)) == (422, True)
    Field.objects.all().delete()
    told = phone.post(on("answer_by_link", secret), {"answer": " ", "submit": "1"})

    assert (told.status_code, "报送内容不能为空" in text(told)) == (422, True)
    assert not Submission.objects.exists()


def test_answer_by_link_when_the_head_must_sign_waits_or_counts_with_the_signed_page(world: World) -> None:
    task, secret = a_sent_link(world, needs_head=True)
    phone = verified(secret)
    page = SimpleUploadedFile("签字.png", b"\x89PNG\r\n\x1a\n" + bytes(20), "image/png")

    phone.post(on("answer_by_link", secret), {"v.persons": "12", "signed_paper": page, "submit": "1"})

    task.refresh_from_db()
    assert (task.state, Submission.objects.get().signed_paper is not None) == ("SUBMITTED", True)


def test_answer_by_link_when_nobody_signed_on_paper_goes_to_the_head(world: World) -> None:
    task, secret = a_sent_link(world, needs_head=True)
    phone = verified(secret)

    phone.post(on("answer_by_link", secret), {"v.persons": "12", "submit": "1"})

    task.refresh_from_db()
    assert task.state == "WITH_HEAD"
    assert "已送本单位领导审签" in text(phone.get(on("link_receipt", secret)))


# ---------------------------------------------------------------- closed
def _used(task: Task, world: World) -> None:
    link, post = TaskLink.objects.get(), Post.objects.get(unit=task.unit, person__isnull=True)
    actions.answer_by_link(link, actor=post, answer="", values={"persons": "12"})


def _expired(task: Task, world: World) -> None:
    TaskLink.objects.update(expires_at=MORNING)


def _withdrawn(task: Task, world: World) -> None:
    actions.withdraw_link(TaskLink.objects.get(), actor=world.office)


def _replaced(task: Task, world: World) -> None:
    values = ContactValues(name="新任联络员", mobile="13900005678")
    set_contact(world.city, ContactKind.LIAISON, actor=world.clerk, values=values)


def _answered(task: Task, world: World) -> None:
    actions.sign_for_task(task, actor=world.clerk)
    actions.submit_task(task, actor=world.clerk, values={"persons": "1"})


def _paused(task: Task, world: World) -> None:
    actions.pause_task(task, actor=world.office, reason="等上级口径")


@pytest.mark.parametrize(
    ("close", "says"),
    [
        (_used, "这个链接已经用过了"),
        (_expired, "这个链接已经过期"),
        (_withdrawn, "这个链接已经撤回"),
        (_replaced, "这个链接已经撤回"),
        (_answered, "这件事已经报送，不用再填"),
        (_paused, "这件事暂停办理"),
    ],
)
def test_link_when_closed_says_why_and_whom_to_call_on_every_page(close: Any, says: str, world: World) -> None:
    task, secret = a_sent_link(world)
    verified(secret)
    close(task, world)

    stranger = a_phone().get(on("open_link", secret))
    assert (stranger.status_code, says in text(stranger), "0451-12345" in text(stranger)) == (410, True, True)
    for page in (a_phone().get(on("answer_by_link", secret)), a_phone().get(on("link_receipt", secret))):
        assert page.headers["Location"] == on("open_link", secret)
    if close in (_used, _expired, _withdrawn, _replaced):
        assert a_phone().post(on("send_link_code", secret)).status_code == 410
        assert a_phone().post(on("verify_link", secret), {"code": "1"}).status_code == 410


@pytest.mark.parametrize("close", [_expired, _withdrawn, _replaced, _answered, _paused])
def test_answer_by_link_when_closed_while_it_was_filled_in_says_why(close: Any, world: World) -> None:
    task, secret = a_sent_link(world)
    phone = verified(secret)
    close(task, world)
    before = Submission.objects.count()

    told = phone.post(on("answer_by_link", secret), {"v.persons": "12", "submit": "1"}, follow=True)

    assert (told.status_code, "0451-12345" in text(told)) == (410, True)
    assert Submission.objects.count() == before
