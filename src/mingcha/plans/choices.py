"""States of plan review."""

from django.db.models import TextChoices


class Verdict(TextChoices):
    """审核意见: what closes a round. One 否 returns the plan."""

    PENDING = "PENDING", "审核中"
    PASSED = "PASSED", "通过"
    RETURNED = "RETURNED", "退回修改"
