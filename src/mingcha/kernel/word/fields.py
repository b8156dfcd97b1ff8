"""Named places in a Word file (命名位置): content controls and bookmarks, and what the caller knows by their names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W15: Final = "{http://schemas.microsoft.com/office/word/2012/wordml}"
Element = Any


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field a template may hold (字段); found by its name or its label, whichever the template uses.

    Attributes:
        name: latin, `due_on`. label: Chinese, `办理期限`.
        columns: of a list, the fields of its row; () for a single value.
    """

    name: str
    label: str
    is_required: bool = True
    columns: tuple["FieldSpec", ...] = ()

    def is_called(self, names: Iterable[str]) -> bool:
        """Whether one of these names means it."""
        return bool({self.name, self.label} & set(names))


@dataclass(frozen=True, slots=True)
class Place:
    """A named place: `element` is the `w:sdt` of a content control, or the `w:bookmarkStart`."""

    element: Element
    names: tuple[str, ...]

    @property
    def is_control(self) -> bool:
        """A content control, not a bookmark."""
        return bool(self.element.tag == f"{W}sdt")

    @property
    def shown(self) -> str:
        """How a message names it."""
        return self.names[-1]


def places(root: Element) -> Iterator[Place]:
    """The named places below an element, in the order of the text, without Word's own bookmarks."""
    for element in root.iter(f"{W}sdt", f"{W}bookmarkStart"):
        names = _control_names(element) if element.tag == f"{W}sdt" else _bookmark_names(element)
        if names:
            yield Place(element, names)


def _control_names(control: Element) -> tuple[str, ...]:
    found = (control.find(f"{W}sdtPr/{W}{part}") for part in ("tag", "alias"))
    named = ((one.get(f"{W}val") or "").strip() for one in found if one is not None)
    return tuple(dict.fromkeys(name for name in named if name))


def _bookmark_names(bookmark: Element) -> tuple[str, ...]:
    name = (bookmark.get(f"{W}name") or "").strip()
    return () if not name or name.startswith(("_", "OLE_LINK")) else (name,)


def spec_of(place: Place, specs: Iterable[FieldSpec], *, within: FieldSpec | None = None) -> FieldSpec | None:
    """The field a place means; within a list its columns come first, bare or as `list_column`."""
    if within is not None:
        heads = (f"{within.name}_", f"{within.label}_")
        bare = [name.removeprefix(head) for name in place.names for head in heads]
        column = next((one for one in within.columns if one.is_called((*place.names, *bare))), None)
        if column is not None:
            return column
    return next((one for one in specs if one.is_called(place.names)), None)


def repeated(place: Place) -> list[Element]:
    """What is written once for each row of a list: whole table rows or paragraphs; [] where the place is no such thing.

    Of a control: what it holds (the first entry of a repeating section). Of a bookmark: the table row it stands in.
    """
    if not place.is_control:
        return [row] if (row := ancestor(place.element, "tr")) is not None else []
    content = place.element.find(f"{W}sdtContent")
    entries = [] if content is None else [c for c in content.iter(f"{W}sdt") if _is_entry(c)]
    if entries:
        content = entries[0].find(f"{W}sdtContent")
    return [] if content is None else [c for c in content if c.tag in (f"{W}tr", f"{W}p", f"{W}tbl")]


def _is_entry(control: Element) -> bool:
    return control.find(f"{W}sdtPr/{W15}repeatingSectionItem") is not None


def ancestor(element: Element, tag: str) -> Element | None:
    """The nearest element of a tag above one."""
    return next(element.iterancestors(f"{W}{tag}"), None)


def end_of(bookmark: Element) -> Element | None:
    """The end that belongs to a bookmark's start."""
    own = bookmark.get(f"{W}id")
    root = bookmark.getroottree().getroot()
    return next((end for end in root.iter(f"{W}bookmarkEnd") if end.get(f"{W}id") == own), None)
