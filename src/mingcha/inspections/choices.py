"""Methods and kinds of inspection."""

from django.db.models import TextChoices


class Method(TextChoices):
    """How a visit was made (检查方式). Source: the four methods named in the 2018 sample, domain.md 1."""

    ONSITE_TRACE = "ONSITE_TRACE", "现场追踪"
    MYSTERY_SERVICE = "MYSTERY_SERVICE", "模拟办事"
    CITIZEN_PROBE = "CITIZEN_PROBE", "暗访群众"
    LEDGER_BACKTRACE = "LEDGER_BACKTRACE", "倒查台账"


class ReportedKind(TextChoices):
    """What sort of inspection a lower office reports to have made (自行检查类型)."""

    FULL_COVERAGE = "FULL_COVERAGE", "全覆盖明查暗访"
    SPECIAL = "SPECIAL", "专项督查"
