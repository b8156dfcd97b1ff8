"""What time it is (时钟): instants in UTC, dates in China. The only place that asks the machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from mingcha.kernel.errors import BadValue

CHINA = ZoneInfo("Asia/Shanghai")
_set: ContextVar[datetime | None] = ContextVar("mingcha_clock", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC (现在)."""
    return _set.get() or datetime.now(UTC)


def today() -> date:
    """The present date in China (今天)."""
    return now().astimezone(CHINA).date()


def in_china(instant: datetime) -> str:
    """An instant as a notice says it: 2018-04-09 16:30."""
    return f"{instant.astimezone(CHINA):%Y-%m-%d %H:%M}"


def happened(on: date | None, *, field: str = "happened_on") -> date:
    """The day something happened (发生日期): today if not said.

    Raises:
        BadValue: the day lies in the future.
    """
    present = today()
    if on is None:
        return present
    if on > present:
        raise BadValue(
            gettext("日期不能晚于今天（%(today)s）：%(day)s") % {"today": present, "day": on},
            field=field,
        )
    return on


@contextmanager
def set_to(instant: datetime) -> Iterator[None]:
    """Let the clock stand at `instant` within the block, in this context only: other threads keep their own time.

    For tests and the demo. Blocks may be nested.

    Raises:
        BadValue: the instant has no time zone.
    """
    if instant.tzinfo is None:
        raise BadValue(gettext("时刻缺少时区：%(instant)s") % {"instant": instant}, field="instant")
    token = _set.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _set.reset(token)
