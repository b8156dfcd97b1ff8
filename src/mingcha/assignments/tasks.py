"""Background work of assignments: the daily reminder."""

from django_tasks import task

from mingcha.assignments import actions
from mingcha.orgs.queries import post_by_system_name


@task()
def remind_units() -> int:
    """Send today's reminders (每日提醒); a second run on the same day sends none. Gives how many units got one."""
    return actions.send_digests(actor=post_by_system_name("system"))
