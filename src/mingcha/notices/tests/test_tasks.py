"""The worker hands notices to a real gateway and a real mail server, and says what became of them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from mingcha.kernel import clock, jobs
from mingcha.notices import actions
from mingcha.notices.actions import NoticeRow
from mingcha.notices.choices import Channel
from mingcha.notices.models import Notice
from mingcha.notices.tests.factories import NOON, Gateway, a_gateway, a_mail_server, a_notice, the_wordings
from mingcha.orgs.tests.factories import a_post, a_system_post, a_unit

LOOPBACK = ["127.0.0.1", "::1", "localhost"]
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.allow_hosts(LOOPBACK),
    pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning"),  # the library's own shim
]


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    a_system_post()
    with clock.set_to(NOON):
        yield


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Gateway]:
    with a_gateway() as found:
        settings.SMS_URL, settings.SMS_TOKEN = found.url, "token-1"
        yield found


def deliver(minutes: int = 0) -> None:
    with clock.set_to(NOON + timedelta(minutes=minutes)):
        jobs.enqueue_once("notices.deliver_notices")
        jobs.run_all()


def states() -> list[tuple[str, int, str]]:
    return list(Notice.objects.order_by("pk").values_list("state", "attempts", "error"))


def test_text_reaches_the_gateway_with_its_number_and_the_token(gateway: Gateway) -> None:
    notice = a_notice(a_unit("甲市"))

    deliver()

    assert gateway.got == [{"id": str(notice.pk), "to": "13900000001", "text": "有1项待报送", "wording": "tasks-due"}]
    assert gateway.tokens == ["Bearer token-1"]
    notice.refresh_from_db()
    assert (notice.state, notice.gateway_ref, notice.sent_at) == ("SENT", f"g-{notice.pk}", NOON)


def test_secret_of_a_text_goes_to_the_gateway_alone_and_is_forgotten_when_it_went_out(gateway: Gateway) -> None:
    the_wordings()
    row = NoticeRow(a_unit("甲市"), "13900000001", Channel.SMS, "link-code", {"code": "123456"})
    [notice] = actions.send_notices([row], actor=a_post())
    assert "123456" not in notice.text

    deliver()

    assert "123456" in gateway.got[0]["text"]
    notice.refresh_from_db()
    assert (notice.state, notice.outgoing) == ("SENT", "")
    assert "123456" not in str(list(Notice.objects.values()))


def test_secret_of_a_text_stays_for_another_try_when_it_did_not_go_out() -> None:
    the_wordings()
    row = NoticeRow(a_unit("甲市"), "13900000001", Channel.SMS, "link-code", {"code": "123456"})
    [notice] = actions.send_notices([row], actor=a_post())

    deliver()

    notice.refresh_from_db()
    assert (notice.state, "123456" in notice.outgoing) == ("FAILED", True)


def test_sixty_texts_go_out_once_each(gateway: Gateway) -> None:
    city = a_unit("甲市")
    for number in range(60):
        a_notice(city, address=f"139000000{number:02}")

    deliver()
    deliver()

    assert sorted(gateway.numbers) == [f"139000000{number:02}" for number in range(60)]


def test_text_waits_while_the_gateway_is_ill_and_goes_when_it_is_well(gateway: Gateway) -> None:
    a_notice(a_unit("甲市"))
    gateway.status = 503

    deliver()
    assert states() == [("QUEUED", 1, "短信网关答复 503")]
    gateway.status = 200
    with clock.set_to(NOON + timedelta(minutes=1)):
        jobs.run_all()

    assert states() == [("SENT", 2, "")]


@pytest.mark.parametrize("status", [400, 403, 302])
def test_text_the_gateway_refuses_fails_at_once(gateway: Gateway, status: int) -> None:
    a_notice(a_unit("甲市"))
    gateway.status = status

    deliver()

    assert states() == [("FAILED", 1, f"短信网关答复 {status}")]
    assert len(gateway.got) == 1


def test_text_is_given_up_after_five_tries(settings: Settings) -> None:
    settings.SMS_URL = "http://127.0.0.1:9/"
    a_notice(a_unit("甲市"))

    for minutes in (0, 1, 6, 31, 156):
        deliver(minutes)

    [(state, tries, error)] = states()
    assert (state, tries, error.startswith("短信网关连不上")) == ("FAILED", 5, True)


def test_channel_nobody_configured_fails_with_a_word(settings: Settings) -> None:
    settings.SMS_URL = ""
    settings.CHANNEL_URLS = {"FEISHU": "nonsense"}
    city = a_unit("甲市")
    for channel in (Channel.SMS, Channel.WECOM, Channel.FEISHU):
        a_notice(city, channel=channel, state="QUEUED")

    deliver()

    assert [error for _, _, error in states()] == [
        "没有配置短信网关", "没有配置这个渠道：WECOM", "渠道地址无法识别：FEISHU",
    ]  # fmt: skip


def test_mail_reaches_the_mail_server(settings: Settings) -> None:
    with a_mail_server() as mailbox:
        settings.CHANNEL_URLS = {"EMAIL": f"mailto://127.0.0.1:{mailbox.port}?from=office@example.cn&to={{address}}"}
        a_notice(a_unit("甲市"), channel=Channel.EMAIL, address="a@b.cn", state="QUEUED", text="有1项待报送")

        deliver()

    [mail] = mailbox.mails
    assert (mail["To"], states()) == ("a@b.cn", [("SENT", 1, "")])
    assert "有1项待报送" in "".join(
        part.get_payload(decode=True).decode() for part in mail.walk() if not part.is_multipart()
    )


def test_mail_server_that_is_away_is_tried_again(settings: Settings) -> None:
    settings.CHANNEL_URLS = {"EMAIL": "mailto://127.0.0.1:9?from=office@example.cn&to={address}"}
    a_notice(a_unit("甲市"), channel=Channel.EMAIL, address="a@b.cn", state="QUEUED")

    deliver()

    assert states() == [("QUEUED", 1, "渠道没有接受：EMAIL")]


def test_group_robot_gets_the_text_over_http(settings: Settings, gateway: Gateway) -> None:
    settings.CHANNEL_URLS = {"WECOM": gateway.url.replace("http://", "json://")}
    a_notice(a_unit("甲市"), channel=Channel.WECOM, state="QUEUED", text="有1项待报送")

    deliver()

    assert states() == [("SENT", 1, "")]
    assert [body["message"] for body in gateway.got] == ["有1项待报送"]
