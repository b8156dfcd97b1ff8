"""Writing a value where a field stands (填入): its look is kept, the control or bookmark around it goes."""

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any, Final

from lxml import etree

from mingcha.kernel.word.fields import W, ancestor, end_of

Element = Any
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_HOLDING_TEXT = ("r", "hyperlink", "sdt", "smartTag", "ins", "fldSimple")


def lines_of(text: str) -> list[str]:
    """The lines of a value; line breaks of every kind count, what XML cannot hold is left out."""
    plain = text.replace("\r\n", "\n").translate({0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x2028: "\n", 0x2029: "\n"})
    return _UNPRINTABLE.sub("", plain).split("\n")


def write_control(control: Element, text: str) -> None:
    """Put a value in place of a content control, of whatever level: within a line, whole paragraphs, a cell."""
    look, lines, content = _look(control), lines_of(text), control.find(f"{W}sdtContent")
    first = None if content is None else next(content.iter(f"{W}p"), None)
    if first is not None:
        for other in first.itersiblings(f"{W}p", f"{W}tbl"):
            other.getparent().remove(other)
        _write_paragraph(first, lines, look)
        unwrap(control)
        return
    paragraph = ancestor(control, "p")
    if len(lines) > 1 and paragraph is not None and _is_alone(control, paragraph):
        _write_paragraph(paragraph, lines, look)
        return
    _replace(control, _runs(lines, look))


def write_bookmark(bookmark: Element, text: str) -> None:
    """Put a value in place of what a bookmark marks, or where it stands."""
    end = end_of(bookmark)
    marked = _between(bookmark, end)
    before = bookmark.getprevious() if bookmark.getprevious() is not None else bookmark.getnext()
    look = next((r.find(f"{W}rPr") for r in marked if r.tag == f"{W}r"), None)
    if look is None and before is not None and before.tag == f"{W}r":
        look = before.find(f"{W}rPr")
    for element in marked:
        element.getparent().remove(element)
    if end is not None:
        end.getparent().remove(end)
    _replace(bookmark, _runs(lines_of(text), look))


def unwrap(control: Element) -> None:
    """Take a control away and leave what it holds."""
    content = control.find(f"{W}sdtContent")
    _replace(control, [] if content is None else list(content))


def _replace(element: Element, by: Sequence[Element]) -> None:
    for one in by:
        element.addprevious(one)
    element.getparent().remove(element)


def _between(start: Element, end: Element | None) -> list[Element]:
    """What a bookmark marks in its paragraph, other bookmarks left alone."""
    marked = []
    for element in start.itersiblings():
        if element is end:
            break
        if element.tag.removeprefix(W) in _HOLDING_TEXT:
            marked.append(element)
    return marked if end is not None else []


def _look(control: Element) -> Element | None:
    """The properties of the text to write: those of the first run, without the grey of a placeholder."""
    run = next(control.iter(f"{W}r"), None)
    look = None if run is None else deepcopy(run.find(f"{W}rPr"))
    if control.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
        return look
    own = control.find(f"{W}sdtPr/{W}rPr")
    if own is not None:
        return deepcopy(own)
    for grey in [] if look is None else look.xpath("*[self::w:rStyle or self::w:color]", namespaces={"w": W[1:-1]}):
        grey.getparent().remove(grey)
    return look


def _is_alone(control: Element, paragraph: Element) -> bool:
    others = [e for e in paragraph if e is not control and e.tag.removeprefix(W) in _HOLDING_TEXT]
    return control.getparent() is paragraph and not others


def _write_paragraph(paragraph: Element, lines: Sequence[str], look: Element | None) -> None:
    """One paragraph for each line, all with the first one's properties."""
    properties = paragraph.find(f"{W}pPr")
    for line in lines:
        made = etree.Element(f"{W}p")
        if properties is not None:
            made.append(deepcopy(properties))
        made.extend(_runs([line], look))
        paragraph.addprevious(made)
    paragraph.getparent().remove(paragraph)


def _runs(lines: Sequence[str], look: Element | None) -> list[Element]:
    run = etree.Element(f"{W}r")
    if look is not None:
        run.append(deepcopy(look))
    for number, line in enumerate(lines):
        if number:
            etree.SubElement(run, f"{W}br")
        for place, word in enumerate(line.split("\t")):
            if place:
                etree.SubElement(run, f"{W}tab")
            text = etree.SubElement(run, f"{W}t")
            text.text = word
            text.set(_SPACE, "preserve")
    return [run]
