"""Several filled files as one (合并), each on a new page with its pages counted from 1: for one print job."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext
from lxml import etree

from mingcha.kernel.errors import BadValue
from mingcha.kernel.word.fields import W
from mingcha.kernel.word.package import open_package, parse

Element = Any


def join(files: Sequence[bytes]) -> bytes:
    """One file of several made from one template.

    Raises:
        BadValue: no file, or files that differ in more than their body: another template, or fields in a header.
    """
    if not files:
        raise BadValue(gettext("没有可合并的文书"))
    packages = [open_package(content) for content in files]
    first = packages[0]
    main = first.stories[0]
    rest = [{name: part for name, part in package.parts.items() if name != main} for package in packages]
    if any(other != rest[0] for other in rest[1:]):
        raise BadValue(gettext("这些文书的模板或页眉页脚不同，不能合成一个文件，请逐份下载"))
    roots = [parse(package.parts[main]) for package in packages]
    body = roots[0].find(f"{W}body")
    for other in roots[1:]:
        _close_section(body)
        body.extend(list(other.find(f"{W}body")))
    _count_from_one(body.find(f"{W}sectPr"))
    return first.packed({main: etree.tostring(roots[0], xml_declaration=True, encoding="UTF-8", standalone=True)})


def _close_section(body: Element) -> None:
    """Move the section of the body's end into its last paragraph, so that what follows begins a new page."""
    section = body.find(f"{W}sectPr")
    if section is None:
        section = etree.SubElement(body, f"{W}sectPr")
    _count_from_one(section)
    last = section.getprevious()
    if last is None or last.tag != f"{W}p" or last.find(f"{W}pPr/{W}sectPr") is not None:
        last = etree.Element(f"{W}p")
        section.addprevious(last)
    properties = last.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        last.insert(0, properties)
    change = properties.find(f"{W}pPrChange")
    properties.append(section)
    if change is not None:
        properties.append(change)


def _count_from_one(section: Element) -> None:
    if section is None:
        return
    numbers = section.find(f"{W}pgNumType")
    if numbers is None:
        numbers = etree.Element(f"{W}pgNumType")
        after = [e for e in section if e.tag.removeprefix(W) in _BEFORE_NUMBERS]
        section.insert(section.index(after[-1]) + 1 if after else 0, numbers)
    numbers.set(f"{W}start", "1")


_BEFORE_NUMBERS = (
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders",
    "lnNumType",
)  # fmt: skip
