"""Reads over bulletins: find one, its tree as a whole, an issued one as it was frozen, the trace.

Nothing here reads Markdown or evaluates: an issued bulletin is rendered without what a draft needs (see `live`).
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext

from mingcha.bulletins import tree
from mingcha.bulletins.models import Bulletin, BulletinQuerySet, FrozenFigure
from mingcha.kernel.errors import BadValue, NotThere
from mingcha.orgs.models import Post

_DRAFT = re.compile(r"draft-([0-9]{1,12})")
_ISSUE = re.compile(r"(?:(?P<series>[^/]+)/(?P<year>[0-9]{4})/)?(?P<number>[0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class Finished:
    """A bulletin ready to be rendered: its tree and its trace."""

    document: tree.Document
    trace: dict[str, Any]


def readable(actor: Post) -> BulletinQuerySet:
    """Those the actor may see, voided ones too, with what their pages show. One statement."""
    visible: BulletinQuerySet = Bulletin.objects.visible_to(actor)
    return visible.select_related("series", "unit", "campaign", "signed_by__unit", "succeeds")


def bulletins(actor: Post) -> BulletinQuerySet:
    """Those the actor may see, drafts and the newest first. One statement."""
    return readable(actor).current().order_by("-year", F("number").desc(nulls_first=True), "-pk")


def bulletin_named(name: str, actor: Post) -> Bulletin:
    """The bulletin called `7`, or `SERIES/YEAR/7` where 7 is not unique; drafts by `draft-ID`.

    Raises:
        BadValue: not a name of that form, or more than one; NotThere: none the actor may see.
    """
    found = bulletins(actor)
    if draft := _DRAFT.fullmatch(name):
        found = found.filter(pk=int(draft[1]))
    elif issue := _ISSUE.fullmatch(name):
        found = found.filter(number=int(issue["number"]))
        found = found.filter(series__name=issue["series"], year=int(issue["year"])) if issue["series"] else found
    else:
        raise BadValue(gettext("期号应写作 7 或 情况通报/2018/7，得到“%(name)s”") % {"name": name}, field="NUMBER")
    matches: list[Bulletin] = list(found[:3])
    if not matches:
        raise NotThere(gettext("通报“%(name)s”") % {"name": name})
    if len(matches) > 1:
        names = "、".join(f"{b.series.name}/{b.year}/{b.number}" for b in matches)
        words = {"name": name, "names": names}
        raise BadValue(gettext("“%(name)s”不止一期，请写全：%(names)s") % words, field="NUMBER")
    return matches[0]


def document(
    bulletin: Bulletin, blocks: tuple[tree.Block, ...], *, number: int | None, issued_on: date | None
) -> tree.Document:
    """The whole tree: masthead, title, body and tail."""
    series = bulletin.series
    head = tree.Masthead(
        series=series.name, number=number, office=series.office_name, issued_on=issued_on, note=series.note
    )
    tail = tree.Tail(
        report_to=tuple(bulletin.report_to.splitlines()),
        send_to=tuple(bulletin.send_to.splitlines()),
        issue_to=tuple(bulletin.issue_to.splitlines()),
        copies=bulletin.copies,
    )
    return tree.Document(masthead=head, title_lines=tuple(bulletin.title.splitlines()), body=blocks, tail=tail)


def frozen(bulletin: Bulletin) -> Finished:
    """An issued bulletin as it was frozen; touches no live record. One statement.

    Raises:
        NotThere: an issue that was only registered.
    """
    if bulletin.frozen is None:
        raise NotThere(gettext("%(bulletin)s的文本（补登的往期，只有期号和日期）") % {"bulletin": bulletin})
    figures = list(bulletin.figures.order_by("index"))
    given = bulletin.frozen
    return Finished(tree.load(given["document"]), trace(bulletin, figures, bulletin.statements or 0, given["unbound"]))


def trace(
    bulletin: Bulletin, figures: list[FrozenFigure], statements: int, loose: list[dict[str, Any]]
) -> dict[str, Any]:
    """The trace of design ruling 7."""
    return {
        "bulletin": {
            "series": bulletin.series.name,
            "year": bulletin.year,
            "number": bulletin.number,
            "as_of": bulletin.as_of.isoformat(),
            "issued_on": bulletin.issued_on.isoformat() if bulletin.issued_on else None,
        },
        "statements": statements,
        "figures": [_traced(figure) for figure in figures],
        "unbound": loose,
    }


def _traced(figure: FrozenFigure) -> dict[str, Any]:
    same = ("key", "label", "text", "value", "numerator", "denominator", "period", "definition", "version", "fact")
    given = {name: getattr(figure, name) for name in (*same, "statement", "sql", "line", "mark")}
    return given | {"unit": figure.word, "evidence_count": figure.rows}
