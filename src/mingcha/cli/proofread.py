"""`mingcha proofread FILE`: the numerals of a text and what does not hold in it (校对). Needs no site."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from mingcha.bulletins.proofreader import check, jsonl, numerals

# A figure mark of a draft, as `bulletins.marks` reads it; that module needs the site.
_MARK: Final = re.compile(r'(?<!\\)\{[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*(?:[^{}"\n]|"[^"\n]*"){0,200}\}')


class _Unreadable(click.ClickException):
    """The file is not there, or is no UTF-8 text (文件有误); exit code 2."""

    exit_code = 2


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--jsonl", "as_jsonl", is_flag=True, help="One line of JSON per numeral and nothing else.")
@click.option(
    "--skip-lines", type=click.IntRange(min=0), default=0, help="Leave out the first N lines, also from the offsets."
)
def proofread(file: Path, *, as_jsonl: bool, skip_lines: int) -> None:
    """Find every numeral of FILE (UTF-8 text) and say which are claims; then the findings.

    Figure marks of a draft ({key ...}) are no prose: nothing inside them is listed, and they count as bound.
    Offsets count code points from the first character read, a byte order mark left out. A file that cannot be read
    ends with exit code 2.
    """
    text = _read(file, skip_lines)
    marks = [mark.span() for mark in _MARK.finditer(text)]
    found = [numeral for numeral in numerals.find(text) if not _touches(marks, numeral.start, numeral.end)]
    if as_jsonl:
        for numeral in found:
            click.echo(jsonl.as_json_line(numeral))
        return
    for numeral in found:
        click.echo(_row(numeral))
    for finding in check.findings(text, found):
        if _touches(marks, finding.start, finding.end):
            continue
        line = finding.line + skip_lines
        click.echo(f"{file}:{line}: {finding.level} {finding.code} {finding.says}")


def _touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the spans (in order) has a character of start to end."""
    place = bisect_right(spans, end - 1, key=lambda span: span[0]) - 1
    return place >= 0 and start < spans[place][1]


def _read(file: Path, skip_lines: int) -> str:
    """The text without byte order mark, line ends as in the file.

    Raises:
        _Unreadable: not readable, or not UTF-8; names the file (exit code 2).
    """
    try:
        text = file.read_bytes().decode("utf-8").removeprefix("\ufeff")
    except OSError as error:
        raise _Unreadable(f"{file}: 无法读取：{error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _Unreadable(f"{file}: 不是 UTF-8 文本（第 {error.start + 1} 字节）") from error
    lines = text.split("\n", skip_lines)
    return lines[skip_lines] if skip_lines < len(lines) else ""


def _row(numeral: numerals.Numeral) -> str:
    value = "" if numeral.value is None else str(numeral.value)
    about = " ".join(part for part in (numeral.who, numeral.subject) if part)
    return "\t".join([f"{numeral.start}-{numeral.end}", numeral.kind, numeral.text, value, numeral.unit or "", about])
