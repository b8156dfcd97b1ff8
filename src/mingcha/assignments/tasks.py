"""Background work of assignments: the daily reminder; workbooks that came back, uploaded or mailed."""

from pathlib import Path

from django.conf import settings
from django_tasks import task

from mingcha.assignments import actions
from mingcha.assignments.actions import Came, Refusal
from mingcha.assignments.models import ReturnedWorkbook, Task
from mingcha.assignments.queries import returned
from mingcha.assignments.sheets import taking
from mingcha.kernel import evidence, jobs, letters
from mingcha.kernel.errors import BadFile, MingchaError, NotInThisState
from mingcha.orgs.models import Post
from mingcha.orgs.queries import post_by_system_name

SUFFIXES = (".xlsx", ".xls", ".ods", ".csv")


@task()
def remind_units() -> int:
    """Send today's reminders (每日提醒); a second run on the same day sends none. Gives how many units got one."""
    return actions.send_digests(actor=post_by_system_name("system"))


@task()
def take_workbooks(batch: str) -> int:
    """Look at the workbooks of a batch one after the other (核对填报表); a second run finds none waiting."""
    rows = returned.waiting_in(batch)
    for number, row in enumerate(rows, 1):
        if row.received_by is not None:
            _take(row, row.received_by)
        jobs.report(number, len(rows))
    return len(rows)


def _take(row: ReturnedWorkbook, actor: Post) -> None:
    """Take one whole, or refuse it whole."""
    try:
        if row.file is None:
            raise BadFile("", file=row.name)
        with evidence.open_stored(row.file) as file:
            content = file.read()
        found, given = taking.answer_in(content, name=row.name, actor=actor)
        actions.take_returned(row, actor=actor, task=found, given=given)
    except NotInThisState as error:
        if error.record is not row:
            actions.refuse_returned(row, actor=actor, refusal=Refusal.of(error))
    except MingchaError as error:
        actions.refuse_returned(row, actor=actor, refusal=Refusal.of(error))


@task()
def receive_mail() -> int:
    """Take in the mail folder's new messages (收取寄回的填报表); without a folder set there is nothing to do."""
    if not settings.MAILDIR:
        return 0
    folder, count = Path(settings.MAILDIR), 0
    for letter in letters.new_letters(folder):
        count += _received(letter)
        letters.settle(folder, letter)
    return count


def _received(letter: letters.Letter) -> int:
    """Keep the workbooks of one message, task by task; gives how many. What a machine wrote has none."""
    files = [one for one in letter.attachments if one.name.lower().endswith(SUFFIXES)]
    if letter.is_automatic or letter.is_too_large or not files:
        return 0
    system, kept = post_by_system_name("system"), 0
    for number, one in enumerate(files):
        key = f"{letter.identity}:{number}"
        came = Came(one.name, one.content, sender=letter.sender, once_key=key)
        found = _task_of(one.content, one.name, letter.sender)
        says = "" if found else "寄件邮箱不是该单位登记的联络邮箱，或不是本系统给出的填报表"
        kept += actions.receive_letter([came], actor=system, task=found, says=says) is not None
    return kept


def _task_of(content: bytes, name: str, sender: str) -> Task | None:
    """The task a mailed workbook is for, if its unit has registered the sender's address."""
    try:
        task_id = taking.marked_task_id(content, name=name)
    except BadFile:
        return None
    return returned.task_mailed_by(task_id, sender)
