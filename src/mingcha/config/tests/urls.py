"""Addresses that fail, each in its way."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from mingcha.config.urls import handler400, handler403, handler404, handler500, urlpatterns
from mingcha.kernel import ledger
from mingcha.kernel.errors import BadValue, NotInThisState, NotThere, Refused

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

ERRORS = {
    "bad": BadValue("轮次应为正数", field="number"),
    "refused": Refused("plans.close_round"),
    "late": NotInThisState("第1轮"),
    "gone": NotThere("第9轮"),
    "suspicious": SuspiciousOperation("?"),
    "forbidden": PermissionDenied(),
    "fault": ZeroDivisionError(),
    "both": IntegrityError("UNIQUE"),
}


def _fails_with(error: Exception) -> Callable[[HttpRequest], HttpResponse]:
    @transaction.atomic
    def view(request: HttpRequest) -> HttpResponse:
        ledger.enter("tests.half_done", actor=None, on=None)
        raise error

    return view


urlpatterns = [*urlpatterns, *(path(f"fails/{name}", _fails_with(error)) for name, error in ERRORS.items())]
