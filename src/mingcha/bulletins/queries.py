"""Reads over bulletins: find one, compose it live or take it frozen, its trace, what would differ today."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mingcha.bulletins import bind, tree
from mingcha.bulletins.choices import BulletinState
from mingcha.bulletins.compose import BoundFigure, Composed, compose
from mingcha.bulletins.models import Bulletin, BulletinQuerySet, FrozenFigure
from mingcha.bulletins.proofreading import unbound
from mingcha.kernel.errors import BadValue, NotThere
from mingcha.orgs.models import Post


@dataclass(frozen=True, slots=True)
class Erratum:
    """One figure of an issued bulletin that would differ today (应更正的数据)."""

    index: int
    line: int
    key: str
    label: str
    issued: str
    today: str
    word: str


@dataclass(frozen=True, slots=True)
class Finished:
    """A bulletin ready to be rendered: its tree and its trace."""

    document: tree.Document
    trace: dict[str, Any]


def bulletins(actor: Post) -> BulletinQuerySet:
    """Those the actor may see, newest first. One statement."""
    visible: BulletinQuerySet = Bulletin.objects.current().visible_to(actor).select_related("series", "unit")
    return visible.order_by("-year", "-number", "-pk")


def bulletin_named(name: str, actor: Post) -> Bulletin:
    """The bulletin called `7`, or `SERIES/YEAR/7` where 7 is not unique; drafts by `draft-ID`.

    Raises:
        BadValue: not a name of that form, or more than one; NotThere: none the actor may see.
    """
    found = bulletins(actor).select_related("campaign__office", "series__campaign")
    parts = name.split("/")
    if name.startswith("draft-") and name[6:].isdecimal():
        found = found.filter(pk=int(name[6:]))
    elif len(parts) in {1, 3} and parts[-1].isdecimal():
        found = found.filter(number=int(parts[-1]))
        found = found.filter(series__name=parts[0], year=int(parts[1])) if parts[1:] and parts[1].isdecimal() else found
    else:
        raise BadValue(f"期号应写作 7 或 情况通报/2018/7，得到“{name}”", field="NUMBER")
    matches: list[Bulletin] = list(found[:3])
    if not matches:
        raise NotThere(f"通报“{name}”")
    if len(matches) > 1:
        names = "、".join(f"{b.series.name}/{b.year}/{b.number}" for b in matches)
        raise BadValue(f"“{name}”不止一期，请写全：{names}", field="NUMBER")
    return matches[0]


def composed(bulletin: Bulletin) -> Composed:
    """The bulletin as its records stand now.

    Raises:
        BadFile: a faulty mark, with its line.
    """
    frame = bind.Frame(campaign=bulletin.campaign, as_of=bulletin.as_of)
    return compose(bulletin.source, frame, file=f"bulletin-{bulletin.number or bulletin.pk}.md")


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


def finished(bulletin: Bulletin) -> Finished:
    """The bulletin to render: an issued one from what was frozen, touching no live record; any other composed now."""
    if bulletin.state == BulletinState.ISSUED:
        return _frozen(bulletin)
    made = composed(bulletin)
    figures = [_bound_trace(bound) for bound in made.figures]
    body = document(bulletin, made.blocks, number=None, issued_on=None)
    return Finished(body, _trace(bulletin, figures, made.statements, unbound(made.findings)))


def _frozen(bulletin: Bulletin) -> Finished:
    if bulletin.frozen is None:
        raise NotThere(f"{bulletin}的文本（补登的往期，只有期号和日期）")
    figures = [_frozen_trace(figure) for figure in bulletin.figures.order_by("index")]
    given = bulletin.frozen
    return Finished(tree.load(given["document"]), _trace(bulletin, figures, bulletin.statements or 0, given["unbound"]))


def _trace(
    bulletin: Bulletin, figures: list[dict[str, Any]], statements: int, loose: list[dict[str, Any]]
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
        "figures": figures,
        "unbound": loose,
    }


def _bound_trace(bound: BoundFigure) -> dict[str, Any]:
    figure = bound.figure
    return {
        "key": bound.mark.key,
        "label": figure.measure.label,
        "text": bound.text,
        "value": bound.value,
        "unit": bound.unit,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "period": bound.period,
        "definition": bound.definition,
        "version": figure.version,
        "fact": figure.fact,
        "statement": figure.statement,
        "evidence_count": figure.rows,
        "sql": figure.sql,
        "line": bound.line,
        "mark": bound.mark.raw,
    }


def _frozen_trace(figure: FrozenFigure) -> dict[str, Any]:
    same = ("key", "label", "text", "value", "numerator", "denominator", "period", "definition", "version", "fact")
    given = {name: getattr(figure, name) for name in (*same, "statement", "sql", "line", "mark")}
    return given | {"unit": figure.word, "evidence_count": figure.rows}


def errata(bulletin: Bulletin) -> list[Erratum]:
    """What an issued bulletin's figures would be today, only those that differ (更正对照).

    Raises:
        NotThere: a bulletin that is not issued, or was only registered.
    """
    if bulletin.frozen is None:
        raise NotThere(f"{bulletin}冻结的数据")
    issued = bulletin.figures.order_by("index")
    pairs = zip(issued, composed(bulletin).figures, strict=True)
    return [
        Erratum(old.index, old.line, old.key, old.label, issued=old.text, today=new.text, word=old.word)
        for old, new in pairs
        if old.text != new.text
    ]
