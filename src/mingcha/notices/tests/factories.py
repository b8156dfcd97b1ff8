"""Rows for tests of notices, and real receivers: a text message gateway and a mail server on this machine."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler

from mingcha.notices.choices import Channel, NoticeState
from mingcha.notices.models import Notice, SendingHours, Wording
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import a_post

NOON = datetime(2018, 3, 5, 4, 0, tzinfo=UTC)
"""Monday, 2018-03-05, 12:00 in China."""


def the_wordings() -> None:
    """The wordings a new site has, put back where a flushed database has lost them."""
    import_module("mingcha.notices.migrations.0003_shipped_wordings").fill(Wording, SendingHours)
    import_module("mingcha.notices.migrations.0005_workbook_wordings").fill(Wording)


def a_notice(unit: Unit, *, sent_by: Post | None = None, channel: str = Channel.SMS, **given: Any) -> Notice:
    """A notice waiting to be sent."""
    plain: dict[str, Any] = {
        "address": "13900000001" if channel == Channel.SMS else "",
        "wording": "tasks-due",
        "text": "有1项待报送",
        "state": NoticeState.QUEUED if channel == Channel.SMS else NoticeState.DELIVERED,
    }
    notice: Notice = Notice.objects.create(
        unit=unit, sent_by=sent_by or a_post(), channel=channel, **{**plain, **given}
    )
    return notice


class Gateway:
    """What a text message gateway got: bodies and tokens; answers with `status`."""

    def __init__(self) -> None:
        self.status = 200
        self.got: list[dict[str, Any]] = []
        self.tokens: list[str] = []
        self.url = ""

    @property
    def numbers(self) -> list[str]:
        """To whom texts went, in order."""
        return [body["to"] for body in self.got]


@contextmanager
def a_gateway() -> Iterator[Gateway]:
    """A text message gateway on this machine, over real HTTP."""
    gateway = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            gateway.got.append(body)
            gateway.tokens.append(self.headers["Authorization"])
            self.send_response(gateway.status)
            self.send_header("Location", f"{gateway.url}elsewhere")
            self.end_headers()
            self.wfile.write(json.dumps({"ref": f"g-{body['id']}"}).encode())

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    gateway.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield gateway
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Mailbox(MessageHandler):
    """What a mail server got."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Any] = []
        self.port = 0

    def handle_message(self, message: Any) -> None:
        """Keep it."""
        self.mails.append(message)


@contextmanager
def a_mail_server() -> Iterator[Mailbox]:
    """A mail server on this machine, over real SMTP."""
    mailbox = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        mailbox.port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
