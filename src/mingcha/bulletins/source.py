"""A bulletin's source (底稿): Markdown with figure marks, read into blocks of words and marks.

Only headings, paragraphs, emphasis and tables are read; HTML, links and code are plain words. Marks are looked for in
text nodes, after Markdown. Every piece knows its place in the source, in code points from the first character.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.token import Token

from mingcha.bulletins import marks
from mingcha.bulletins.marks import Mark
from mingcha.kernel.errors import BadFile, BadValue


@dataclass(frozen=True, slots=True)
class Piece:
    """Words or a mark, with its place: `start` in code points, `line` from 1."""

    content: str | Mark
    start: int
    line: int
    strong: bool = False


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A paragraph (level 0), a heading (1 to 4), or a table (cells row by row)."""

    level: int
    line: int
    pieces: tuple[Piece, ...] = ()
    cells: tuple[tuple[tuple[Piece, ...], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line's source with what Markdown made of it."""

    text: str
    start: int


def read(text: str, *, file: str = "bulletin.md") -> list[SourceBlock]:
    """Blocks in order.

    Raises:
        BadFile: a faulty mark, a control character, over 200,000 characters, a heading below level 4; with its line.
    """
    _sound(text, file)
    parser = MarkdownIt("zero").enable(["heading", "emphasis", "escape", "table"]).disable("text_join")
    tokens = parser.parse(text)
    reader = _BlockReader(text, file)
    for i, token in enumerate(tokens):
        reader.take(token, tokens[i - 1] if i else token)
    return reader.blocks


def _sound(text: str, file: str) -> None:
    if len(text) > 200_000:
        raise BadFile(gettext("底稿超过 200000 字"), file=file)
    for number, line in enumerate(text.split("\n"), 1):
        bad = next((c for c in line if (ord(c) < 32 and c not in "\t\r") or 0xD800 <= ord(c) <= 0xDFFF), None)
        if bad is not None:
            raise BadFile(gettext("含有控制字符 U+%(code)04X") % {"code": ord(bad)}, file=file, line=number)


class _BlockReader:
    """Collects blocks from Markdown tokens."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.line_starts = [0]
        for line in text.split("\n"):
            self.line_starts.append(self.line_starts[-1] + len(line) + 1)
        self.blocks: list[SourceBlock] = []
        self.rows: list[tuple[tuple[Piece, ...], ...]] | None = None
        self.cells: list[tuple[Piece, ...]] = []
        self.reached = 0

    def take(self, token: Token, before: Token) -> None:
        """One Markdown token; `before` is the one that opened it."""
        if token.type == "table_open":
            self.rows = []
        elif token.type == "tr_open":
            self.cells = []
        elif token.type == "tr_close" and self.rows is not None:
            self.rows.append(tuple(self.cells))
        elif token.type == "table_close":
            self.blocks.append(SourceBlock(level=0, line=self._line(token, before), cells=tuple(self.rows or ())))
            self.rows = None
        elif token.type == "inline":
            self._inline(token, before)

    def _line(self, token: Token, before: Token) -> int:
        place = token.map or before.map
        return place[0] + 1 if place else self._line_of(self.reached)

    def _line_of(self, start: int) -> int:
        return self.text.count("\n", 0, start) + 1

    def _inline(self, token: Token, before: Token) -> None:
        line = self._line(token, before)
        self.reached = max(self.reached, self.line_starts[line - 1])
        pieces = self._pieces(token)
        if self.rows is not None:
            self.cells.append(pieces)
            return
        level = int(before.tag[1]) if before.type == "heading_open" else 0
        if level > 4:
            raise BadFile(gettext("标题最多四级（#### ）"), file=self.file, line=line)
        self.blocks.append(SourceBlock(level=level, line=line, pieces=pieces))

    def _pieces(self, token: Token) -> tuple[Piece, ...]:
        strong, found, run = 0, list[Piece](), list[Span]()
        for child in token.children or ():
            if child.type in {"text", "text_special"}:
                run.append(self._span(child))
                if child.type == "text":
                    continue
            found += self._marked(run, is_strong=strong > 0)
            run = []
            strong += child.nesting if child.type.startswith("strong") else 0
        return tuple(found + self._marked(run, is_strong=strong > 0))

    def _span(self, child: Token) -> Span:
        content = child.content
        start = self.text.find(content, self.reached) if content else self.reached
        start = start if start >= 0 else self.reached
        self.reached = start + len(content)
        return Span(content, start)

    def _marked(self, run: list[Span], *, is_strong: bool) -> list[Piece]:
        """Pieces of consecutive text nodes; an escaped brace ends a run and is plain words."""
        if not run:
            return []
        escaped = (
            run[-1] if run[-1].text in {"{", "}"} and self.text[run[-1].start - 1 : run[-1].start] == "\\" else None
        )
        plain = run[:-1] if escaped else run
        pieces: list[Piece] = []
        start = plain[0].start if plain else 0
        try:
            for part in marks.split("".join(span.text for span in plain)):
                pieces.append(Piece(part, start, self._line_of(start), is_strong))
                start += len(part.raw) if isinstance(part, Mark) else len(part)
        except BadValue as error:
            raise BadFile(error.message, file=self.file, line=self._line_of(start)) from error
        if escaped:
            pieces.append(Piece(escaped.text, escaped.start, self._line_of(escaped.start), is_strong))
        return pieces


def runs(blocks: Sequence[SourceBlock]) -> list[tuple[Piece, ...]]:
    """Paragraphs, headings and cells in the order of reading, each a run of pieces."""
    return [run for block in blocks for run in (block.pieces, *(cell for row in block.cells for cell in row))]
