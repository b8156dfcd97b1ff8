"""Background work by name (后台任务): kept in the database within the act's own transaction, run by a worker later.

A mechanism's `tasks.py` holds functions under `@task()` of django-tasks; an action names one and knows no more of it::

    jobs.enqueue("notices.deliver_notices", after=None)

What is enqueued in a transaction that is rolled back never happened. A task that fails is tried again, later each time;
one whose worker died is tried again when its lease has run out; so a task must be safe to run twice. An error meant for
a reader (`MingchaError`) will not go away by itself: no second try.
"""

import logging
import os
import socket
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from traceback import format_exception
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string
from django_tasks.base import TaskResultStatus as State
from django_tasks_db.models import DBTaskResult, get_date_max

from mingcha.kernel import clock
from mingcha.kernel.errors import MingchaError, NotInThisState, NotThere

Job = DBTaskResult[Any, Any]
logger = logging.getLogger(__name__)

MOST_TRIES = 5
LEASE = timedelta(minutes=15)
"""How long a task may say nothing before its worker is taken for dead; each `report` begins it anew."""

NOBODY = UUID(int=0)
_current: ContextVar[str | None] = ContextVar("mingcha_job", default=None)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a task has come (进度). `of` 0: not known."""

    state: str
    done: int = 0
    of: int = 0
    error: str = ""


def wait_before(tries: int) -> timedelta:
    """How long to wait after so many tries: 1, 5, 25, 125 minutes."""
    return timedelta(minutes=5 ** (tries - 1))


def enqueue(name: str, *, after: datetime | None = None, **arguments: Any) -> str:
    """Have a task run soon, or not before `after`; part of the transaction around it. Gives the job's id.

    Args:
        name: `<mechanism>.<function in its tasks.py>`.
        after: an instant; None: as soon as a worker is free.
        arguments: what JSON can hold; ids, not records.

    Raises:
        ImportError: there is no such task.
    """
    task = import_string(_path(name))
    return str(task.using(run_after=after).enqueue(**arguments).id)


def enqueue_once(name: str, *, after: datetime | None = None) -> None:
    """Have a task without arguments run, unless one of its kind waits already and will run no later. Two statements."""
    by = Q(run_after=get_date_max()) if after is None else Q(run_after=get_date_max()) | Q(run_after__lte=after)
    path = _path(name)
    if not DBTaskResult.objects.filter(by, task_path=path, status=State.READY).exists():
        enqueue(name, after=after)


def _path(name: str) -> str:
    mechanism, _, function = name.rpartition(".")
    return f"mingcha.{mechanism}.tasks.{function}"


def report(done: int, of: int) -> None:
    """Say how far the running task has come, and that it is alive; called outside a task, it says nothing."""
    running = DBTaskResult.objects.filter(pk=_current.get() or NOBODY, status=State.RUNNING)
    running.update(return_value={"done": done, "of": of}, run_after=clock.now() + LEASE)


def progress_of(job_id: str) -> Progress:
    """How far a task has come. One statement.

    Raises:
        NotThere: no such task, or forgotten after it was done.
    """
    job = DBTaskResult.objects.filter(pk=job_id).first()
    if job is None:
        raise NotThere(job_id)
    said = job.return_value if isinstance(job.return_value, dict) else {}
    return Progress(job.status, said.get("done", 0), said.get("of", 0), job.exception_class_path)


def name_of(job: Job) -> str:
    """The name it was enqueued by."""
    return job.task_path.removeprefix("mingcha.").replace(".tasks.", ".")


def failed() -> "QuerySet[Job]":
    """Tasks given up on, the newest first (未办成的后台任务)."""
    return DBTaskResult.objects.filter(status=State.FAILED).order_by("-finished_at", "pk")


def retry(job_id: str) -> None:
    """Have a task that was given up on tried again, with all its tries before it.

    Raises:
        NotInThisState: it did not fail.
    """
    again = {"status": State.READY, "worker_ids": [], "run_after": get_date_max(), "finished_at": None}
    if not DBTaskResult.objects.filter(pk=job_id, status=State.FAILED).update(**again):
        raise NotInThisState(job_id)


def run_next() -> bool:
    """Run one task that is due, if there is one. Idle, it is one read and takes no lock."""
    if not _due().exists():
        return False
    job = _claimed()
    if job is not None:
        _run(job)
    return job is not None


def run_all(limit: int = 1000) -> int:
    """Run what is due until nothing is; gives how many tasks ran."""
    for count in range(limit):
        if not run_next():
            return count
    return limit


def _due() -> "QuerySet[Job]":
    """Waiting and due, or running under a lease that has run out."""
    is_due = Q(run_after=get_date_max()) | Q(run_after__lte=clock.now())
    return DBTaskResult.objects.filter(
        Q(is_due, status=State.READY) | Q(status=State.RUNNING, run_after__lt=clock.now())
    )


@transaction.atomic
def _claimed() -> Job | None:
    """Take the next task; of two workers at once, one gets it. A task that killed its worker too often is given up."""
    job = _due().select_for_update(skip_locked=True).first()
    if job is None:
        return None
    if len(job.worker_ids) >= MOST_TRIES:
        _end(job, State.FAILED, exception_class_path="WorkerLost", traceback="the worker ended before the task did")
        return None
    job.worker_ids = [*job.worker_ids, f"{socket.gethostname()}:{os.getpid()}"]
    now = clock.now()
    DBTaskResult.objects.filter(pk=job.pk).update(
        status=State.RUNNING, started_at=now, run_after=now + LEASE, worker_ids=job.worker_ids
    )
    return job


def _run(job: Job) -> None:
    token = _current.set(str(job.pk))
    try:
        returned = import_string(job.task_path).call(*job.args_kwargs["args"], **job.args_kwargs["kwargs"])
    except Exception as error:  # whatever a task can raise is written down, and the worker goes on
        logger.exception("job %s", job.task_path)
        _missed(job, error)
    else:
        _end(job, State.SUCCESSFUL, return_value=returned, exception_class_path="", traceback="")
    finally:
        _current.reset(token)


def _missed(job: Job, error: Exception) -> None:
    """Write down what went wrong; try again later, or give up."""
    tries = len(job.worker_ids)
    says = {
        "exception_class_path": f"{type(error).__qualname__}: {error}",
        "traceback": "".join(format_exception(error)),
    }
    if isinstance(error, MingchaError) or tries >= MOST_TRIES:
        _end(job, State.FAILED, **says)
        return
    running = DBTaskResult.objects.filter(pk=job.pk, status=State.RUNNING)
    running.update(status=State.READY, run_after=clock.now() + wait_before(tries), **says)


def _end(job: Job, state: str, **values: Any) -> None:
    DBTaskResult.objects.filter(pk=job.pk, status__in=(State.RUNNING, State.READY)).update(
        status=state, finished_at=clock.now(), **values
    )
