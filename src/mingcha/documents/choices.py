"""In whose name a document is issued, and what type it is."""

from django.db.models import TextChoices


class Authority(TextChoices):
    """In whose name a document is issued (发文机关); who drafted it is another matter."""

    TWO_OFFICES = "TWO_OFFICES", "省委省政府“两办”"
    PARTY_OFFICE = "PARTY_OFFICE", "省委办公厅"
    GOVERNMENT_OFFICE = "GOVERNMENT_OFFICE", "省政府办公厅"
    LEADING_GROUP = "LEADING_GROUP", "领导小组"
    LEADING_OFFICE = "LEADING_OFFICE", "领导小组办公室"


class DocumentType(TextChoices):
    """Type of an official document (文种). Source: 中办发〔2012〕14号, art. 8; 方案 as offices use it beside."""

    NOTICE = "NOTICE", "通知"
    CIRCULAR = "CIRCULAR", "通报"
    OPINION = "OPINION", "意见"
    REPORT = "REPORT", "报告"
    LETTER = "LETTER", "函"
    MINUTES = "MINUTES", "纪要"
    PLAN = "PLAN", "方案"
    OTHER = "OTHER", "其他"
