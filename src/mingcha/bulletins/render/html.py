"""The bulletin as HTML (网页): a fragment for the site, whose figures can be clicked, and a page that stands alone."""

from collections.abc import Callable
from functools import cache
from html import escape
from importlib import resources

from mingcha.bulletins.render import words
from mingcha.bulletins.tree import Block, Document, FigureText, Heading, Inline, Masthead, Table, Tail

_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
{body}</body>
</html>
"""


def to_html(document: Document, *, figure_url: Callable[[int], str] | None = None) -> str:
    """The `<article>` of a bulletin, every word escaped.

    Args:
        document: the finished tree.
        figure_url: address of the page behind a figure, by its index. Without it a figure is a `<span>`.

    Raises:
        BadValue: a character that cannot be printed.
    """
    words.refuse_unprintable(document)
    lines = ['<article class="bulletin" lang="zh-CN">', *_masthead(document.masthead)]
    lines.append(f"<h1>{'<br>'.join(escape(line) for line in document.title_lines)}</h1>")
    lines += [_block(block, figure_url) for block in document.body]
    lines += [*_tail(document.tail), "</article>"]
    return "\n".join(lines) + "\n"


def to_page(document: Document) -> str:
    """A whole file for reading away from the site: own style, no script, nothing fetched."""
    title = f"{document.masthead.series} {words.issue_line(document.masthead)}"
    return _PAGE.format(title=escape(title), style=_style(), body=to_html(document))


@cache
def _style() -> str:
    own = resources.files("mingcha.bulletins")
    return "".join(
        own.joinpath(name).read_text(encoding="utf-8") for name in ("render/page.css", "static/bulletins/sheet.css")
    )


def _masthead(head: Masthead) -> list[str]:
    day = escape(words.chinese_date(head.issued_on))
    when = f'<time datetime="{head.issued_on.isoformat()}">{day}</time>' if head.issued_on else f"<span>{day}</span>"
    note = [f'<p class="bulletin-note">{escape(head.note)}</p>'] if head.note else []
    return [
        '<header class="bulletin-masthead">',
        *note,
        f'<p class="bulletin-series">{escape(head.series)}</p>',
        f'<p class="bulletin-number">{escape(words.issue_line(head))}</p>',
        f'<p class="bulletin-office"><span>{escape(head.office)}</span>{when}</p>',
        "</header>",
    ]


def _tail(tail: Tail) -> list[str]:
    if not words.has_tail(tail):
        return []
    lines = [f"<p><span>{label}</span>{escape(names)}</p>" for label, names in words.tail_lines(tail)]
    copies = words.copies_line(tail)
    lines += [f'<p class="bulletin-copies">{copies}</p>'] if copies else []
    return ['<footer class="bulletin-tail">', *lines, "</footer>"]


def _block(block: Block, figure_url: Callable[[int], str] | None) -> str:
    if isinstance(block, Table):
        return _table(block, figure_url)
    tag = f"h{block.level + 1}" if isinstance(block, Heading) else "p"
    return f"<{tag}>{_inlines(block.inlines, figure_url)}</{tag}>"


def _table(table: Table, figure_url: Callable[[int], str] | None) -> str:
    head, *rows = ([_inlines(cell, figure_url) for cell in row] for row in table.rows)
    lines = ["<table>", "<thead>", _row(head, '<th scope="col">', "</th>"), "</thead>", "<tbody>"]
    return "\n".join([*lines, *(_row(row, "<td>", "</td>") for row in rows), "</tbody>", "</table>"])


def _row(cells: list[str], before: str, after: str) -> str:
    return f"<tr>{''.join(before + cell + after for cell in cells)}</tr>"


def _inlines(inlines: tuple[Inline, ...], figure_url: Callable[[int], str] | None) -> str:
    return "".join(_inline(part, figure_url) for part in words.merged(inlines))


def _inline(part: Inline, figure_url: Callable[[int], str] | None) -> str:
    said = escape(part.text)
    if not isinstance(part, FigureText):
        return f"<strong>{said}</strong>" if part.strong else said
    if figure_url is None:
        return f'<span class="figure" data-figure="{part.index}">{said}</span>'
    return f'<a class="figure" data-figure="{part.index}" href="{escape(figure_url(part.index))}">{said}</a>'
