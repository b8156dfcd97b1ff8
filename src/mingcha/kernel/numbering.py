"""Series of reference numbers (编号): every number is taken once, and none is missing without a reason."""

from django.db import connection, models
from django.db.models import F
from django.utils.translation import gettext

from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue, NotInThisState, NotThere
from mingcha.kernel.models import NumberSeries, NumberTaken
from mingcha.kernel.records import kind_and_id


def take(series: str, *, year: int, on: models.Model | tuple[str, int | None] | None) -> int:
    """Take the next number of a series in a year (取号), from 1. It is given back if the caller's transaction fails.

    Two takers at once never get one number: the second waits for the first's transaction. Three statements, two more
    for the first number of a year.

    Args:
        series: the word of the series, `线索`; at most 60 characters.
        year: the year the number belongs to.
        on: what the number is for; a record not saved yet is kept by its kind alone.

    Raises:
        RuntimeError: not inside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"numbering.take({series!r}) outside a transaction")
    rows = NumberSeries.objects.filter(series=series, year=year)
    while not rows.update(last=F("last") + 1):
        NumberSeries.objects.get_or_create(series=series, year=year)
    number: int = rows.values_list("last", flat=True).get()
    kind, pk = kind_and_id(on)
    NumberTaken.objects.create(series=series, year=year, number=number, object_kind=kind, object_id=pk)
    return number


def void(series: str, year: int, number: int, *, reason: str) -> None:
    """Void a number (编号作废): it stays taken, with its reason, and is never given again.

    Raises:
        BadValue: no reason.
        NotThere: the number was never taken.
        NotInThisState: it is voided already.
    """
    words = reason.strip()
    if not 0 < len(words) <= 200:
        raise BadValue(gettext("作废须写明原因，不超过200字"), field="reason")
    taken = NumberTaken.objects.filter(series=series, year=year, number=number)
    if taken.filter(voided_at__isnull=True).update(voided_at=clock.now(), void_reason=words):
        return
    name = reference(series, year, number)
    raise NotInThisState(name) if taken.exists() else NotThere(name)


def reference(series: str, year: int, number: int) -> str:
    """Write a reference number as documents do (编号): `线索〔2018〕17号`."""
    return f"{series}〔{year}〕{number}号"


def gaps(series: str, year: int) -> list[int]:
    """Numbers of the year that nobody took and nobody voided (无说明的空号); none unless somebody deleted rows."""
    last = NumberSeries.objects.filter(series=series, year=year).values_list("last", flat=True).first() or 0
    taken = set(NumberTaken.objects.filter(series=series, year=year).values_list("number", flat=True))
    return [number for number in range(1, last + 1) if number not in taken]
