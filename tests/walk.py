"""Walking a door (逐门走查): which requests it takes, and what came back, as text without what changes each time."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from tests.doors import Door
from tests.house.test_doors import ARGUMENT
from tests.world import WORD, Side

NOWHERE = 987_654_321
"""A number that no record has."""
CHANGING = re.compile(r'(csrfmiddlewaretoken" value|X-CSRFToken&quot;: &quot|X-CSRFToken":\s*")[^,}\s>]*')
CONTROL = re.compile(r'<(?:select|input|textarea)[^>]*\bname="([^"]+)"')
SORTED_BY = re.compile(r"[?&;]sort=(-?[\w.]+)")
TELLING = ("Location", "Content-Disposition", "HX-Redirect")
EXPORTS = ("xlsx", "csv")
ASKED = {"title": "x", "asks": "x", "basis": "x", "minutes_needed": 1, "due_on": "2099-01-01", "units": ["x"]}
BODIES: tuple[dict[str, Any], ...] = (
    {}, {"answer": "x"}, {"reason": "x"}, {"reason": "x", "due_on": "2099-01-01"}, {"is_granted": True},
    {"tasks": [1]}, ASKED,
)  # fmt: skip
"""What the interface's verbs take; a page takes anything."""


@dataclass(frozen=True)
class Asked:
    """One request."""

    url: str
    method: str = "GET"
    body: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.url} {self.body or ''}".rstrip()


@dataclass(frozen=True)
class Answer:
    """What came back: its status, where it leads, its text."""

    status: int
    text: str

    def without(self, url: str) -> "Answer":
        """The answer with its own address taken out, to compare it with the answer about another record."""
        return Answer(self.status, self.text.replace(url, "URL"))


class Reader:
    """A person, or a system with a token, who opens doors."""

    def __init__(self, account: Any = None, token: str = "") -> None:
        self.client = Client(raise_request_exception=False)
        self.token = token
        if account is not None:
            self.client.force_login(account)

    def ask(self, asked: Asked) -> Answer:
        """Ask; what a POST wrote is undone."""
        with transaction.atomic():
            answer = self._answer(asked)
            transaction.set_rollback(asked.method == "POST")
        return answer

    def _answer(self, asked: Asked) -> Answer:
        headers = {"Authorization": f"Bearer {self.token}"} if asked.url.startswith("/api/") else {}
        if asked.method == "GET":
            return plain(self.client.get(asked.url, headers=headers))
        if headers:
            return plain(self.client.post(asked.url, asked.body, content_type="application/json", headers=headers))
        return plain(self.client.post(asked.url, asked.body))


def plain(response: Any) -> Answer:
    """The answer as text: a packed file is unpacked, what changes each time is taken out."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    headers = [
        f"{name}: {response.headers[name]}"
        for name in ("Location", "Content-Disposition", "HX-Redirect")
        if name in response.headers
    ]
    text = "\n".join([*headers, _unpacked(content)])
    return Answer(response.status_code, CHANGING.sub(r"\1", text))


def _unpacked(content: bytes) -> str:
    if not content.startswith(b"PK\x03\x04"):
        return _readable(content)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(_readable(packed.read(name)) for name in sorted(packed.namelist()) if "docProps" not in name)


def _readable(content: bytes) -> str:
    text = content.decode("utf-8", errors="replace")
    return json.dumps(json.loads(text), ensure_ascii=False) if text.startswith(("{", "[")) else text


def address(name: str, door: Door, pattern: str, key: object = None) -> str:
    """The address of a door, with a record's key where it has one."""
    given: dict[str, Any] = dict(door.given)
    [left] = set(ARGUMENT.findall(pattern)) - set(given) or {None}
    return reverse(name, kwargs=given | ({left: key} if left else {}))


def key_of(door: Door, row: models.Model) -> object:
    """What the address of a record's door calls a row."""
    return getattr(row, door.by)


def row_of(door: Door, side: Side) -> models.Model:
    """The row of a side that a record's door is about."""
    people = {"orgs.Unit": side.unit, "orgs.Post": side.clerk, "orgs.Person": side.clerk.person}
    return people.get(door.model) or side.row(door.model)


def list_requests(url: str, page: str) -> Iterator[Asked]:
    """What a list can be asked: pages, sorting, the search for what both sides' texts have, every filter, exports.

    Args:
        url: of the list.
        page: the text of its first page, whose filters and columns are taken from it.
    """
    for query in ("page=2", *(f"export={kind}" for kind in EXPORTS)):
        yield Asked(f"{url}?{query}")
    for column in sorted(set(SORTED_BY.findall(page))):
        yield Asked(f"{url}?sort={column}")
    for name in sorted(set(CONTROL.findall(page)) - {"csrfmiddlewaretoken", "next", "language"}):
        yield Asked(f"{url}?{name}={WORD}")


def record_requests(url: str) -> Iterator[Asked]:
    """What a record's door can be asked by somebody who has its key alone."""
    yield Asked(url)
    yield from (Asked(url, "POST", body) for body in (BODIES if url.startswith("/api/") else ({},)))


def form_requests(url: str, page: str) -> Iterator[Asked]:
    """The forms of a page sent with the word that all texts have in every field: what do the errors say?"""
    names = sorted(set(CONTROL.findall(page)) - {"csrfmiddlewaretoken", "next", "language", "q"})
    if names:
        yield Asked(url, "POST", dict.fromkeys(names, WORD))
