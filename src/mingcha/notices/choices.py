"""Channels and states of notices."""

from django.db.models import TextChoices


class Channel(TextChoices):
    """Through what a notice goes (通知渠道)."""

    SMS = "SMS", "短信"
    IN_APP = "IN_APP", "站内消息"
    EMAIL = "EMAIL", "邮件"
    WECOM = "WECOM", "企业微信"
    DINGTALK = "DINGTALK", "钉钉"
    FEISHU = "FEISHU", "飞书"


class NoticeState(TextChoices):
    """What became of a notice (发送状态)."""

    QUEUED = "QUEUED", "待发送"
    SENDING = "SENDING", "发送中"
    SENT = "SENT", "已发出"
    DELIVERED = "DELIVERED", "已送达"
    FAILED = "FAILED", "发送失败"
