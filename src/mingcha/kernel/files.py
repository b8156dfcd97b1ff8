"""Data files that people edit by hand (CSV, TOML): every error names file, line and what would be right."""

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from mingcha.kernel.errors import BadFile

Choice = TypeVar("Choice", bound=TextChoices)
Value = TypeVar("Value", str, int, date, list[Any])
_KINDS: dict[type, str | Promise] = {
    str: gettext_lazy("文字"),
    int: gettext_lazy("整数"),
    date: gettext_lazy("日期，如 2018-04-09"),
    list: gettext_lazy("一列值"),
}
MAX_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a CSV file, cell by column name, blanks at the ends taken off."""

    file: str
    number: int
    cells: Mapping[str, str]

    def error(self, message: str) -> BadFile:
        """An error that names this line."""
        return BadFile(message, file=self.file, line=self.number)

    def text(self, column: str) -> str:
        """A cell that must not be empty."""
        if not self.cells[column]:
            raise self.error(gettext("%(column)s 不能为空") % {"column": column})
        return self.cells[column]

    def choice(self, column: str, choices: type[Choice]) -> Choice:
        """A cell that must be one of a list, whatever its case."""
        cell = self.cells[column].upper()
        if cell not in choices.values:
            words = {"column": column, "right": "、".join(choices.values), "cell": self.cells[column]}
            raise self.error(gettext("%(column)s 应为 %(right)s 之一，现为“%(cell)s”") % words)
        return choices(cell)

    def day(self, column: str) -> date:
        """A cell that must be a date, 2018-04-09."""
        try:
            return date.fromisoformat(self.cells[column])
        except ValueError as error:
            words = {"column": column, "cell": self.cells[column]}
            raise self.error(gettext("%(column)s 应为 2018-04-09 这样的日期，现为“%(cell)s”") % words) from error

    def day_or_none(self, column: str) -> date | None:
        """A date, or None for an empty cell."""
        return self.day(column) if self.cells[column] else None

    def whole(self, column: str, *, least: int = 0, most: int = 2**63 - 1) -> int:
        """A cell that must be a whole number within bounds."""
        cell = self.cells[column]
        if not (cell.isascii() and cell.isdigit() and least <= int(cell) <= most):
            words = {"column": column, "least": least, "most": most, "cell": cell}
            raise self.error(gettext("%(column)s 应为 %(least)s 至 %(most)s 的整数，现为“%(cell)s”") % words)
        return int(cell)

    def whole_or_none(self, column: str) -> int | None:
        """A whole number, or None ("not reported") for an empty cell."""
        return self.whole(column) if self.cells[column] else None

    def flag(self, column: str) -> bool:
        """A cell that must be 1 or 0."""
        return self.whole(column, most=1) == 1


def read_csv(path: Path, columns: Sequence[str]) -> Iterator[Line]:
    """Lines of a CSV file in UTF-8 with a head line; other columns than those asked for may stand there too.

    Raises:
        BadFile: not there, not UTF-8, too large; a head without a column asked for; a line with too many or few cells.
    """
    name = path.name
    try:
        text = _text(path)
    except UnicodeDecodeError as error:
        raise BadFile(gettext("读不出来，应为 UTF-8 编码的 CSV 文件"), file=name) from error
    reader = _rows(text, name)
    _, head = next(reader, (1, []))
    missing = [column for column in columns if column not in head]
    if missing:
        words = {"missing": "、".join(missing), "right": ",".join(columns)}
        raise BadFile(gettext("表头缺少 %(missing)s 列，应有 %(right)s") % words, file=name, line=1)
    for number, cells in reader:
        line = Line(name, number, dict(zip(head, (cell.strip() for cell in cells), strict=False)))
        if len(cells) != len(head):
            says = gettext("应有 %(right)s 格，现有 %(found)s 格")
            raise line.error(says % {"right": len(head), "found": len(cells)})
        yield line


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Rows of cells with their numbers from 1."""
    reader = csv.reader(text.splitlines())
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, cells
    except csv.Error as error:
        raise BadFile(gettext("这一行读不出来：%(says)s") % {"says": error}, file=name, line=number + 1) from error


@dataclass(frozen=True, slots=True)
class Section:
    """One table of a TOML file: `[name]`, or one of several `[[name]]`; `line` is where its head stands, from 1."""

    file: str
    line: int | None
    name: str
    values: Mapping[str, Any]

    def error(self, message: str) -> BadFile:
        """An error that names this section."""
        return BadFile(f"[{self.name}] {message}" if self.name else message, file=self.file, line=self.line)

    def get(self, key: str, kind: type[Value]) -> Value:
        """A value that must be there and of that kind.

        Raises:
            BadFile: missing, or of another kind; says which would be right.
        """
        value = self.maybe(key, kind)
        if value is None:
            raise self.error(gettext("缺少 %(key)s（%(kind)s）") % {"key": key, "kind": _KINDS[kind]})
        return value

    def maybe(self, key: str, kind: type[Value]) -> Value | None:
        """A value of that kind, None where there is none."""
        value = self.values.get(key)
        if value is None or (isinstance(value, kind) and not (kind is int and isinstance(value, bool))):
            return value
        words = {"key": key, "kind": _KINDS[kind], "value": value}
        raise self.error(gettext("%(key)s 应为%(kind)s，现为“%(value)s”") % words)

    def text(self, key: str) -> str:
        """Words, empty where there are none."""
        return self.maybe(key, str) or ""

    def texts(self, key: str) -> list[str]:
        """A list of words, empty where there is none."""
        found = self.maybe(key, list) or []
        if not all(isinstance(item, str) for item in found):
            raise self.error(gettext("%(key)s 应为一列文字") % {"key": key})
        return found


class Toml:
    """A TOML file as sections that know their lines."""

    def __init__(self, file: str, text: str, values: Mapping[str, Any]) -> None:
        self.file = file
        self.lines = [line.strip() for line in text.splitlines()]
        self.values = values

    def section(self, name: str = "") -> Section:
        """The table `[name]`, or the values at the head of the file.

        Raises:
            BadFile: no such table.
        """
        found = self.values.get(name) if name else self.values
        if not isinstance(found, dict):
            raise BadFile(gettext("缺少 [%(name)s]") % {"name": name}, file=self.file)
        return Section(self.file, self._line(f"[{name}]", 0), name, found)

    def sections(self, name: str) -> list[Section]:
        """Every `[[name]]` in order, none where there is none."""
        found = self.values.get(name, [])
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            raise BadFile(gettext("%(name)s 应写作 [[%(name)s]]") % {"name": name}, file=self.file)
        return [Section(self.file, self._line(f"[[{name}]]", i), name, item) for i, item in enumerate(found)]

    def _line(self, head: str, which: int) -> int | None:
        places = [number for number, line in enumerate(self.lines, 1) if line.startswith(head)]
        return places[which] if which < len(places) else None


def read_toml(path: Path) -> Toml:
    """A TOML file.

    Raises:
        BadFile: not there, not UTF-8, or not TOML; names the line where the parser stopped.
    """
    try:
        text = _text(path)
        return Toml(path.name, text, tomllib.loads(text))
    except UnicodeDecodeError as error:
        raise BadFile(gettext("读不出来，应为 UTF-8 编码的 TOML 文件"), file=path.name) from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        says = gettext("不是正确的 TOML：%(says)s") % {"says": error}
        raise BadFile(says, file=path.name, line=int(found[1]) if found else None) from error


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadFile(gettext("文件超过 20 MB"), file=path.name)
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadFile(gettext("没有这个文件"), file=path.name) from error
