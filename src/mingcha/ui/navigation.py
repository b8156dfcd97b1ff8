"""The menu (导航): one group per mechanism, one entry per record kind, in the order of the registry."""

from dataclasses import dataclass, field

from django.apps import apps
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

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


def menu(request: HttpRequest) -> list[Group]:
    """The menu as seen from the page being shown."""
    match, actor = request.resolver_match, getattr(request, "actor", None)
    namespace, view_name = (match.namespace, match.view_name) if match else ("", "")
    groups: dict[str, Group] = {}
    for kind in records.all_kinds():
        url = list_url(kind)
        if not (kind.in_menu and url and kind.is_for(actor)):
            continue
        label = str(apps.get_app_config(kind.app).verbose_name)
        group = groups.setdefault(kind.app, Group(label, is_current=kind.app == namespace))
        is_current = view_name == kind.url_prefix or view_name.startswith(f"{kind.url_prefix}_")
        group.entries.append(Entry(kind.label, url, is_current))
    return list(groups.values())


def list_url(kind: records.RecordKind) -> str:
    """Address of the list, "" for a kind that has no list page of its own."""
    try:
        return reverse(kind.list_url_name)
    except NoReverseMatch:
        return ""
