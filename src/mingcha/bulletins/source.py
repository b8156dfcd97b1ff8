"""A bulletin's source (底稿): Markdown with figure marks, read into blocks of words and marks.

Only headings, paragraphs, emphasis and tables are read; HTML, links and code are plain words. Marks are looked for in
text nodes, after Markdown. Every piece knows its place in the source, in code points from the first character.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.token import Token

from mingcha.bulletins import marks
from mingcha.bulletins.marks import Mark
from mingcha.kernel.errors import BadFile, BadValue

LONGEST = 200_000
_UNSOUND = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_HARD_BREAK = re.compile(r"\\\n[ \t]*")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line, or a mark, with its place: `start` in code points, `line` from 1."""

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


def read(text: str, *, file: str = "bulletin.md") -> list[SourceBlock]:
    """Blocks in order. Time grows with the length of the text, whatever stands in it.

    Raises:
        BadFile: a faulty mark, a control character, over 200,000 characters, a heading below level 4; with its line.
    """
    if len(text) > LONGEST:
        raise BadFile(gettext("底稿超过 %(most)d 字") % {"most": LONGEST}, file=file)
    places = _Places(text)
    if bad := _UNSOUND.search(places.plain):
        says = gettext("含有控制字符 U+%(code)04X") % {"code": ord(bad[0])}
        raise BadFile(says, file=file, line=places.line(bad.start()))
    parser = MarkdownIt("zero").enable(["heading", "emphasis", "escape", "table"]).disable("text_join")
    tokens = parser.parse(places.plain)
    reader = _BlockReader(places, file)
    for i, token in enumerate(tokens):
        reader.take(token, tokens[i - 1] if i else token)
    return reader.blocks


def runs(blocks: Sequence[SourceBlock]) -> list[tuple[Piece, ...]]:
    """Paragraphs, headings and cells in the order of reading, each a run of pieces."""
    return [run for block in blocks for run in (block.pieces, *(cell for row in block.cells for cell in row))]


class _Places:
    """The text as Markdown reads it, with every line ended by `\\n`, and where its characters stand in the source."""

    def __init__(self, text: str) -> None:
        self.plain = text.replace("\r\n", "\n").replace("\r", "\n")
        self.line_starts = [0, *(found.end() for found in re.finditer("\n", self.plain))]
        self.dropped = [found.start() - i for i, found in enumerate(re.finditer("\r\n", text))]

    def start(self, at: int) -> int:
        return at + bisect_left(self.dropped, at)

    def line(self, at: int) -> int:
        return bisect_right(self.line_starts, at)

    def find(self, content: str, *, since: int, lines: tuple[int, int]) -> int:
        """Where content begins within these lines (from 0, the last one not included) and not before `since`; or -1."""
        ends = self.line_starts[lines[1]] if lines[1] < len(self.line_starts) else len(self.plain)
        return self.plain.find(content, max(since, self.line_starts[lines[0]]), ends)


class _BlockReader:
    """Collects blocks from Markdown tokens."""

    def __init__(self, places: _Places, file: str) -> None:
        self.places, self.file = places, file
        self.blocks: list[SourceBlock] = []
        self.rows: list[list[tuple[Piece, ...]]] | None = None
        self.table_line = 1
        self.reached = 0

    def take(self, token: Token, before: Token) -> None:
        """One Markdown token; `before` is the one that opened it."""
        if token.type == "table_open":
            self.rows, self.table_line = [], _lines(token)[0] + 1
        elif token.type == "tr_open" and self.rows is not None:
            self.rows.append([])
        elif token.type == "table_close":
            cells = tuple(tuple(row) for row in self.rows or ())
            self.blocks.append(SourceBlock(level=0, line=self.table_line, cells=cells))
            self.rows = None
        elif token.type == "inline":
            self._inline(token, before)

    def _inline(self, token: Token, before: Token) -> None:
        lines = _lines(token)
        at = self.places.find(token.content, since=self.reached, lines=lines)
        if at < 0:
            raise BadFile(gettext("表格单元中不能写“|”"), file=self.file, line=lines[0] + 1)
        self.reached = at + len(token.content)
        level = int(before.tag[1]) if before.type == "heading_open" else 0
        if level > 4:
            raise BadFile(gettext("标题最多四级（#### ）"), file=self.file, line=lines[0] + 1)
        pieces = tuple(self._pieces(token, at))
        if self.rows is not None:
            self.rows[-1].append(pieces)
        else:
            self.blocks.append(SourceBlock(level=level, line=lines[0] + 1, pieces=pieces))

    def _pieces(self, token: Token, at: int) -> Iterator[Piece]:
        strong, begin, words = 0, at, list[str]()
        for child in token.children or ():
            if child.type == "text":
                words.append(child.content)
                at += len(child.content)
                continue
            yield from self._marked("".join(words), begin, is_strong=strong > 0)
            if child.type == "text_special":
                # An escaped character is plain words: `\{` opens no mark.
                shown = at + len(child.markup) - len(child.content)
                yield self._piece(child.content, shown, is_strong=strong > 0)
            strong += child.nesting if child.type.startswith("strong") else 0
            at = self._after(child, at)
            words, begin = [], at
        yield from self._marked("".join(words), begin, is_strong=strong > 0)

    def _after(self, child: Token, at: int) -> int:
        hard_break = _HARD_BREAK.match(self.places.plain, at) if child.type == "hardbreak" else None
        return hard_break.end() if hard_break else at + len(child.markup)

    def _piece(self, content: str | Mark, at: int, *, is_strong: bool) -> Piece:
        return Piece(content, self.places.start(at), self.places.line(at), is_strong)

    def _marked(self, words: str, at: int, *, is_strong: bool) -> Iterator[Piece]:
        """The marks of consecutive words, and the words between them line by line."""
        try:
            for part in marks.split(words):
                if isinstance(part, Mark):
                    yield self._piece(part, at, is_strong=is_strong)
                    at += len(part.raw)
                else:
                    for begin, line in _split_lines(part):
                        yield self._piece(line, at + begin, is_strong=is_strong)
                    at += len(part)
        except BadValue as error:
            place = max(self.places.plain.find(error.field, at), at)
            raise BadFile(error.message, file=self.file, line=self.places.line(place)) from error


def _lines(token: Token) -> tuple[int, int]:
    """First line from 0 and the line after the last; Markdown gives them for every block."""
    if token.map is None:
        raise TypeError(token.type)
    return token.map[0], token.map[1]


def _split_lines(words: str) -> Iterator[tuple[int, str]]:
    """Lines with where they begin; Chinese lines join without a blank, so those around a line end go with it."""
    for found in _LINE.finditer(words):
        begin, line = found.start(), found[0]
        if begin:
            stripped = line.lstrip(" \t")
            begin, line = begin + len(line) - len(stripped), stripped
        line = line.rstrip(" \t") if found.end() < len(words) else line
        if line:
            yield begin, line
