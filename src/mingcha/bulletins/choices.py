"""States and kinds of bulletins."""

from django.db.models import TextChoices


class BulletinState(TextChoices):
    """通报状态: a draft is written freely, a signed one is fixed, an issued one is frozen for ever."""

    DRAFT = "DRAFT", "草稿"
    SIGNED = "SIGNED", "已签发待印"
    ISSUED = "ISSUED", "已印发"


class Format(TextChoices):
    """What a bulletin can be rendered as."""

    DOCX = "docx", "Word 文档"
    PDF = "pdf", "PDF"
    HTML = "html", "网页"
    TXT = "txt", "纯文本"
    JSON = "json", "数据底账"
