"""A real browser before the site's own server: Debian's Chromium, no other address than loopback.

A test that asks for `page` fails at its end when the page wrote an error to its console, broke the content security
policy, ran into an exception or asked another machine for something. A journey that provokes an error on purpose
(a refused verb) takes it out of `page_problems`.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, ViewportSize, sync_playwright
from pytest_django.live_server_helper import LiveServer

CHROMIUM = "/usr/bin/chromium"
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
OWN = re.compile(r"(https?://(localhost|127\.0\.0\.1|\[::1\])[:/])|data:|blob:|about:")
SCREENSHOTS = Path(os.environ.get("MINGCHA_SCREENSHOTS") or "var/screenshots")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys; as root it cannot have its sandbox."""
    arguments = ["--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as environment:
        # Playwright keeps an event loop in this thread, which Django takes for asynchronous code; the tests are not.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def page_problems() -> list[str]:
    """What went wrong in the page so far; whatever is left at the end fails the test."""
    return []


@pytest.fixture
def page(
    chromium: Browser,
    live_server: LiveServer,
    page_problems: list[str],
    request: pytest.FixtureRequest,
) -> Iterator[Page]:
    """A fresh Chinese window on the site (`page.goto("/")`), 1280 wide; a picture of its end is kept."""
    context = chromium.new_context(base_url=live_server.url, viewport=DESKTOP, locale="zh-CN")
    context.set_default_timeout(10_000)
    window = context.new_page()
    listen(window, page_problems)
    yield window
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    window.screenshot(path=SCREENSHOTS / f"{request.node.name}.png", full_page=True)
    context.close()
    assert page_problems == []


def listen(window: Page, problems: list[str]) -> None:
    """Note console errors (broken content security policy among them), exceptions and requests to elsewhere."""

    def note_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            problems.append(f"console: {message.text} ({message.location.get('url', '')})")

    def note_request(request: Request) -> None:
        if not OWN.match(request.url):
            problems.append(f"elsewhere: {request.url}")

    window.on("console", note_console)
    window.on("pageerror", lambda error: problems.append(f"exception: {error}"))
    window.on("request", note_request)
