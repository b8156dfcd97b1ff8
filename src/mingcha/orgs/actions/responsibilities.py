"""Who answers for a unit: assigning, ending, correcting (责任的确定、终止、更正)."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext

from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.records import void_row
from mingcha.orgs import access
from mingcha.orgs.choices import ResponsibilityKind
from mingcha.orgs.models import Post, Responsibility, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilityValues:
    """A leader and how he answers (责任的内容): the office, its holder where known, the unit of the office."""

    kind: ResponsibilityKind
    title: str
    name: str = ""
    leader_unit: int | None = None
    document: str = ""

    @property
    def columns(self) -> dict[str, object]:
        """Column -> value."""
        given = asdict(self)
        given["leader_unit_id"] = given.pop("leader_unit")
        return given


@transaction.atomic
def assign_responsibility(
    unit: Unit, *, actor: Post, values: ResponsibilityValues, happened_on: date | None = None
) -> Responsibility:
    """Have a leader answer for a unit from a day on (明确责任人). The first in responsibility is one: the one before
    ends the day before. Of the other kinds there may be several.

    Raises:
        BadValue: no office, a day to come, on which the unit did not exist, or on which another is the first already.
        NotInThisState: the same leader answers for it in the same way already.
    """
    if not access.may_assign_responsibility(actor, unit):
        raise Refused("orgs.assign_responsibility")
    _check(values)
    since = unit.in_being(clock.happened(happened_on))
    Unit.objects.select_for_update().filter(pk=unit.pk).values_list("pk").first()
    held = Responsibility.objects.current().filter(unit=unit, kind=values.kind)
    same = held.filter(title=values.title, name=values.name, leader_unit=values.leader_unit, valid_until__isnull=True)
    if same.exists():
        raise NotInThisState(same.first())
    if values.kind == ResponsibilityKind.FIRST:
        _make_room(unit, since)
    made: Responsibility = Responsibility.objects.create(unit=unit, valid_from=since, **values.columns)
    ledger.enter("orgs.assign_responsibility", actor=actor, on=made, after={"kind": made.kind, "since": since})
    return made


@transaction.atomic
def end_responsibility(responsibility: Responsibility, *, actor: Post, happened_on: date | None = None) -> None:
    """End a responsibility (终止责任); `happened_on` is its last day.

    Raises:
        BadValue: a day to come, or before it began.
        NotInThisState: ended or voided already.
    """
    if not access.may_assign_responsibility(actor, responsibility.unit):
        raise Refused("orgs.end_responsibility")
    last_day = clock.happened(happened_on)
    _end(responsibility, last_day)
    ledger.enter("orgs.end_responsibility", actor=actor, on=responsibility, after=str(last_day))


@transaction.atomic
def correct_responsibility(
    responsibility: Responsibility, *, actor: Post, values: ResponsibilityValues, reason: str
) -> Responsibility:
    """Void what was entered wrongly and enter what was right, for the same days (更正责任). The kind stays.

    Raises:
        BadValue: no reason, no office, or nothing would change.
        NotInThisState: voided already.
    """
    if not access.may_assign_responsibility(actor, responsibility.unit):
        raise Refused("orgs.correct_responsibility")
    _check(values)
    columns = {**values.columns, "kind": responsibility.kind}
    if all(getattr(responsibility, name) == value for name, value in columns.items()):
        raise BadValue(gettext("与原登记相同，无需更正"), field="title")
    void_row(responsibility, reason=reason)
    made: Responsibility = Responsibility.objects.create(
        unit=responsibility.unit,
        valid_from=responsibility.valid_from,
        valid_until=responsibility.valid_until,
        succeeds=responsibility,
        **columns,
    )
    ledger.enter(
        "orgs.correct_responsibility", actor=actor, on=made, before=responsibility.pk, after=made.kind, reason=reason
    )
    return made


def _check(values: ResponsibilityValues) -> None:
    if not values.title.strip():
        raise BadValue(gettext("须填写责任人职务"), field="title")


def _make_room(unit: Unit, since: date) -> None:
    """End the first in responsibility before this one."""
    others = Responsibility.objects.current().filter(unit=unit, kind=ResponsibilityKind.FIRST)
    clash = others.filter(valid_until__gte=since).first() or others.filter(valid_from__gte=since).first()
    if clash is not None:
        words = {"since": since, "start": clash.valid_from}
        raise BadValue(
            gettext("%(since)s 已有第一责任人（自 %(start)s 起），请填写更晚的日期，或更正原登记") % words,
            field="happened_on",
        )
    before = others.filter(valid_until__isnull=True).first()
    if before is not None:
        _end(before, since - timedelta(days=1))


def _end(responsibility: Responsibility, last_day: date) -> None:
    """Set the last day of one still open; of two who do it at once, one wins."""
    if last_day < responsibility.valid_from:
        words = {"until": last_day, "since": responsibility.valid_from}
        raise BadValue(gettext("截止日期 %(until)s 早于起始日期 %(since)s") % words, field="happened_on")
    still_open = Responsibility.objects.current().filter(pk=responsibility.pk, valid_until__isnull=True)
    if not still_open.update(valid_until=last_day):
        raise NotInThisState(responsibility)
    responsibility.valid_until = last_day
