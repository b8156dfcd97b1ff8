"""`mingcha jobs`: the worker as a process, tasks given up on."""

import signal

import pytest

from mingcha.cli.tests.factories import run
from mingcha.kernel import jobs
from mingcha.kernel.models import NumberSeries

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Capsys = pytest.CaptureFixture[str]


def test_run_once_does_what_is_due(capsys: Capsys) -> None:
    jobs.enqueue("kernel.tests.note", series="a")

    assert run(capsys, "jobs", "run", "--once") == (0, "已执行后台任务 1 项\n", "")
    assert NumberSeries.objects.filter(series="a").exists()


def test_given_up_task_is_listed_and_can_be_retried(capsys: Capsys) -> None:
    job = jobs.enqueue("kernel.tests.refuse")
    jobs.run_all()

    assert run(capsys, "jobs", "list").out == f"{job}\tkernel.tests.refuse\t1\tBadValue: never\n"
    assert run(capsys, "jobs", "retry", job).code == 0
    assert run(capsys, "jobs", "list").out == ""
    assert run(capsys, "jobs", "retry", job).code == 2


def test_worker_ends_when_it_is_told_to(capsys: Capsys) -> None:
    before = signal.getsignal(signal.SIGALRM), signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGTERM))
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        assert run(capsys, "jobs", "run").code == 0
    finally:
        for number, handler in zip((signal.SIGALRM, signal.SIGTERM, signal.SIGINT), before, strict=True):
            signal.signal(number, handler)
