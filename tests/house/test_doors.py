"""Every route is claimed by exactly one door (security-design A10): a route nobody claimed fails the build."""

import re
from collections.abc import Iterator, Mapping

from django.apps import apps
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from tests.doors import DOORS, PAGE, PUBLIC, Door, record

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
ADD_A_LINE = "add to DOORS in tests/doors.py (the docstring there says which door)"


def routes(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, str]]:
    """Full name and address of every route; an unnamed one goes by its address."""
    yield from _below(resolver or get_resolver(), space, "")


def _below(resolver: URLResolver, space: str, start: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        address = start + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield (f"{space}{entry.name}" if entry.name else address), address
        else:
            yield from _below(entry, f"{space}{entry.namespace}:" if entry.namespace else space, address)


def guess(name: str, address: str) -> str:
    """The line that would most likely claim a route."""
    if "<" in address:
        return f'    "{name}": record("{name.partition(":")[0]}.…"),'
    return f'    "{name}": {"LISTED" if name.endswith("_list") else "PAGE"},'


def unclaimed(found: Mapping[str, str], claimed: Mapping[str, Door]) -> list[str]:
    """Routes without a door, each as the line that is wanted."""
    return [guess(name, address) for name, address in sorted(found.items()) if name not in claimed]


def claim_faults(found: Mapping[str, str], claimed: Mapping[str, Door]) -> list[str]:
    """Claims of routes that are gone, and claims that cannot be walked."""
    gone = [f"{name}: no such route any more, take its line out" for name in claimed if name not in found]
    return gone + [
        f"{name}: {fault}" for name, door in claimed.items() if name in found for fault in _faults(door, found[name])
    ]


def _faults(door: Door, address: str) -> list[str]:
    asked = set(ARGUMENT.findall(address)) - set(door.given)
    if door.kind == "record" and len(asked) != 1:
        return [f"one argument must be left to mean the record, these are: {sorted(asked)}"]
    if door.kind in {"list", "page"} and asked:
        return [f"arguments without a value: {sorted(asked)}"]
    if door.kind == "elsewhere" and not door.why:
        return ["a door that is not walked says why"]
    return [] if not door.model or _is_table(door.model) else [f"no table {door.model}"]


def _is_table(label: str) -> bool:
    try:
        return bool(apps.get_model(label))
    except (LookupError, ValueError):
        return False


def test_every_route_is_claimed_by_a_door() -> None:
    lines = unclaimed(dict(routes()), DOORS)

    assert not lines, f"{ADD_A_LINE}:\n" + "\n".join(lines)


def test_every_claim_can_be_walked() -> None:
    assert claim_faults(dict(routes()), DOORS) == []


def test_names_of_routes_are_given_once() -> None:
    names = [name for name, _ in routes()]

    assert sorted(names) == sorted(set(names))


def test_checks_see_a_planted_fault() -> None:
    planted = URLResolver(path("x/", HttpResponse).pattern, [path("new/<int:pk>/", HttpResponse, name="new")])

    assert dict(routes(planted, "plans:")) == {"plans:new": "new/<int:pk>/"}
    assert unclaimed({"plans:new": "x/new/<int:pk>/"}, {}) == ['    "plans:new": record("plans.…"),']
    assert unclaimed({"plans:all_list": "x/"}, {}) == ['    "plans:all_list": LISTED,']
    assert claim_faults({}, {"plans:old": PUBLIC}) == ["plans:old: no such route any more, take its line out"]


def test_checks_see_a_claim_that_cannot_be_walked() -> None:
    faulty = {"a": record("plans.Nothing"), "b": PAGE, "c": Door("elsewhere"), "d": record("plans.ReviewRound")}

    assert claim_faults({"a": "<int:pk>", "b": "<int:pk>", "c": "", "d": ""}, faulty) == [
        "a: no table plans.Nothing",
        "b: arguments without a value: ['pk']",
        "c: a door that is not walked says why",
        "d: one argument must be left to mean the record, these are: []",
    ]
