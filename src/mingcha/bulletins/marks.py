"""Figure marks (数据标记) in a bulletin's source: `{key name=value …:format}` (design ruling 1). No template language.

`mark = "{" key *(SP arg) [":" format] "}"`; a mark prints the number alone, its counter word stays in the prose.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from mingcha.kernel.errors import BadValue

LONGEST = 200
RESERVED = ("unit", "line", "since", "until", "limit", "word")
FORMATS = ("n", "cn", "pct0", "pct1", "pct2", "wan1", "range", "names")

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_KEY = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_BARE = re.compile(r'[^\s{}":,]+')


@dataclass(frozen=True, slots=True)
class Mark:
    """One parsed mark.

    Attributes:
        raw: as written, braces included. args: name -> values, in the order written. format: one of FORMATS.
    """

    raw: str
    key: str
    args: tuple[tuple[str, tuple[str, ...]], ...]
    format: str

    def get(self, name: str) -> tuple[str, ...] | None:
        """The values of an argument, None where it was not given."""
        return dict(self.args).get(name)


def split(text: str) -> Iterator[str | Mark]:
    """The words and marks of one text node in order; nothing is lost between them.

    Raises:
        BadValue: `{{`, a brace that opens and does not close, a `}` alone, or a mark that is not well formed.
    """
    position = 0
    while (at := text.find("{", position)) >= 0:
        _no_stray(text[position:at])
        if at > position:
            yield text[position:at]
        if text.startswith("{{", at):
            raise BadValue(gettext("“{{”不是数据标记，也不作模板执行；要写花括号请用 \\{"), field=text[at : at + 20])
        end = _closing(text, at)
        yield parse(text[at : end + 1])
        position = end + 1
    _no_stray(text[position:])
    if position < len(text):
        yield text[position:]


def _no_stray(words: str) -> None:
    if "}" in words:
        raise BadValue(gettext("多出的“}”；要写花括号请用 \\}"), field="}")


def _closing(text: str, at: int) -> int:
    quoted = False
    for end in range(at + 1, min(len(text), at + LONGEST)):
        if text[end] == '"':
            quoted = not quoted
        elif text[end] == "\n" or (text[end] == "{" and not quoted):
            break
        elif text[end] == "}" and not quoted:
            return end
    says = gettext("数据标记没有收尾的“}”（最长%(longest)d字）：%(text)s")
    raise BadValue(says % {"longest": LONGEST, "text": text[at : at + 20]}, field=text[at : at + 20])


def parse(raw: str) -> Mark:
    """One mark, braces included.

    Raises:
        BadValue: names the part that is not well formed; `field` is the mark.
    """
    reader = _Reader(raw, at=1)
    key = reader.take(_KEY, gettext("机制.数据名"))
    args: dict[str, tuple[str, ...]] = {}
    while reader.skip(" "):
        name = reader.take(_NAME, gettext("参数名"))
        if not reader.next_is("="):
            raise reader.fail("“=”")
        if name in args:
            raise BadValue(gettext("参数“%(name)s”写了两次：%(raw)s") % {"name": name, "raw": raw}, field=raw)
        args[name] = tuple(reader.values())
    form = reader.take(_NAME, gettext("格式")) if reader.next_is(":") else "n"
    if not reader.next_is("}"):
        raise reader.fail("“}”")
    if form not in FORMATS:
        says = gettext("没有格式“%(form)s”，可用：%(known)s")
        raise BadValue(says % {"form": form, "known": " ".join(FORMATS)}, field=raw)
    return Mark(raw=raw, key=key, args=tuple(args.items()), format=form)


class _Reader:
    """Reads one mark from left to right."""

    def __init__(self, raw: str, *, at: int) -> None:
        self.raw = raw
        self.at = at

    def fail(self, wanted: str) -> BadValue:
        says = gettext("数据标记第%(at)d字处应为%(wanted)s：%(raw)s")
        return BadValue(says % {"at": self.at + 1, "wanted": wanted, "raw": self.raw}, field=self.raw)

    def take(self, pattern: re.Pattern[str], wanted: str) -> str:
        found = pattern.match(self.raw, self.at)
        if not found:
            raise self.fail(wanted)
        self.at = found.end()
        return found[0]

    def next_is(self, sign: str) -> bool:
        is_next = self.raw.startswith(sign, self.at)
        self.at += is_next
        return is_next

    def skip(self, sign: str) -> bool:
        begin = self.at
        while self.next_is(sign):
            pass
        return self.at > begin

    def values(self) -> Iterator[str]:
        yield self.one()
        while self.next_is(","):
            yield self.one()

    def one(self) -> str:
        if not self.raw.startswith('"', self.at):
            return self.take(_BARE, gettext("参数值"))
        end = self.raw.find('"', self.at + 1)
        if end < 0:
            raise self.fail(gettext("收尾的引号"))
        value = self.raw[self.at + 1 : end]
        self.at = end + 1
        return value
