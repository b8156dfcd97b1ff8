"""Thirty-two writers on the embedded database, each signing for tasks through the action (performance.md 8).

Nobody may be told "locked"; the slowest of a hundred may wait twice as long as thirty-two take in turn.
"""

import statistics
import threading
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

from benchmarks.table import Row

WRITERS, EACH = 32, 12


def rows() -> Iterator[Row]:
    """One writer alone, then thirty-two at once, on the database of the demo."""
    from django.db import connection

    tasks = _tasks(WRITERS * EACH + EACH * 4)
    alone = _run([tasks[: EACH * 4]])
    together = _run([tasks[EACH * 4 + n * EACH : EACH * 4 + (n + 1) * EACH] for n in range(WRITERS)])
    rate, p99 = len(together.took) / together.whole, statistics.quantiles(together.took, n=100)[-1]
    yield Row("32 writers: acts refused or locked", len(together.errors), "acts", limit=0)
    yield Row("– p99 of an act", 1000 * p99, peer=1000 * WRITERS / rate, against="32 acts in turn", limit=2)
    yield Row("– acts a second", rate, "acts/s", EACH * 4 / alone.whole, "one writer alone")
    connection.close()


class _Took:
    """What a run of writers took."""

    def __init__(self) -> None:
        self.took: list[float] = []
        self.errors: list[BaseException] = []
        self.whole = 0.0


def _run(shares: list[list[Any]]) -> _Took:
    from mingcha.orgs.models import Post

    result, clerks = _Took(), {post.unit_id: post for post in Post.objects.filter(role="CLERK")}
    start = threading.Barrier(len(shares) + 1)
    threads = [threading.Thread(target=_write, args=(share, clerks, result, start)) for share in shares]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    result.whole = time.perf_counter() - began
    return result


def _write(share: list[Any], clerks: dict[int, Any], result: _Took, start: threading.Barrier) -> None:
    from django.db import connection

    from mingcha.assignments.actions import sign_for_task

    start.wait()
    for task in share:
        began = time.perf_counter()
        try:
            sign_for_task(task, actor=clerks[task.unit_id])
        except Exception as error:
            result.errors.append(error)
        result.took.append(time.perf_counter() - began)
    connection.close()


def _tasks(count: int) -> list[Any]:
    from mingcha.assignments.actions import Asked, issue_directive
    from mingcha.assignments.models import Task
    from mingcha.campaigns.models import Campaign
    from mingcha.orgs.models import Post, Unit
    from mingcha.orgs.tests.factories import a_post

    campaign, office = Campaign.objects.get(), Post.objects.get(system_name="loader")
    units = list(Unit.objects.filter(level="COUNTY", valid_until=None).in_official_order()[:100])
    held = set(Post.objects.filter(role="CLERK").values_list("unit_id", flat=True))
    for unit in units:
        if unit.pk not in held:
            a_post(unit, role="CLERK")
    numbers = []
    while len(numbers) * len(units) < count:
        title = f"并发{len(numbers)}"
        asked = Asked(title=title, asks="签收", basis="通知", minutes_needed=1, due_on=date(2026, 12, 31))
        numbers.append(issue_directive(campaign, actor=office, asked=asked, units=units).pk)
    return list(Task.objects.filter(directive__in=numbers).select_related("unit", "directive").order_by("pk")[:count])
