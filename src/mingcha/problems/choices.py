"""States and kinds of the problem register."""

from django.db.models import TextChoices


class FindingMethod(TextChoices):
    """How a problem was found (查摆方式)."""

    FIELD_VISIT = "FIELD_VISIT", "实地调研"
    FORUM = "FORUM", "座谈研讨"
    QUESTIONNAIRE = "QUESTIONNAIRE", "问卷调查"
    OTHER = "OTHER", "其他"


class ProblemState(TextChoices):
    """问题状态: the owner proposes, somebody else confirms."""

    OPEN = "OPEN", "整改中"
    PROPOSED = "PROPOSED", "申请销号"
    CLOSED = "CLOSED", "已销号"
