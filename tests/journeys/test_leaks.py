"""Two units and every door of the site: nobody of A finds anything of B's, nor that B has anything.

Every route that `tests/doors.py` claims is opened by A's clerk and head and by a token of each, first in a world where
B has no record, then again where it has one of every kind. Nothing of B's may stand anywhere, no page may have changed.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from django.core.cache import cache

from mingcha.assignments.models import TaskQuerySet
from mingcha.kernel import clock
from mingcha.orgs.actions import make_token
from mingcha.orgs.choices import ApiScope
from mingcha.orgs.models import Post
from tests.doors import DOORS, Door
from tests.house.test_doors import routes
from tests.walk import (
    NOWHERE,
    Answer,
    Asked,
    Reader,
    address,
    form_requests,
    key_of,
    list_requests,
    record_requests,
    row_of,
)
from tests.world import WORD, Side, World

pytestmark = pytest.mark.django_db
NOW = datetime(2018, 3, 20, 2, 0, tzinfo=UTC)
PATTERNS = dict(routes())
WALKED = {name: door for name, door in DOORS.items() if door.kind in {"list", "page", "record"}}
SHOWN = 60
"""Characters around a mark that a failure shows."""


@pytest.fixture
def world() -> Iterator[World]:
    with clock.set_to(NOW):
        cache.clear()
        yield World()


def reader(world: World, post: Post) -> Reader:
    _, secret = make_token(actor=post, name="t", scopes=ApiScope.values, expires_on=clock.today() + timedelta(days=9))
    return Reader(world.a.account(post), secret)


def leaks(answer: Answer, others: list[Side], door: Door) -> list[str]:
    """Where a mark of another side stands in an answer, with what is around it."""
    marks = [mark for side in others for mark in ((side.mark,) if door.names else (side.mark, side.name))]
    text = answer.text
    if door.names:
        for side in others:
            text = text.replace(side.name, "")
    places = [(mark, text.find(mark)) for mark in marks]
    return [text[max(0, at - SHOWN) : at + SHOWN].replace("\n", " ") for _, at in places if at >= 0]


def own_answers(name: str, door: Door, side: Side, who: Reader) -> Iterator[tuple[str, Answer]]:
    """What the reader is told at a door without knowing anything of another side."""
    key = key_of(door, row_of(door, side)) if door.kind == "record" else None
    url = address(name, door, PATTERNS[name], key)
    page = who.ask(Asked(url))
    yield url, page
    more = list_requests(url, page.text) if door.kind == "list" else form_requests(url, page.text)
    for asked in more:
        yield str(asked), who.ask(asked)


def walked(world: World, who: Reader, doors: Mapping[str, Door], *, is_thorough: bool) -> dict[str, dict[str, Answer]]:
    """Every door as the reader finds it: its name -> request -> answer."""
    cache.clear()
    asked = {name: own_answers(name, door, world.a, who) for name, door in doors.items()}
    return {name: dict(answers if is_thorough else islice(answers, 1)) for name, answers in asked.items()}


def faults_of(world: World, post: Post, doors: Mapping[str, Door], *, is_thorough: bool = True) -> list[str]:
    """What is wrong for one reader: marks found, pages that tell of B, B's records that answer.

    Args:
        is_thorough: whether lists are also sorted, filtered and exported.
    """
    who = reader(world, post)
    before = walked(world, who, doors, is_thorough=is_thorough)
    world.fill_others()
    after = walked(world, who, doors, is_thorough=is_thorough)
    faults = [place for name, found in after.items() for place in told(name, before[name], found, world.others)]
    for name, door in doors.items():
        if door.kind == "record" and not door.names:
            faults += foreign_faults(name, door, world, who)
    return faults


def told(name: str, before: dict[str, Answer], after: dict[str, Answer], others: list[Side]) -> list[str]:
    """What a door says since others have records: their marks, or anything else that it did not say before."""
    door = WALKED[name]
    faults = [f"{name} {asked}: {place}" for asked, answer in after.items() for place in leaks(answer, others, door)]
    changed = [asked for asked in before.keys() | after.keys() if before.get(asked) != after.get(asked)]
    return faults + [f"{name} {asked}: not as before {difference(before, after, asked)}" for asked in sorted(changed)]


def difference(before: dict[str, Answer], after: dict[str, Answer], asked: str) -> str:
    """The first place at which two answers part."""
    texts = [answers[asked].text if asked in answers else "(not asked)" for answers in (before, after)]
    same = [one == other for one, other in zip(*texts, strict=False)]
    at = same.index(False) if False in same else len(same)
    return " | ".join(text[max(0, at - SHOWN) : at + SHOWN].replace("\n", " ") for text in texts)


def foreign_faults(name: str, door: Door, world: World, who: Reader) -> list[str]:
    """What a door says of another side's record that it does not say of none at all."""
    faults, statuses = [], set()
    keys = [NOWHERE if door.by == "pk" else "nowhere", *(key_of(door, row_of(door, side)) for side in world.others)]
    for requests in zip(*(record_requests(address(name, door, PATTERNS[name], key)) for key in keys), strict=True):
        cache.clear()
        nowhere, *foreign = ((asked, who.ask(asked)) for asked in requests)
        for asked, answer in foreign:
            statuses.add(answer.status)
            faults += [f"{name} {asked}: {place}" for place in leaks(answer, world.others, door)]
            if answer.without(asked.url) != nowhere[1].without(nowhere[0].url):
                faults.append(f"{name} {asked}: {answer.status}, of no record {nowhere[1].status}")
    return faults if 404 in statuses else [*faults, f"{name}: never 404 but {sorted(statuses)}"]


def test_clerk_when_opening_every_door_finds_nothing_of_another_unit(world: World) -> None:
    assert faults_of(world, world.a.clerk, WALKED) == []


def test_head_when_opening_every_door_finds_nothing_of_another_unit(world: World) -> None:
    assert faults_of(world, world.a.head, WALKED, is_thorough=False) == []


def test_walk_when_a_leak_is_planted_finds_it_at_every_door(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TaskQuerySet, "visible_to", lambda self, actor: self.all())
    doors = {name: WALKED[name] for name in ("assignments:task_list", "assignments:task_detail", "api:task_detail")}

    found = faults_of(world, world.a.clerk, doors)

    assert {fault.partition(" ")[0].rstrip(":") for fault in found} == set(doors)
    assert any("export=" in fault or "sort=" in fault for fault in found)
    assert any(world.b.name in fault for fault in found)
    assert any("not as before" in fault for fault in found)
    assert any("200, of no record 404" in fault for fault in found)


def test_records_when_the_office_opens_them_show_what_could_leak(world: World) -> None:
    world.fill_others()
    who = Reader(world.office.account(world.officer))
    doors = {name: door for name, door in WALKED.items() if name.endswith("_detail") and name[:4] != "api:"}

    seen = {
        name: who.ask(Asked(address(name, door, PATTERNS[name], key_of(door, row_of(door, world.b))))).text
        for name, door in doors.items()
    }

    assert sum(world.b.mark in text for text in seen.values()) > 0.7 * len(seen)


def test_stranger_when_trying_every_door_is_shown_nothing_of_anybody(world: World) -> None:
    who = Reader()
    tried = {
        name: who.ask(
            Asked(
                address(
                    name, door, PATTERNS[name], key_of(door, row_of(door, world.a)) if door.kind == "record" else None
                )
            )
        )
        for name, door in WALKED.items()
    }
    open_doors = [
        who.ask(Asked(address(name, door, PATTERNS[name])))
        for name, door in DOORS.items()
        if door.kind == "public" and "<" not in PATTERNS[name]
    ]

    assert {name: answer.status for name, answer in tried.items() if answer.status not in (302, 401, 404, 405)} == {}
    assert [text for text in (a.text for a in (*tried.values(), *open_doors)) if WORD in text] == []
