"""Making papers, one or many; voiding and replacing them."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext

from mingcha.kernel import clock, ledger, numbering
from mingcha.kernel.errors import BadValue, NotThere, Refused
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Post
from mingcha.papers import access, queries, rules
from mingcha.papers.actions._filling import Making, numbers_for, sound_values, write_papers
from mingcha.papers.models import Paper
from mingcha.papers.rules import PaperKind


@transaction.atomic
def make_paper(
    kind: PaperKind, record: Any, *, actor: Post, number: int | None = None, happened_on: date | None = None
) -> Paper:
    """Make a paper of a record from the template in force (出具文书): numbered, its bytes kept as they are.

    Args:
        number: one that was reserved for it; None takes the next.

    Raises:
        Refused; BadValue: not now, made of it today already, an empty required field, a reservation that ran out, or a
            number for a record that has its own. NotInThisState, NotThere: the number is not reserved.
    """
    if not access.may_make_paper(actor, kind, record):
        raise Refused("papers.make_paper")
    making = Making.of(kind, actor, clock.happened(happened_on))
    values = sound_values(making, [record])
    if number is None:
        numbers = numbers_for(making, [record])
    else:
        if kind.number_of(record) is not None:
            raise BadValue(gettext("本文书使用业务本身的编号，不能另给编号"), field="number")
        numbering.fill(making.series_key, making.day.year, number, on=record)
        numbers = [(making.word, making.series_key, making.day.year, number, True)]
    [paper] = write_papers(making, [record], values, numbers)
    ledger.enter("papers.make_paper", actor=actor, on=paper, after=_told(paper))
    return paper


@transaction.atomic
def make_papers(
    kind: PaperKind, records: Sequence[Any], *, actor: Post, happened_on: date | None = None
) -> list[Paper]:
    """Make one paper of each of several records in one go (批量出具): all or none. One entry for all.

    Raises:
        Refused: one of them may not; BadValue: as for one, or none or too many of them.
    """
    if not all(access.may_make_paper(actor, kind, record) for record in records):
        raise Refused("papers.make_papers")
    if not 1 <= len(records) <= rules.MOST_AT_ONCE:
        raise BadValue(gettext("一次出具1至%(most)s份") % {"most": rules.MOST_AT_ONCE}, field="record")
    making = Making.of(kind, actor, clock.happened(happened_on))
    values = sound_values(making, records)
    papers = write_papers(making, records, values, numbers_for(making, records), uuid4())
    digest = hashlib.sha256("\n".join(paper.file.digest for paper in papers).encode()).hexdigest()
    after = {"kind": kind.key, "numbers": [paper.reference for paper in papers]}
    first = ("papers.paper", None)
    ledger.enter("papers.make_papers", actor=actor, on=first, after=after, rows=len(papers), digest=digest)
    return papers


@transaction.atomic
def void_paper(paper: Paper, *, actor: Post, reason: str) -> None:
    """Void a paper (作废文书): it stays readable, its number stays taken and is voided with it.

    Raises:
        Refused; BadValue: no reason; NotInThisState: voided already.
    """
    if not access.may_void_paper(actor, paper):
        raise Refused("papers.void_paper")
    _void(paper, reason)
    ledger.enter("papers.void_paper", actor=actor, on=paper, before=_told(paper), reason=reason.strip())


@transaction.atomic
def replace_paper(paper: Paper, *, actor: Post, reason: str, happened_on: date | None = None) -> Paper:
    """Void a paper and make it anew of the record as it is now, with a new number (作废重出).

    Raises:
        Refused; BadValue: no reason, or it cannot be made now; NotInThisState: voided already; NotThere: the record
            is out of the actor's sight.
    """
    kind, record = rules.kind_by_key(paper.kind), queries.record_of(paper, actor)
    if not access.may_void_paper(actor, paper):
        raise Refused("papers.replace_paper")
    if record is None:
        raise NotThere(paper)
    if not access.may_make_paper(actor, kind, record):
        raise Refused("papers.replace_paper")
    _void(paper, reason)
    making = Making.of(kind, actor, clock.happened(happened_on))
    values = sound_values(making, [record])
    [made] = write_papers(making, [record], values, numbers_for(making, [record]))
    made.succeeds = paper
    made.save(update_fields=["succeeds"])
    ledger.enter(
        "papers.replace_paper", actor=actor, on=made, before=_told(paper), after=_told(made), reason=reason.strip()
    )
    return made


def _void(paper: Paper, reason: str) -> None:
    void_row(paper, reason=reason)
    if paper.is_own_number:
        numbering.void(paper.series_key, paper.year, paper.number, reason=reason)


def _told(paper: Paper) -> dict[str, Any]:
    """What the ledger keeps of a paper."""
    record = [paper.object_kind, paper.object_id]
    return {"kind": paper.kind, "number": paper.reference, "record": record, "digest": paper.file.digest}
