"""A directive to many units, each with a clerk who is signed in: `python -m tests.long.clerks_world COUNT` in a site.

Prints as JSON, for each unit: the number of its task, the session of its clerk. Without a count it prints what came of
it: for each task the values it was answered with, and how often the ledger says so.
"""

import json
import sys
from datetime import timedelta

import django


def make(count: int) -> list[dict[str, object]]:
    """The units with their tasks, all signed for."""
    from mingcha.assignments import actions
    from mingcha.assignments.rules import FieldRow
    from mingcha.campaigns.tests.factories import a_campaign
    from mingcha.kernel import clock
    from mingcha.orgs.tests.factories import a_post, a_unit

    campaign = a_campaign()
    office = a_post(campaign.office)
    asked = actions.Asked(
        title="一季度数据", asks="填表", basis="通知", minutes_needed=1, due_on=clock.today() + timedelta(days=7)
    )
    form = [FieldRow(code="persons", label="人数", kind="NUMBER", word="人")]
    units = [a_unit(f"第{number}县") for number in range(count)]
    directive = actions.issue_directive(campaign, actor=office, asked=asked, units=units, fields=form)
    made = []
    for task in directive.tasks.select_related("unit", "directive"):
        clerk = a_post(task.unit, role="CLERK")
        actions.sign_for_task(task, actor=clerk)
        made.append({"task": task.pk, "session": session_of(clerk)})
    return made


def session_of(post: object) -> str:
    """The key of a session in which the person of a post is signed in."""
    from django.contrib.auth import login
    from django.contrib.sessions.backends.db import SessionStore
    from django.http import HttpRequest

    from mingcha.orgs.tests.factories import an_account

    request = HttpRequest()
    request.session = SessionStore()
    account = an_account(post)  # type: ignore[arg-type]
    from django.conf import settings

    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[-1])
    request.session.save()
    return str(request.session.session_key)


def history() -> dict[str, object]:
    """What the database says became of the tasks."""
    from mingcha.assignments.models import Submission, Value
    from mingcha.kernel.models import LedgerEntry

    values: dict[int, list[int]] = {}
    for task, number in Value.objects.order_by("pk").values_list("submission__task", "number"):
        values.setdefault(task, []).append(int(number or 0))
    return {
        "values": values,
        "submissions": Submission.objects.count(),
        "entries": LedgerEntry.objects.filter(verb="assignments.submit_task", outcome="DONE").count(),
    }


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(make(int(sys.argv[1])) if sys.argv[1:] else history()))
