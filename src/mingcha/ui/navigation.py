"""The menu (导航): one group per mechanism, one entry per record kind, in the order of the registry."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from django.apps import apps
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from mingcha.ui import records


@dataclass(frozen=True)
class Entry:
    """One line of the menu."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Group:
    """One mechanism of the menu; a group of one entry is shown as that entry."""

    label: str
    is_current: bool
    entries: list[Entry] = field(default_factory=list)


def menu(request: HttpRequest) -> SafeString:
    """The menu as seen from the page being shown, written once for each view, language and choice of kinds."""
    match, actor = request.resolver_match, getattr(request, "actor", None)
    kinds = tuple(kind.key for kind in records.all_kinds() if kind.in_menu and kind.is_for(actor))
    keeps = str(getattr(actor, "role", "")) if getattr(actor, "is_administrator", False) else ""
    return _written(match.view_name if match else "", get_language() or "", kinds, keeps)


@lru_cache(maxsize=2000)
def _written(view_name: str, language: str, kinds: tuple[str, ...], keeps: str) -> SafeString:
    """What `menu` writes, in the language that is active; `keeps`: the role of an administrator."""
    words = {"groups": groups(view_name, kinds), "view_name": view_name, "keeps": keeps}
    return render_to_string("ui/_menu.html", words)


def groups(view_name: str, kinds: Sequence[str]) -> list[Group]:
    """The groups of the menu, of these kinds, seen from the page of a view."""
    found: dict[str, Group] = {}
    for kind in map(records.kind_by_key, kinds):
        if not (url := list_url(kind)):
            continue
        label = str(apps.get_app_config(kind.app).verbose_name)
        group = found.setdefault(kind.app, Group(label, is_current=view_name.startswith(f"{kind.app}:")))
        is_current = view_name == kind.url_prefix or view_name.startswith(f"{kind.url_prefix}_")
        group.entries.append(Entry(kind.label, url, is_current))
    return list(found.values())


def list_url(kind: records.RecordKind) -> str:
    """Address of the list, "" for a kind that has no list page of its own."""
    return _address(kind.list_url_name)


@cache
def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
