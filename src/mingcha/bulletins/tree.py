"""The one tree of a bulletin (通报的文档树): what every renderer reads and what an issue freezes.

Plain values only: no Django, no query. `dump` and `load` give and take JSON-ready dictionaries; loading what was dumped
gives an equal tree.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """Words as written; `strong` for emphasis (Markdown **…**), printed in 黑体."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class FigureText:
    """A bound figure as printed (数据), without its counter word.

    Attributes:
        text: the printed number, `57` or `60.5%` or `3—5`.
        index: position in the bulletin's list of figures, from 0.
    """

    text: str
    index: int


Inline = Text | FigureText


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of body text; `line` is its first line in the source, from 1."""

    inlines: tuple[Inline, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (一、黑体) to 4 (（1）仿宋). The text holds its own number."""

    level: int
    inlines: tuple[Inline, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells, each cell a run of inlines; the first row is the head."""

    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    line: int = 0


Block = Paragraph | Heading | Table


@dataclass(frozen=True, slots=True)
class Masthead:
    """The head of a 简报/情况通报: series name in red, 第7期, office left and date right, red line.

    Attributes:
        number: issue number in its year, None while a draft has none (printed 第　期).
        issued_on: None while a draft (printed as a blank date).
        note: `内部资料 注意保存`, top left; empty for none.
    """

    series: str
    number: int | None
    office: str
    issued_on: date | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tail:
    """报尾: 报 (superiors) 送 (peers) 发 (subordinates), 共印 N 份. Each list in official order."""

    report_to: tuple[str, ...] = ()
    send_to: tuple[str, ...] = ()
    issue_to: tuple[str, ...] = ()
    copies: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole bulletin. `title_lines` are broken by sense (梯形或菱形)."""

    masthead: Masthead
    title_lines: tuple[str, ...]
    body: tuple[Block, ...]
    tail: Tail


_KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in (Text, FigureText, Paragraph, Heading, Table)}


def plain(inlines: tuple[Inline, ...]) -> str:
    """The words of a run of inlines, figures as printed."""
    return "".join(part.text for part in inlines)


def dump(document: Document) -> dict[str, Any]:
    """A JSON-ready dictionary: blocks and inlines carry their kind under `is`, dates are ISO."""
    head = asdict(document.masthead)
    head["issued_on"] = head["issued_on"].isoformat() if head["issued_on"] else None
    return {
        "masthead": head,
        "title_lines": list(document.title_lines),
        "body": [_dump_block(block) for block in document.body],
        "tail": asdict(document.tail),
    }


def load(given: dict[str, Any]) -> Document:
    """The tree that `dump` wrote."""
    head = dict(given["masthead"])
    head["issued_on"] = date.fromisoformat(head["issued_on"]) if head["issued_on"] else None
    tail: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list | tuple) else value for name, value in given["tail"].items()
    }
    return Document(
        masthead=Masthead(**head),
        title_lines=tuple(given["title_lines"]),
        body=tuple(_load_block(block) for block in given["body"]),
        tail=Tail(**tail),
    )


def _dump_inlines(inlines: tuple[Inline, ...]) -> list[dict[str, Any]]:
    return [{"is": type(part).__name__, **asdict(part)} for part in inlines]


def _load_inlines(given: list[dict[str, Any]]) -> tuple[Inline, ...]:
    return tuple(_KINDS[part["is"]](**{k: v for k, v in part.items() if k != "is"}) for part in given)


def _dump_block(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        return {"is": "Table", "rows": [[_dump_inlines(c) for c in row] for row in block.rows], "line": block.line}
    given: dict[str, Any] = {"is": type(block).__name__, "inlines": _dump_inlines(block.inlines), "line": block.line}
    return given | {"level": block.level} if isinstance(block, Heading) else given


def _load_block(given: dict[str, Any]) -> Block:
    if given["is"] == "Table":
        return Table(rows=tuple(tuple(_load_inlines(c) for c in row) for row in given["rows"]), line=given["line"])
    inlines = _load_inlines(given["inlines"])
    if given["is"] == "Heading":
        return Heading(level=given["level"], inlines=inlines, line=given["line"])
    return Paragraph(inlines=inlines, line=given["line"])
