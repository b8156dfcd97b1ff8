"""Sending and what comes of it: allowed, refused, wrong state, entered in the ledger."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.notices import actions
from mingcha.notices.actions import NoticeRow, Outcome, Report
from mingcha.notices.actions._claiming import claim_notices
from mingcha.notices.choices import Channel, NoticeState
from mingcha.notices.models import Message, Notice
from mingcha.notices.tests.factories import NOON, a_notice, the_wordings
from mingcha.orgs.models import Unit
from mingcha.orgs.tests.factories import a_post, a_system_post, a_unit

pytestmark = pytest.mark.django_db

DUE = {"count": 2, "due": date(2018, 3, 9), "site": "https://mc.example.cn"}
LATE = datetime(2018, 3, 5, 14, 0, tzinfo=UTC)  # 22:00 in China


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    the_wordings()
    with clock.set_to(NOON):
        yield


def a_row(unit: Unit, address: str = "13900000001", **given: object) -> NoticeRow:
    plain = {"channel": Channel.SMS, "wording": "tasks-due", "values": DUE}
    return NoticeRow(unit, address, **{**plain, **given})  # type: ignore[arg-type]


def verbs() -> list[tuple[str, int | None]]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", "rows"))


def test_send_notices_keeps_one_for_each_row_and_enters_them_once() -> None:
    units = [a_unit("甲市"), a_unit("乙市")]

    made = actions.send_notices([a_row(unit, f"139 0000 000{n}") for n, unit in enumerate(units)], actor=a_post())

    assert [(n.unit, n.address, n.state) for n in made] == [
        (units[0], "13900000000", "QUEUED"), (units[1], "13900000001", "QUEUED"),
    ]  # fmt: skip
    assert {n.text for n in Notice.objects.all()} == {
        "【明查】您单位有2项交办任务尚未报送，最早期限3月9日，请登录https://mc.example.cn办理。"
    }
    assert verbs() == [("notices.send_notices", 2)]
    assert DBTaskResult.objects.filter(task_path__endswith="notices.tasks.deliver_notices").count() == 1


def test_send_notices_costs_the_same_for_one_and_for_many(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    units, actor = [a_unit(f"{n}市") for n in range(40)], a_post()

    with django_assert_max_num_queries(18):
        actions.send_notices([a_row(unit, f"139000000{n:02}") for n, unit in enumerate(units)], actor=actor)


def test_send_notices_is_refused_to_who_sends_none_and_to_units_not_below() -> None:
    city = a_unit("甲市")
    county, other = a_unit("乙县", level="COUNTY", parent=city), a_unit("丙市")
    clerk = a_post(city, role="CLERK")

    actions.send_notices([a_row(county)], actor=clerk)

    for actor, unit in ((clerk, other), (a_post(city, role="HEAD"), city), (a_post(role="REVIEWER"), city)):
        with pytest.raises(Refused):
            actions.send_notices([a_row(unit, "13900000009")], actor=actor)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"wording": "nothing"}, "wording"),
        ({"values": {}}, "count"),
        ({"address": "0451-8200000"}, "address"),
        ({"channel": Channel.EMAIL, "address": "a@b.cn,c@d.cn"}, "address"),
    ],
)
def test_send_notices_refuses_what_does_not_fit_and_keeps_nothing(given: dict[str, object], field: str) -> None:
    row = a_row(a_unit("甲市"), **given)  # type: ignore[arg-type]

    with pytest.raises(BadValue) as refused:
        actions.send_notices([a_row(a_unit("乙市"), "13900000007"), row], actor=a_post())

    assert refused.value.field == field
    assert (Notice.objects.count(), verbs()) == (0, [])


def test_message_on_the_site_is_delivered_at_once_without_a_worker() -> None:
    [made] = actions.send_notices([a_row(a_unit("甲市"), "", channel=Channel.IN_APP)], actor=a_post())

    assert (made.state, made.delivered_at, made.address) == ("DELIVERED", NOON, "")
    assert not DBTaskResult.objects.exists()


def test_text_in_quiet_hours_waits_until_morning_an_urgent_one_does_not() -> None:
    city = a_unit("甲市")
    with clock.set_to(LATE):
        made = actions.send_notices(
            [a_row(city), a_row(city, wording="link-code", values={"code": "123456"})], actor=a_post()
        )

    assert [notice.not_before for notice in made] == [datetime(2018, 3, 6, 0, 0, tzinfo=UTC), LATE]


def test_same_text_to_one_number_within_ten_minutes_is_refused() -> None:
    city, actor = a_unit("甲市"), a_post()
    actions.send_notices([a_row(city)], actor=actor)

    with pytest.raises(BadValue):
        actions.send_notices([a_row(city)], actor=actor)
    with clock.set_to(NOON + timedelta(minutes=11)):
        actions.send_notices([a_row(city)], actor=actor)
    assert Notice.objects.count() == 2


def test_number_gets_no_more_than_six_texts_a_day() -> None:
    city, actor = a_unit("甲市"), a_post()
    for hour in range(6):
        with clock.set_to(NOON + timedelta(hours=hour)):
            actions.send_notices([a_row(city)], actor=actor)

    with clock.set_to(NOON + timedelta(hours=7)), pytest.raises(BadValue, match="最多发6条"):
        actions.send_notices([a_row(city)], actor=actor)
    with clock.set_to(NOON + timedelta(days=1)):
        actions.send_notices([a_row(city)], actor=actor)


def test_row_whose_key_was_sent_is_left_out() -> None:
    city, town, actor = a_unit("甲市"), a_unit("乙市"), a_post()
    actions.send_notices([a_row(city, once="digest:1")], actor=actor)

    made = actions.send_notices([a_row(city, once="digest:1"), a_row(town, once="digest:2")], actor=actor)

    assert [notice.unit for notice in made] == [town]


def test_without_hours_nothing_waits_and_nothing_is_limited() -> None:
    from mingcha.notices.models import SendingHours

    SendingHours.objects.all().delete()
    with clock.set_to(LATE):
        [made] = actions.send_notices([a_row(a_unit("甲市"))], actor=a_post())

    assert made.not_before == LATE


def test_claimed_notice_is_claimed_once_and_again_when_its_worker_died() -> None:
    notice = a_notice(a_unit("甲市"))

    assert [[n.pk for n in claim_notices()], claim_notices()] == [[notice.pk], []]
    with clock.set_to(NOON + timedelta(minutes=11)):
        assert [n.attempts for n in claim_notices()] == [2]


def test_record_deliveries_writes_sent_waiting_and_failed() -> None:
    city = a_unit("甲市")
    sent, again, refused, worn = (a_notice(city, state=NoticeState.SENDING, attempts=n) for n in (1, 1, 1, 5))

    actions.record_deliveries(
        [
            Outcome(sent, gateway_ref="g1"),
            Outcome(again, error="网关连不上", may_retry=True),
            Outcome(refused, error="号码有误"),
            Outcome(worn, error="网关连不上", may_retry=True),
        ],
        actor=a_system_post(),
    )

    rows = Notice.objects.order_by("pk").values_list("state", "error", "gateway_ref")
    assert list(rows) == [
        ("SENT", "", "g1"), ("QUEUED", "网关连不上", ""), ("FAILED", "号码有误", ""), ("FAILED", "网关连不上", ""),
    ]  # fmt: skip
    again.refresh_from_db()
    assert again.not_before == NOON + timedelta(minutes=1)
    assert verbs() == [("notices.record_deliveries", 4)]


def test_record_deliveries_leaves_what_is_no_longer_being_sent() -> None:
    notice = a_notice(a_unit("甲市"), state=NoticeState.DELIVERED)

    actions.record_deliveries([Outcome(notice, error="x")], actor=a_system_post())

    notice.refresh_from_db()
    assert notice.state == "DELIVERED"


def test_record_reports_enters_each_once() -> None:
    city, system = a_unit("甲市"), a_system_post()
    one, two, waits = (a_notice(city, state=state) for state in ("SENT", "SENDING", "QUEUED"))
    reports = [Report(one.pk), Report(two.pk, "停机"), Report(waits.pk), Report(10**9)]

    assert [actions.record_reports(reports, actor=system) for _ in range(2)] == [2, 0]

    assert list(Notice.objects.order_by("pk").values_list("state", "error")) == [
        ("DELIVERED", ""), ("FAILED", "停机"), ("QUEUED", ""),
    ]  # fmt: skip
    assert verbs() == [("notices.record_reports", 2)]


def test_deliveries_and_reports_are_entered_by_the_system_alone() -> None:
    notice = a_notice(a_unit("甲市"), state=NoticeState.SENDING)

    with pytest.raises(Refused):
        actions.record_deliveries([Outcome(notice)], actor=a_post())
    with pytest.raises(Refused):
        actions.record_reports([Report(notice.pk)], actor=a_post())


def test_retry_notices_sends_failed_ones_again_and_no_others() -> None:
    city, office = a_unit("甲市"), a_post()
    failed, sent = a_notice(city, state=NoticeState.FAILED, attempts=5, error="x"), a_notice(city, state="SENT")

    actions.retry_notices([failed], actor=office)

    failed.refresh_from_db()
    assert (failed.state, failed.attempts, failed.error) == ("QUEUED", 0, "")
    assert verbs() == [("notices.retry_notices", 1)]
    with pytest.raises(NotInThisState):
        actions.retry_notices([sent], actor=office)
    with pytest.raises(Refused):
        actions.retry_notices([failed], actor=a_post(city, role="HEAD"))


def test_read_messages_marks_those_of_the_own_unit() -> None:
    city = a_unit("甲市")
    for _ in range(2):
        a_notice(city, channel=Channel.IN_APP)
    messages, clerk = list(Message.objects.all()), a_post(city, role="CLERK")

    assert [actions.read_messages(messages, actor=clerk) for _ in range(2)] == [2, 0]

    assert {message.read_at for message in Message.objects.all()} == {NOON}
    assert verbs() == [("notices.read_messages", 2)]
    with pytest.raises(Refused):
        actions.read_messages(messages, actor=a_post(a_unit("乙市"), role="CLERK"))
