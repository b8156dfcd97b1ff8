"""Kinds of mobilisation: meetings, what they are for, what happens in them, coverage of training."""

from django.db.models import TextChoices


class MeetingKind(TextChoices):
    """What sort of meeting it is (会议形式)."""

    STANDING_COMMITTEE = "STANDING_COMMITTEE", "党委常委会"
    PARTY_GROUP = "PARTY_GROUP", "党组（党委）会"
    PARTY_GROUP_ENLARGED = "PARTY_GROUP_ENLARGED", "党组（党委）扩大会议"
    DEPARTMENT = "DEPARTMENT", "部务会"
    GENERAL = "GENERAL", "大会"
    SYSTEM = "SYSTEM", "系统会"
    SPECIAL = "SPECIAL", "专项工作会议"
    OTHER = "OTHER", "其他会议"


class Purpose(TextChoices):
    """What a meeting is for (会议目的); a unit that does two things at once holds it under the weightier one."""

    DEPLOY = "DEPLOY", "动员部署"
    RELAY = "RELAY", "传达学习"
    SPECIAL = "SPECIAL", "专项部署"
    PROGRESS = "PROGRESS", "调度推进"
    OTHER = "OTHER", "其他"


class AgendaKind(TextChoices):
    """What happens at one point of the agenda (会议议程)."""

    RELAY = "RELAY", "传达"
    DEPLOY = "DEPLOY", "部署"
    SCREENING = "SCREENING", "放映"
    SELF_CRITICISM = "SELF_CRITICISM", "检讨"
    PLEDGE = "PLEDGE", "表态"
    CASES = "CASES", "通报"
    OTHER = "OTHER", "其他"


class Coverage(TextChoices):
    """How much of its audience a training course has reached (培训覆盖)."""

    NOT_REPORTED = "NOT_REPORTED", "未报"
    PARTIAL = "PARTIAL", "部分覆盖"
    FULL = "FULL", "全覆盖"
