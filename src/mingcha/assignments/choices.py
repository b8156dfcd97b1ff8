"""States of a task."""

from django.db.models import TextChoices


class TaskState(TextChoices):
    """交办任务状态."""

    ISSUED = "ISSUED", "待签收"
    SIGNED_FOR = "SIGNED_FOR", "办理中"
    SUBMITTED = "SUBMITTED", "已报送"
    RETURNED = "RETURNED", "被退回"
    ACCEPTED = "ACCEPTED", "已办结"
