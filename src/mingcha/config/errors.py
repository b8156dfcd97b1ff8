"""From errors to replies (错误页): one place for all pages. Status pages need no database."""

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_lazy

from mingcha.config.masking import masked
from mingcha.kernel import ledger
from mingcha.kernel.errors import MingchaError, Refused

logger = logging.getLogger(__name__)

TITLES = {
    400: gettext_lazy("请求有误"),
    403: gettext_lazy("无权办理"),
    404: gettext_lazy("没有找到"),
    409: gettext_lazy("状态已变"),
    422: gettext_lazy("填写有误"),
    500: gettext_lazy("系统出错"),
    503: gettext_lazy("暂时不能办理"),
}


class ErrorMiddleware:
    """Answers the kernel's errors with their own status, and enters what was refused in the ledger."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass through: errors come by `process_exception`."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The reply to a `MingchaError`; anything else is a fault of the program and goes on to `handler500`.

        A constraint that two writers at once run into is the database's own "somebody was faster": 409, and logged.
        """
        if isinstance(exception, IntegrityError):
            logger.error("constraint", exc_info=exception)
            return _reply(request, 409, gettext("有人同时办理了同一件事，您的没有保存，请回到上一页刷新后再看。"))
        if not isinstance(exception, MingchaError):
            return None
        if isinstance(exception, Refused):
            _enter(request, exception)
        return _reply(request, exception.status, str(exception))


def _enter(request: HttpRequest, refused: Refused) -> None:
    """A refusal and the address it was tried at, in a transaction of its own: the view's is rolled back (ruling 9)."""
    actor, tried = getattr(request, "actor", None), masked(request.path)[:500]
    with transaction.atomic():
        ledger.enter(refused.verb, actor=actor, on=None, reason=tried, outcome="REFUSED")


def _back(request: HttpRequest, status: int) -> str:
    """The page the reader came from, "" where it was not ours; never after a 400, whose host may be forged."""
    came_from = request.headers.get("Referer", "")
    is_ours = status != 400 and url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
    return came_from if is_ours and urlsplit(came_from).path != request.path else ""


def _reply(request: HttpRequest, status: int, message: str) -> HttpResponse:
    """A plain page, or a notice put into the page that htmx asked from."""
    words = {"status": status, "title": TITLES[status], "message": message, "back": _back(request, status)}
    if "HX-Request" not in request.headers:
        return render(request, "ui/error.html", words, status=status)
    response = render(request, "ui/_error.html", words, status=status)
    response.headers["HX-Retarget"] = "#notice"
    response.headers["HX-Reswap"] = "innerHTML"
    response.headers["HX-Push-Url"] = "false"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _reply(request, 400, gettext("浏览器送来的内容无法辨认。"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but without a valid post, or not the post for this."""
    return _reply(request, 403, gettext("您的岗位不能办理这件事。如有疑问，请与领导小组办公室联系。"))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form that was not ours, or has lain too long."""
    return _reply(request, 403, gettext("页面打开的时间太长或来路不明，请回到上一页刷新后再提交。"))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or not for this reader; both look the same."""
    return _reply(request, 404, gettext("没有这个页面，或者它不在您的查看范围内。"))


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    return _reply(request, 500, gettext("问题已经记录，请稍后再试。没有提交的内容不会保存。"))
