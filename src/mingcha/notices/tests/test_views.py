"""Pages of notices, through their addresses."""

import hmac
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from mingcha.kernel import clock
from mingcha.notices.choices import Channel
from mingcha.notices.models import Notice, SendingHours, Wording
from mingcha.notices.tests.factories import NOON, a_notice, the_wordings
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_post, a_system_post, a_unit, an_account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    the_wordings()
    with clock.set_to(NOON):
        yield


def as_post(post: Post) -> Client:
    client = Client()
    client.force_login(an_account(post))
    return client


LISTS = ["/notices/", "/notices/messages/", "/notices/wordings/"]


@pytest.mark.parametrize("address", [*LISTS, "/notices/retry", "/notices/hours", "/notices/wordings/approve"])
def test_stranger_is_asked_to_sign_in(address: str) -> None:
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_at_one_and_at_three_rows(
    address: str, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    office = a_post()
    assert office.unit is not None
    for _ in range(count):
        a_notice(office.unit, state="FAILED")
        a_notice(office.unit, channel=Channel.IN_APP)
    client = as_post(office)

    with django_assert_max_num_queries(10):
        answer = client.get(address)

    assert answer.status_code == 200


def test_failed_notice_stands_out_with_its_reason_and_can_be_sent_again() -> None:
    notice = a_notice(a_unit("甲市"), state="FAILED", error="短信网关答复 400", attempts=5)
    client = as_post(a_post())

    page = client.get("/notices/").content.decode()
    assert "1 条发送失败" in page
    assert "短信网关答复 400" in page
    assert f"/notices/retry?notice={notice.pk}" in client.get(f"/notices/{notice.pk}/").content.decode()
    assert "重新发送 1 条" in client.get(f"/notices/retry?notice={notice.pk}").content.decode()
    answer = client.post("/notices/retry", {"notice": notice.pk})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/notices/")
    notice.refresh_from_db()
    assert notice.state == "QUEUED"


def test_all_failed_notices_can_be_sent_again_at_once() -> None:
    for _ in range(3):
        a_notice(a_unit("甲市"), state="FAILED")
    client = as_post(a_post())

    assert "重新发送 3 条" in client.get("/notices/retry").content.decode()
    client.post("/notices/retry")

    assert set(Notice.objects.values_list("state", flat=True)) == {"QUEUED"}


@pytest.mark.parametrize("named", ["abc", "²", "0", "9" * 5000])
def test_retry_of_what_is_no_notice_sends_nothing_again(named: str) -> None:
    notice = a_notice(a_unit("甲市"), state="FAILED")

    as_post(a_post()).post("/notices/retry", {"notice": named})

    notice.refresh_from_db()
    assert notice.state == "FAILED"


def test_notice_of_another_unit_is_no_page() -> None:
    notice = a_notice(a_unit("甲市"), state="FAILED")
    message = a_notice(a_unit("甲市"), channel=Channel.IN_APP)
    client = as_post(a_post(a_unit("乙市"), role="CLERK"))

    codes = [
        client.get(f"/notices/{notice.pk}/").status_code,
        client.get(f"/notices/messages/{message.pk}/").status_code,
    ]

    assert codes == [404, 404]
    assert "没有发送失败的通知" in client.get(f"/notices/retry?notice={notice.pk}").content.decode()


def test_clerk_reads_the_messages_of_the_own_unit_and_marks_them_read() -> None:
    city = a_unit("甲市")
    message = a_notice(city, channel=Channel.IN_APP, text="有1项待报送")
    client = as_post(a_post(city, role="CLERK"))

    assert "1 条未读" in client.get("/notices/messages/").content.decode()
    assert "有1项待报送" in client.get(f"/notices/messages/{message.pk}/").content.decode()
    client.post("/notices/messages/read")

    assert "未读" not in client.get("/notices/messages/").content.decode()
    message.refresh_from_db()
    assert message.read_at == NOON


def wording_form(**given: str) -> dict[str, str]:
    return {"code": "tasks-due", "text": "有{count}项", "approved_by": "主任", "valid_from": "2018-03-05", **given}


def test_head_approves_a_new_version_of_a_wording() -> None:
    client = as_post(a_post(role="OFFICE_HEAD"))
    first = Wording.objects.get(code="tasks-due")

    assert f"?code={first.code}" in client.get(f"/notices/wordings/{first.pk}/").content.decode()
    assert first.text in client.get("/notices/wordings/approve?code=tasks-due").content.decode()
    answer = client.post("/notices/wordings/approve", wording_form())

    assert answer.status_code == 302
    assert Wording.objects.filter(code="tasks-due").count() == 2


@pytest.mark.parametrize(
    ("given", "says"),
    [({"text": "{name}"}, "只能有这些位置"), ({"valid_from": "2017-01-01"}, "须晚于"), ({"code": ""}, "这个字段")],
)
def test_unsound_wording_comes_back_with_its_fault(given: dict[str, str], says: str) -> None:
    answer = as_post(a_post(role="OFFICE_HEAD")).post("/notices/wordings/approve", wording_form(**given))

    assert (answer.status_code, says in answer.content.decode()) == (422, True)


def test_head_sets_the_sending_hours() -> None:
    client = as_post(a_post(role="OFFICE_HEAD"))
    given = {"quiet_from": "22:00", "quiet_until": "07:30", "most_a_day": "4", "valid_from": "2018-03-05"}

    assert "21:00" in client.get("/notices/hours").content.decode()
    assert client.post("/notices/hours", given).status_code == 302

    assert SendingHours.objects.get(version=2).most_a_day == 4
    assert "22:00 至次日 07:30" in client.get("/notices/wordings/").content.decode()


def test_wordings_without_hours_say_so() -> None:
    SendingHours.objects.all().delete()
    client = as_post(a_post(role="OFFICE_HEAD"))

    assert "没有设定免打扰时段" in client.get("/notices/wordings/").content.decode()
    assert client.get("/notices/hours").status_code == 200


@pytest.mark.parametrize("address", ["/notices/hours", "/notices/wordings/approve"])
def test_wordings_are_refused_to_the_office_and_no_page_to_a_clerk(address: str) -> None:
    codes = [as_post(a_post(role="OFFICE")).get(address).status_code]
    codes.append(as_post(a_post(a_unit("甲市"), role="CLERK")).get(address).status_code)

    assert codes == [403, 404]


def report(body: Any, *, secret: str = "s3cret") -> Any:  # noqa: S107  of the test
    raw = json.dumps(body).encode() if not isinstance(body, bytes) else body
    signature = hmac.digest(secret.encode(), raw, "sha256").hex()
    return Client(enforce_csrf_checks=True).post(
        "/notices/report", raw, content_type="application/json", headers={"X-Signature": signature}
    )


def test_gateway_reports_what_was_delivered_and_what_was_not(settings: Settings) -> None:
    settings.SMS_SECRET = "s3cret"
    a_system_post()
    city = a_unit("甲市")
    one, two = a_notice(city, state="SENT"), a_notice(city, state="SENT")

    answer = report([{"id": str(one.pk), "state": "DELIVERED"}, {"id": two.pk, "state": "FAILED", "error": "停机"}])

    assert (answer.status_code, answer.json()) == (200, {"recorded": 2})
    rows = Notice.objects.order_by("pk").values_list("state", "error")
    assert list(rows) == [("DELIVERED", ""), ("FAILED", "停机")]


def test_report_without_the_secret_finds_no_page(settings: Settings) -> None:
    notice = a_notice(a_unit("甲市"), state="SENT")
    body = {"id": notice.pk, "state": "DELIVERED"}
    codes = [report(body, secret="").status_code]
    settings.SMS_SECRET = "s3cret"

    codes += [report(body, secret="other").status_code, Client().post("/notices/report").status_code]

    assert codes == [404, 404, 404]
    notice.refresh_from_db()
    assert notice.state == "SENT"


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        [{"id": "x", "state": "DELIVERED"}],
        {"id": "1", "state": "LOST"},
        7,
        {"id": "²", "state": "FAILED"},
        [{}] * 1001,
    ],
)
def test_report_that_is_none_is_refused_whole(settings: Settings, body: Any) -> None:
    settings.SMS_SECRET = "s3cret"

    answer = report(body)

    assert (answer.status_code, list(answer.json())) == (422, ["error"])
