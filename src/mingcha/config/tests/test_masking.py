"""Secrets of one-time links stand in no log line and in no ledger entry."""

import logging
from typing import Any

import pytest
from django.test import Client, RequestFactory

from mingcha.config.errors import ErrorMiddleware
from mingcha.config.masking import LinkFilter, masked
from mingcha.config.settings import LOGGING
from mingcha.kernel.errors import Refused
from mingcha.kernel.models import LedgerEntry


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Gone: /t/Abc-_1/form/", "Gone: /t/***/form/"),
        ("GET http://a.cn/t/Abc?x=1", "GET http://a.cn/t/***?x=1"),
        ("/assignments/tasks/1/", "/assignments/tasks/1/"),
        ("/t/", "/t/"),
    ],
)
def test_masked_hides_what_follows_the_start_of_a_link(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.django_db
def test_log_of_a_link_that_is_not_found_has_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(LinkFilter())

    Client().get("/t/Abc-secret/")
    Client(enforce_csrf_checks=True).post("/t/Abc-secret/code/")

    assert len(caplog.records) == 2
    assert "secret" not in caplog.text
    assert "/t/***/" in caplog.text


def test_every_handler_of_the_site_masks_links() -> None:
    handlers: dict[str, dict[str, Any]] = dict(LOGGING)["handlers"]  # type: ignore[assignment]
    assert all(handler["filters"] == ["links"] for handler in handlers.values())
    line = logging.LogRecord("x", logging.WARNING, "x", 1, "%s: %s", ("Gone", "/t/Abc/"), None)
    assert LinkFilter().filter(line)
    assert line.getMessage() == "Gone: /t/***/"


@pytest.mark.django_db
def test_refusal_at_a_link_is_entered_without_its_secret() -> None:
    request = RequestFactory().get("/t/Abc-secret/form/")

    ErrorMiddleware(lambda _: None).process_exception(request, Refused("assignments.answer_by_link"))  # type: ignore[arg-type,return-value]

    assert LedgerEntry.objects.get().reason == "/t/***/form/"
