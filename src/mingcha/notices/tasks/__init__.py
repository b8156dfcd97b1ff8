"""Background work of notices: what is due is handed to its transport, twenty at a time."""

from django_tasks import task

from mingcha.kernel import clock, jobs
from mingcha.notices import actions, queries
from mingcha.notices.actions._claiming import claim_notices
from mingcha.notices.tasks import _transports
from mingcha.orgs.queries import post_by_system_name


@task()
def deliver_notices() -> int:
    """Send what is due (发送到期通知); what must wait is enqueued for when it may go. Gives how many were tried."""
    system, tried = post_by_system_name("system"), 0
    while claimed := claim_notices():
        actions.record_deliveries([_transports.send(notice) for notice in claimed], actor=system)
        tried += len(claimed)
        jobs.report(tried, 0)
    following = queries.next_due()
    if following is not None:
        jobs.enqueue_once("notices.deliver_notices", after=max(following, clock.now()))
    return tried
