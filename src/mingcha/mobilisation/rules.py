"""Decisions of mobilisation, as pure functions, and what its records are entered with."""

from dataclasses import dataclass
from datetime import date

from mingcha.campaigns.rules import RecordRow
from mingcha.kernel.errors import BadValue
from mingcha.mobilisation.choices import Coverage, MeetingKind, Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow(RecordRow):
    """A meeting (会议): `title` may be empty where the source gives none."""

    kind: MeetingKind
    purpose: Purpose
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow(RecordRow):
    """A training course (培训班): `target_persons` is the size of the audience, None where not reported."""

    name: str
    audience: str = ""
    target_persons: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow(RecordRow):
    """One session of a course (一期): four numbers of persons kept apart, None where not reported.

    `number` None means the next one.
    """

    number: int | None = None
    enrolled: int | None = None
    started: int | None = None
    attended: int | None = None
    passed: int | None = None


def lag_days(*, issued_on: date, relayed_on: date) -> int:
    """Days from an instruction to its relay; 0 on the same day (当天传达). Natural days.

    Raises:
        BadValue: relayed before it was issued.

    Source: domain.md 1, “当天/第一时间/迅速 stand on the lag from the instruction”.
    """
    if relayed_on < issued_on:
        raise BadValue(f"传达日期（{relayed_on}）早于部署日期（{issued_on}）", field="happened_on")
    return (relayed_on - issued_on).days


def coverage_of(target_persons: int | None, covered_persons: int | None, told: Coverage) -> Coverage:
    """How much of the audience is reached: counted where both numbers are reported, else as the unit tells.

    Raises:
        BadValue: nothing is reported, more persons than there are, or what is told contradicts the numbers.
    """
    if target_persons is None or covered_persons is None:
        if told is Coverage.NOT_REPORTED:
            raise BadValue("未报覆盖情况", field="coverage")
        return told
    if covered_persons > target_persons:
        raise BadValue(f"已培训{covered_persons}人，多于培训对象{target_persons}人", field="covered_persons")
    counted = Coverage.FULL if covered_persons == target_persons else Coverage.PARTIAL
    if told not in {Coverage.NOT_REPORTED, counted}:
        raise BadValue(f"所报“{told.label}”与人数不符（{covered_persons}/{target_persons}）", field="coverage")
    return counted


def sound_attendance(row: SessionRow) -> None:
    """Enrolled ≥ started ≥ attended ≥ passed, among those reported (报名、报到、参训、结业人数逐级不增).

    Raises:
        BadValue: negative, or more persons than in the number before; `field` names it.
    """
    last: int | None = None
    for field in ("enrolled", "started", "attended", "passed"):
        value: int | None = getattr(row, field)
        if value is None:
            continue
        if value < 0 or (last is not None and value > last):
            raise BadValue(f"人数有误：{value}", field=field)
        last = value
