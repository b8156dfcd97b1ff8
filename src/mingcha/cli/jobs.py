"""`mingcha jobs`: the worker as a process, and what became of background tasks."""

import signal
import threading

import click


@click.group()
def jobs() -> None:
    """Background work 后台任务: reminders, notices, rendering, exports."""


@jobs.command()
@click.option("--once", is_flag=True, help="Run what is due now, then end.")
def run(*, once: bool) -> None:
    """Be a worker until interrupted; any number may run beside each other."""
    from mingcha.kernel import schedule
    from mingcha.kernel.jobs import run_all

    if once:
        schedule.run_due()
        click.echo(f"已执行后台任务 {run_all()} 项")
        return
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    schedule.work(stop)


@jobs.command(name="list")
def list_failed() -> None:
    """The tasks given up on, the newest first: id, name, tries, what went wrong."""
    from mingcha.kernel.jobs import failed, name_of

    for job in failed():
        click.echo(f"{job.pk}\t{name_of(job)}\t{len(job.worker_ids)}\t{job.exception_class_path}")


@jobs.command()
@click.argument("job")
def retry(job: str) -> None:
    """Have the task JOB tried again."""
    from mingcha.kernel.jobs import retry as retry_job

    retry_job(job)
