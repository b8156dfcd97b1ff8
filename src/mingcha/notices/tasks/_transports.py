"""How a notice leaves the house: the text message gateway, and the channels Apprise knows.

The gateway takes `POST` with `{"id", "to", "text", "wording"}` and a bearer token, and answers 2xx with `{"ref"}`. The
same `id` twice is the same message: whoever runs the gateway must not send it again.
"""

import json
import logging
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.utils.translation import gettext

from mingcha.notices.actions import Outcome
from mingcha.notices.choices import Channel
from mingcha.notices.models import Notice

WAIT_SECONDS = 10
TRY_AGAIN = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}


def send(notice: Notice) -> Outcome:
    """Hand one notice to its channel. Never raises: what goes wrong is what became of the notice."""
    try:
        return _by_gateway(notice) if notice.channel == Channel.SMS else _by_apprise(notice)
    except Exception as error:  # an unknown fault of a channel must not hold up the other notices
        logging.getLogger(__name__).exception("notice %s", notice.pk)
        return Outcome(notice, error=f"{type(error).__name__}: {error}", may_retry=True)


class _NoRedirects(HTTPRedirectHandler):
    """The token goes to the configured address and nowhere else."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def _by_gateway(notice: Notice) -> Outcome:
    if urlsplit(settings.SMS_URL).scheme not in {"http", "https"}:
        return Outcome(notice, error=gettext("没有配置短信网关"))
    text = notice.outgoing or notice.text
    body = {"id": str(notice.pk), "to": notice.address, "text": text, "wording": notice.wording}
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {settings.SMS_TOKEN}"}
    request = Request(settings.SMS_URL, json.dumps(body).encode(), headers, method="POST")  # noqa: S310  scheme checked
    try:
        with build_opener(_NoRedirects()).open(request, timeout=WAIT_SECONDS) as answer:
            return Outcome(notice, gateway_ref=_ref(answer.read(10_000)))
    except HTTPError as refused:
        may_retry = refused.code >= HTTPStatus.INTERNAL_SERVER_ERROR or refused.code in TRY_AGAIN
        return Outcome(notice, error=gettext("短信网关答复 %(code)s") % {"code": refused.code}, may_retry=may_retry)
    except OSError as error:
        return Outcome(notice, error=gettext("短信网关连不上：%(error)s") % {"error": error}, may_retry=True)


def _ref(answer: bytes) -> str:
    """The gateway's own name for the message, "" where it gives none."""
    try:
        told = json.loads(answer)
    except ValueError:
        return ""
    return str(told.get("ref", ""))[:100] if isinstance(told, dict) else ""


def _by_apprise(notice: Notice) -> Outcome:
    import apprise

    address = settings.CHANNEL_URLS.get(notice.channel, "")
    if not address:
        return Outcome(notice, error=gettext("没有配置这个渠道：%(channel)s") % {"channel": notice.channel})
    channel = apprise.Apprise()
    if not channel.add(address.replace("{address}", quote(notice.address, safe=""))):
        return Outcome(notice, error=gettext("渠道地址无法识别：%(channel)s") % {"channel": notice.channel})
    if not channel.notify(body=notice.outgoing or notice.text, title=gettext("工作提醒")):
        return Outcome(notice, error=gettext("渠道没有接受：%(channel)s") % {"channel": notice.channel}, may_retry=True)
    return Outcome(notice)
