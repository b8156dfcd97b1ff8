"""States and kinds of leads."""

from django.db.models import TextChoices


class SourceKind(TextChoices):
    """Where a lead came from (来源)."""

    INSPECTION = "INSPECTION", "明查暗访"
    TIP = "TIP", "举报"
    TRANSFER = "TRANSFER", "转来"
    MEDIA = "MEDIA", "媒体反映"
    OTHER = "OTHER", "其他"


class IssueGroup(TextChoices):
    """What a lead or finding is about (问题类别). Source: domain.md 7, from a published 2018 provincial notice."""

    SYSTEM = "SYSTEM", "制度"
    DISCIPLINE = "DISCIPLINE", "纪律"
    ATTITUDE = "ATTITUDE", "态度"
    EFFICIENCY = "EFFICIENCY", "效率"
    INTEGRITY = "INTEGRITY", "廉洁"
    FACILITY = "FACILITY", "设施"
    OTHER = "OTHER", "其他"


class LeadState(TextChoices):
    """How far a lead has come (办理状态)."""

    CHECKING = "CHECKING", "核查中"
    TRANSFERRED = "TRANSFERRED", "已移交"
    RETURNED = "RETURNED", "已反馈结果"
    CLOSED = "CLOSED", "办结"


class LeadResult(TextChoices):
    """What closing found (核查结果). Only 属实 and 部分属实 make a lead a problem."""

    PROVED = "PROVED", "属实"
    PARTLY = "PARTLY", "部分属实"
    NOT_PROVED = "NOT_PROVED", "不属实"
    UNVERIFIABLE = "UNVERIFIABLE", "无法核实"
