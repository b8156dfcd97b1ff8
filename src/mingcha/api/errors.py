"""From errors to JSON (错误): one place and one shape for the whole interface."""

import logging
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from mingcha.api.strict import session_of
from mingcha.kernel import ledger
from mingcha.kernel.errors import BadFile, BadValue, MingchaError, Refused
from mingcha.kernel.workbooks.places import BadWorkbook

logger = logging.getLogger(__name__)


class Fault(Schema):
    """What is wrong at one place (一处错误)."""

    field: str
    message: str
    row: int | None = None
    column: str | None = None


class Problem(Schema):
    """The answer to what cannot be done (出错时的回答)."""

    status: int
    message: str
    faults: list[Fault] = []


def mount(api: NinjaAPI) -> None:
    """Have the interface answer every error in this shape."""
    answers: dict[type[Exception], Any] = {
        MingchaError: known,
        IntegrityError: constraint,
        Http404: missing,
        AuthenticationError: stranger,
        HttpError: other,
        ValidationError: invalid,
    }
    for kind, answer in answers.items():
        api.add_exception_handler(kind, answer)


def reply(status: int, message: str, faults: list[Fault] | None = None) -> HttpResponse:
    """The JSON answer."""
    body = Problem(status=status, message=message, faults=faults or []).model_dump_json()
    return HttpResponse(body, status=status, content_type="application/json")


def known(request: HttpRequest, error: MingchaError) -> HttpResponse:
    """403, 404, 409, 422: what the kernel's errors say; a refusal is entered in the ledger."""
    if isinstance(error, Refused):
        _enter(request, error)
    return reply(error.status, str(error), _faults(error))


def _enter(request: HttpRequest, refused: Refused) -> None:
    actor, tried = getattr(request, "actor", None), request.path[:500]
    with ledger.in_session(session_of(request)), transaction.atomic():
        ledger.enter(refused.verb, actor=actor, on=None, reason=tried, outcome="REFUSED")


def _faults(error: MingchaError) -> list[Fault]:
    """Every place an error names: fields of a form, cells of a workbook, or the one field."""
    if isinstance(error, BadWorkbook):
        return [Fault(field=one.name, row=one.row, column=one.column, message=one.message) for one in error.errors]
    several = getattr(error, "errors", ())
    if several:
        return [Fault(field=one.code, row=one.row, column=one.column, message=one.message) for one in several]
    if isinstance(error, BadFile):
        column = None if error.column is None else str(error.column)
        return [Fault(field=error.file, row=error.line, column=column, message=error.message)]
    if isinstance(error, BadValue) and error.field:
        return [Fault(field=error.field, message=error.message)]
    return []


def constraint(request: HttpRequest, error: IntegrityError) -> HttpResponse:
    """409: somebody was faster."""
    logger.error("constraint", exc_info=error)
    return reply(409, gettext("有人同时办理了同一件事，您的没有保存，请刷新后再看。"))


def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """404: no such record, or not for this reader; both look the same."""
    return reply(404, gettext("没有这条记录，或者它不在您的查看范围内。"))


def stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """401: no token, or one that is none or no longer one."""
    answer = reply(401, gettext("请在 Authorization 头中给出有效的令牌（Bearer …）：没有给，或已停用、过期。"))
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def other(request: HttpRequest, error: HttpError) -> HttpResponse:
    """400 a body that is no JSON, 403 a scope that the token lacks, 429 too many calls."""
    texts = {400: gettext("请求体不是 JSON。"), 429: gettext("调用太频繁，请稍后再试。")}
    return reply(error.status_code, texts.get(error.status_code, str(error)))


def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422: a field missing, unknown or of the wrong kind, each by its name."""
    faults = [Fault(field=_field(one["loc"]), message=_says(one)) for one in error.errors]
    return reply(422, gettext("填写有误"), faults)


def _field(place: tuple[str | int, ...]) -> str:
    """`("body", "body", "units", 0)` -> `units.0`: without the source and the parameter's own name."""
    return ".".join(map(str, place[2:] or place[1:]))


def _says(one: dict[str, Any]) -> str:
    known_kinds = {"missing": gettext("必填"), "extra_forbidden": gettext("没有这个字段")}
    return known_kinds.get(one["type"], str(one["msg"]))
