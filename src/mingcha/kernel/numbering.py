"""Series of reference numbers (编号): every number is taken once, and none is missing without a reason.

A number is used, reserved for a purpose until a day (预留), or a gap with an explanation (空号); used and reserved ones
may be voided with a reason (作废) and stay in their place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, models
from django.db.models import Count, F, Q
from django.utils.translation import gettext

from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue, NotInThisState, NotThere
from mingcha.kernel.models import NumberSeries, NumberState, NumberTaken
from mingcha.kernel.records import kind_and_id

Named = models.Model | tuple[str, int | None] | None
MOST_AT_ONCE = 1000
"""Numbers that may be reserved or skipped in one act; more is a slip of the pen."""


def take(series: str, *, year: int, on: Named) -> int:
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
    return take_several(series, year=year, on=(on,))[0]


def take_several(series: str, *, year: int, on: Sequence[Named]) -> list[int]:
    """Take one number for each of several records, in their order (批量取号). Statements as for one.

    Raises:
        RuntimeError: not inside a transaction.
    """
    numbers = _advance(series, year, len(on))
    named = [kind_and_id(record) for record in on]
    _write([_row(series, year, n, object_kind=k, object_id=i) for n, (k, i) in zip(numbers, named, strict=True)])
    return numbers


def reserve(series: str, *, year: int, reason: str, until: date, count: int = 1) -> list[int]:
    """Keep the next numbers for a purpose (预留编号); each must be filled by a day, or it counts as a gap.

    Args:
        reason: what for, in words; at most 200 characters.
        until: the last day on which they may be filled.

    Raises:
        BadValue: no reason, a day that has passed, none or too many numbers.
    """
    words = _reason(reason)
    if until < clock.today():
        raise BadValue(gettext("预留期限不能早于今天"), field="until")
    numbers = _advance(series, year, _sound_count(count))
    _write([_row(series, year, n, state=NumberState.RESERVED, reason=words, reserved_until=until) for n in numbers])
    return numbers


def fill(series: str, year: int, number: int, *, on: Named) -> None:
    """Use a reserved number (启用预留编号). Of two at once, one wins.

    Raises:
        NotThere: the number was never taken. BadValue: its reservation has run out.
        NotInThisState: it is not reserved, or voided.
    """
    kind, pk = kind_and_id(on)
    row = NumberTaken.objects.filter(series=series, year=year, number=number)
    open_ = row.filter(state=NumberState.RESERVED, voided_at__isnull=True)
    if open_.filter(reserved_until__gte=clock.today()).update(state=NumberState.USED, object_kind=kind, object_id=pk):
        return
    name = reference(series, year, number)
    if open_.exists():
        raise BadValue(gettext("%(number)s的预留已到期，请作废它并另取新号") % {"number": name}, field="number")
    raise NotInThisState(name) if row.exists() else NotThere(name)


def void(series: str, year: int, number: int, *, reason: str) -> None:
    """Void a number (编号作废): it stays taken, with its reason, and is never given again.

    Raises:
        BadValue: no reason.
        NotThere: the number was never taken.
        NotInThisState: it is voided already, or a gap that has its explanation.
    """
    words = _reason(reason, gettext("作废须写明原因，不超过200字"))
    row = NumberTaken.objects.filter(series=series, year=year, number=number)
    standing = row.filter(voided_at__isnull=True).exclude(state=NumberState.GAP)
    if standing.update(voided_at=clock.now(), void_reason=words):
        return
    name = reference(series, year, number)
    raise NotInThisState(name) if row.exists() else NotThere(name)


def explain_gap(series: str, year: int, number: int, *, reason: str) -> None:
    """Say why a number is missing (说明空号). A reservation that ran out is voided instead.

    Raises:
        BadValue: no reason. NotThere: the series has not come so far. NotInThisState: the number is not missing.
    """
    words, name = _reason(reason), reference(series, year, number)
    if not 1 <= number <= _last(series, year):
        raise NotThere(name)
    given = {"state": NumberState.GAP, "reason": words}
    if not NumberTaken.objects.get_or_create(series=series, year=year, number=number, defaults=given)[1]:
        raise NotInThisState(name)


def skip(series: str, *, year: int, to: int, reason: str) -> list[int]:
    """Leave out all numbers up to one (跳号), each an explained gap: those given on paper before the system came.

    Raises:
        BadValue: no reason, a number the series has passed, or one too far ahead.
    """
    words, last = _reason(reason), _last(series, year)
    if to <= last:
        raise BadValue(gettext("编号已用到%(last)s，只能跳到更大的号") % {"last": last}, field="to")
    numbers = _advance(series, year, _sound_count(to - last))
    _write([_row(series, year, n, state=NumberState.GAP, reason=words) for n in numbers])
    return numbers


def reference(series: str, year: int, number: int) -> str:
    """Write a reference number as documents do (编号): `线索〔2018〕17号`, without leading zeros."""
    return f"{series}〔{year}〕{number}号"


def gaps(series: str, year: int) -> list[int]:
    """Numbers of the year without an explanation (无说明的空号): whose rows are gone, and reservations that ran out."""
    rows = NumberTaken.objects.filter(series=series, year=year)
    taken = set(rows.exclude(_run_out()).values_list("number", flat=True))
    return [number for number in range(1, _last(series, year) + 1) if number not in taken]


@dataclass(frozen=True, slots=True)
class SeriesCount:
    """One series in one year (一个序列一年的编号情况).

    Attributes:
        last: the highest number. used, reserved: those that stand. voided: used or reserved ones taken back.
        explained: gaps with a reason. unexplained: what `gaps` lists.
    """

    series: str
    year: int
    last: int
    used: int
    reserved: int
    voided: int
    explained: int
    unexplained: int


def series_counts() -> list[SeriesCount]:
    """Every series and year, newest year first, then by series (编号台账). Two statements."""
    standing = Q(voided_at__isnull=True)
    counted = NumberTaken.objects.order_by().values_list("series", "year")
    rows = counted.annotate(
        all=Count("pk"),
        used=Count("pk", filter=standing & Q(state=NumberState.USED)),
        reserved=Count("pk", filter=standing & Q(state=NumberState.RESERVED) & ~_run_out()),
        voided=Count("pk", filter=~standing),
        explained=Count("pk", filter=Q(state=NumberState.GAP)),
        run_out=Count("pk", filter=_run_out()),
    )
    found = {(row[0], row[1]): row[2:] for row in rows}
    counts = []
    for series, year, last in NumberSeries.objects.order_by("-year", "series").values_list("series", "year", "last"):
        every, used, reserved, voided, explained, run_out = found.get((series, year), (0,) * 6)
        counts.append(SeriesCount(series, year, last, used, reserved, voided, explained, last - every + run_out))
    return counts


def numbers_of(series: str, year: int) -> "models.QuerySet[NumberTaken]":
    """The numbers of a series in a year, the newest first (编号明细)."""
    return NumberTaken.objects.filter(series=series, year=year).order_by("-number")


def _run_out() -> Q:
    """Reservations nobody filled in time (预留到期未用)."""
    return Q(state=NumberState.RESERVED, voided_at__isnull=True, reserved_until__lt=clock.today())


def _last(series: str, year: int) -> int:
    return NumberSeries.objects.filter(series=series, year=year).values_list("last", flat=True).first() or 0


def _advance(series: str, year: int, count: int) -> list[int]:
    """Move the series on and give the numbers passed; whoever comes second waits for the first's transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"numbers of {series!r} taken outside a transaction")
    rows = NumberSeries.objects.filter(series=series, year=year)
    while not rows.update(last=F("last") + count):
        NumberSeries.objects.get_or_create(series=series, year=year)
    last: int = rows.values_list("last", flat=True).get()
    return list(range(last - count + 1, last + 1))


def _row(series: str, year: int, number: int, **given: object) -> NumberTaken:
    return NumberTaken(series=series, year=year, number=number, **given)


def _write(rows: list[NumberTaken]) -> None:
    NumberTaken.objects.bulk_create(rows, batch_size=500)


def _sound_count(count: int) -> int:
    if not 1 <= count <= MOST_AT_ONCE:
        raise BadValue(gettext("一次1至%(most)s个号") % {"most": MOST_AT_ONCE}, field="count")
    return count


def _reason(reason: str, message: str = "") -> str:
    words = reason.strip()
    if not 0 < len(words) <= 200:
        raise BadValue(message or gettext("须写明用途或原因，不超过200字"), field="reason")
    return words
