"""The office's number series: reserved, skipped, explained, given back."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from mingcha.kernel import ledger, numbering
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import NumberState, NumberTaken
from mingcha.orgs.models import Post
from mingcha.papers import access, queries

ON = ("kernel.numbertaken", None)


@transaction.atomic
def reserve_numbers(series: str, *, actor: Post, year: int, count: int, reason: str, until: date) -> list[int]:
    """Reserve the next numbers of a series for a purpose until a day (预留编号).

    Raises:
        Refused; BadValue: a series that papers are not numbered by, no reason, a day that has passed, a strange count.
    """
    if not access.may_keep_numbers(actor):
        raise Refused("papers.reserve_numbers")
    numbers = numbering.reserve(_own(series), year=year, reason=reason, until=until, count=count)
    after = {"series": series, "year": year, "numbers": numbers, "until": until}
    ledger.enter("papers.reserve_numbers", actor=actor, on=ON, after=after, reason=reason.strip(), rows=len(numbers))
    return numbers


@transaction.atomic
def skip_numbers(series: str, *, actor: Post, year: int, to: int, reason: str) -> list[int]:
    """Skip all numbers up to one, given on paper before (跳号).

    Raises:
        Refused; BadValue: a series that papers are not numbered by, no reason, a number passed or too far ahead.
    """
    if not access.may_keep_numbers(actor):
        raise Refused("papers.skip_numbers")
    numbers = numbering.skip(_own(series), year=year, to=to, reason=reason)
    after = {"series": series, "year": year, "to": to}
    ledger.enter("papers.skip_numbers", actor=actor, on=ON, after=after, reason=reason.strip(), rows=len(numbers))
    return numbers


@transaction.atomic
def explain_gap(series: str, *, actor: Post, year: int, number: int, reason: str) -> None:
    """Say why a number is missing (说明空号).

    Raises:
        Refused; BadValue: no reason; NotThere, NotInThisState: it is not missing.
    """
    if not access.may_keep_numbers(actor):
        raise Refused("papers.explain_gap")
    numbering.explain_gap(series, year, number, reason=reason)
    after = numbering.reference(series, year, number)
    ledger.enter("papers.explain_gap", actor=actor, on=ON, after=after, reason=reason.strip())


@transaction.atomic
def void_number(series: str, *, actor: Post, year: int, number: int, reason: str) -> None:
    """Void a reserved number that is not needed (作废预留编号); a used one is voided with what it is for.

    Raises:
        Refused; BadValue: no reason; NotInThisState: it is used or voided; NotThere: never taken.
    """
    if not access.may_keep_numbers(actor):
        raise Refused("papers.void_number")
    used = NumberTaken.objects.filter(series=series, year=year, number=number).exclude(state=NumberState.RESERVED)
    name = numbering.reference(series, year, number)
    if used.exists():
        raise NotInThisState(name)
    numbering.void(series, year, number, reason=reason)
    ledger.enter("papers.void_number", actor=actor, on=ON, after=name, reason=reason.strip())


def _own(series: str) -> str:
    if series not in queries.own_series():
        raise BadValue(gettext("“%(series)s”不是文书的编号序列") % {"series": series}, field="series")
    return series
