"""What is to be done again and again (定时任务), and the worker that does it with everything else enqueued.

A mechanism enters its schedules in `apps.py`::

    schedule.daily("assignments.remind_units", at=time(8, 0))

Several workers may run at once: a schedule is enqueued by one of them.
"""

import logging
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.db import close_old_connections, connections, transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from mingcha.kernel import clock, jobs
from mingcha.kernel.models import JobSchedule

logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 20
IDLE_SECONDS = 1.0
KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Schedule:
    """One task and when it is due: at a time of the day in China, or every so many minutes."""

    name: str
    at: time | None = None
    minutes: int = 0

    def latest(self, now: datetime) -> datetime:
        """The newest instant, not after `now`, at which it is due."""
        if self.at is None:
            step = self.minutes * 60
            return datetime.fromtimestamp(now.timestamp() // step * step, tz=UTC)
        local = now.astimezone(clock.CHINA)
        found = local.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        return found if found <= local else found - timedelta(days=1)


_schedules: dict[str, Schedule] = {}


def daily(name: str, *, at: time) -> None:
    """Have a task run every day at this time in China."""
    _schedules[name] = Schedule(name, at=at)


def every(name: str, *, minutes: int) -> None:
    """Have a task run every so many minutes."""
    _schedules[name] = Schedule(name, minutes=minutes)


def forget(name: str) -> None:
    """Take a schedule out again (for tests)."""
    _schedules.pop(name, None)


def run_due() -> int:
    """Enqueue what has come due since it was last enqueued; gives how many. What was missed is made up for once.

    A schedule seen for the first time waits for its next time.
    """
    last = dict(JobSchedule.objects.values_list("name", "last_at"))
    now = clock.now()
    new = [JobSchedule(name=name, last_at=now) for name in _schedules if name not in last]
    if new:
        JobSchedule.objects.bulk_create(new, ignore_conflicts=True)
    due = [s for name, s in _schedules.items() if name in last and last[name] < s.latest(now)]
    return sum(_enqueued(schedule, last[schedule.name], now) for schedule in due)


@transaction.atomic
def _enqueued(schedule: Schedule, last_at: datetime, now: datetime) -> bool:
    if not JobSchedule.objects.filter(name=schedule.name, last_at=last_at).update(last_at=now):
        return False
    jobs.enqueue(schedule.name)
    return True


def forget_finished() -> int:
    """Drop tasks done a week ago; those given up on stay until somebody looks."""
    done = DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=clock.now() - KEPT)
    return done.delete()[0]


def work(stop: threading.Event, *, idle_seconds: float = IDLE_SECONDS) -> None:
    """Be a worker until `stop` is set: schedules every 20 seconds, tasks as they come. No error ends it."""
    looked: datetime | None = None
    while not stop.is_set():
        close_old_connections()
        try:
            now = clock.now()
            if looked is None or now - looked >= timedelta(seconds=LOOK_EVERY_SECONDS):
                run_due()
                forget_finished()
                looked = now
            is_idle = not jobs.run_next()
        except Exception:  # the database may be away for a while; the worker stays
            logger.exception("worker")
            is_idle = True
        close_old_connections()
        if is_idle:
            stop.wait(idle_seconds)


def start_thread() -> threading.Event:
    """Start a worker as a thread of this process (the embedded site); set the event given back to end it."""
    stop = threading.Event()
    threading.Thread(target=_work_and_leave, args=(stop,), name="mingcha-worker", daemon=True).start()
    return stop


def _work_and_leave(stop: threading.Event) -> None:
    """Work, and close the thread's own connections, which nobody else can."""
    try:
        work(stop)
    finally:
        connections.close_all()
