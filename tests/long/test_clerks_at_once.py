"""Everybody on the last day: clerks open their form and send it within one minute, every tenth clicks twice.

Whatever was acknowledged is there once, with the value that was sent; the only other answers are "come back in a
moment" (503 with Retry-After), which the clerks heed, and "sent already" (409) to a second click.
"""

import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest

from tests.long.conftest import SAID, Sites
from tests.long.site import CHECKOUT, Site

pytestmark = [pytest.mark.long, pytest.mark.postgres, pytest.mark.allow_hosts(["127.0.0.1"])]

MINUTE, PORT = 60, 8741
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')
MOST_TRIES = 20


@dataclass
class Told:
    """What the clerks were told: statuses of what they sent, seconds it took, task -> value that was acknowledged."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    kept: dict[int, list[int]] = field(default_factory=dict)


@contextmanager
def served(site: Site, workers: int) -> Iterator[None]:
    """The site behind gunicorn, on loopback."""
    serve = [sys.executable, "-m", "gunicorn", "mingcha.config.wsgi", "--bind", f"127.0.0.1:{PORT}"]
    counts = ["--workers", str(workers), "--threads", "8", "--no-control-socket", "--log-level", "error"]
    server = subprocess.Popen([*serve, *counts], cwd=CHECKOUT, env=site.environment)
    try:
        for _ in range(300):
            try:
                ask("GET", "/login", "")
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def ask(method: str, path: str, cookie: str, body: str = "") -> tuple[int, bytes, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    headers |= {"Origin": f"http://127.0.0.1:{PORT}"} if body else {}
    connection.request(method, path, body or None, headers)
    reply = connection.getresponse()
    content = reply.read()
    connection.close()
    return reply.status, content, reply.headers


def patient(method: str, path: str, cookie: str, body: str = "") -> tuple[int, bytes, http.client.HTTPMessage]:
    """Ask again where the site says it is busy."""
    for _ in range(MOST_TRIES):
        status, content, headers = ask(method, path, cookie, body)
        if status != 503:
            break
        time.sleep(float(headers["Retry-After"]))
    return status, content, headers


def answer(told: Told, lock: threading.Lock, task: int, session: str, *, after: float, is_hasty: bool) -> None:
    """One clerk: opens the form, sends it, and hastily sends it again."""
    time.sleep(after)
    path, value = f"/assignments/tasks/{task}/answer/", task * 7 + 1
    status, page, headers = patient("GET", path, f"sessionid={session}")
    found = TOKEN.search(page)
    assert status == 200, status
    assert found
    secret = re.search(r"csrftoken=(\w+)", headers["Set-Cookie"] or "")
    assert secret
    cookie = f"sessionid={session}; csrftoken={secret[1]}"
    body = urlencode({"csrfmiddlewaretoken": found[1].decode(), "version": 0, "v.persons": value, "submit": 1})

    def send() -> None:
        began = time.monotonic()
        status = patient("POST", path, cookie, body)[0]
        with lock:
            told.statuses[status] += 1
            told.seconds.append(time.monotonic() - began)
            if status == 302:
                told.kept.setdefault(task, []).append(value)

    clicks = [threading.Thread(target=send) for _ in range(2 if is_hasty else 1)]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()


def a_minute(world: list[dict[str, str]]) -> Told:
    """All of them, at moments spread over a minute."""
    told, lock, draw = Told(), threading.Lock(), random.Random(7)  # noqa: S311  no secret: moments to come at
    clerks = [
        threading.Thread(
            target=answer,
            args=(told, lock, int(each["task"]), each["session"]),
            kwargs={"after": draw.uniform(0, MINUTE), "is_hasty": number % 10 == 0},
        )
        for number, each in enumerate(world)
    ]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join(180)
    return told


def test_clerks_when_all_send_within_a_minute_are_each_kept_once(
    new_site: Sites, request: pytest.FixtureRequest
) -> None:
    is_postgres = bool(os.environ.get("MINGCHA_DATABASE"))
    count, workers = (600, 2) if is_postgres else (200, 1)
    site = new_site()
    site.run("-m", "django", "collectstatic", "--noinput", "--verbosity", "0")
    world = json.loads(site.run("-m", "tests.long.clerks_world", str(count)))
    with served(site, workers):
        told = a_minute(world)
    history = json.loads(site.run("-m", "tests.long.clerks_world"))

    assert set(told.statuses) <= {302, 409}, told.statuses
    assert told.kept == {int(each["task"]): [int(each["task"]) * 7 + 1] for each in world}
    assert {int(task): values for task, values in history["values"].items()} == told.kept
    assert (history["submissions"], history["entries"]) == (count, count)
    slowest = sorted(told.seconds)[int(len(told.seconds) * 0.99)]
    said = f"{count} clerks within a minute: all kept once, {told.statuses[409]} second clicks told so, "
    request.config.stash.setdefault(SAID, []).append(f"{said}p99 {slowest:.2f} s")
