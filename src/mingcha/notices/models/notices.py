"""Notices: one message to one receiver through one channel."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from mingcha.kernel import clock
from mingcha.notices import access, rules
from mingcha.notices.choices import Channel, NoticeState
from mingcha.orgs.models import Post


class NoticeQuerySet(models.QuerySet[Any]):
    """Notices."""

    def visible_to(self, actor: Post) -> "NoticeQuerySet":
        """Those the post may see."""
        return self.filter(access.notices_visible_to(actor))

    def due(self, now: datetime) -> "NoticeQuerySet":
        """To be sent now; also what a worker took up and never finished."""
        left = Q(state=NoticeState.SENDING, claimed_at__lt=now - rules.CLAIM)
        return self.filter(Q(state=NoticeState.QUEUED, not_before__lte=now) | left)

    def unread(self) -> "NoticeQuerySet":
        """Not marked as read (未读)."""
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One message to one receiver (通知). The text names no matter: it says that something is due and where to look.

    Attributes:
        text: as pages show it; a link or code that opens something is masked in it.
        outgoing: what is handed to the transport where it differs from `text`; emptied once it has gone out.
        not_before: quiet hours and second tries move it.
        once_key: of what may be sent once only (one digest a day and unit); the database holds it.
    """

    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, verbose_name="单位", related_name="+")
    channel = models.CharField("渠道", max_length=20, choices=Channel)
    address = models.CharField("接收地址", max_length=200, blank=True, help_text="手机号、邮箱或账号")
    wording = models.CharField("用语", max_length=60, help_text="已批准用语的代码")
    text = models.CharField("内容", max_length=500)
    outgoing = models.CharField("发出原文", max_length=500, blank=True, editable=False)
    state = models.CharField("状态", max_length=20, choices=NoticeState, default=NoticeState.QUEUED)
    sent_by = models.ForeignKey("orgs.Post", on_delete=models.PROTECT, verbose_name="发出岗位", related_name="+")
    made_at = models.DateTimeField("生成时间", default=clock.now)
    not_before = models.DateTimeField("不早于", default=clock.now)
    claimed_at = models.DateTimeField("取出时间", null=True, blank=True)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    delivered_at = models.DateTimeField("送达时间", null=True, blank=True)
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("发送次数", default=0)
    gateway_ref = models.CharField("网关回执号", max_length=100, blank=True)
    error = models.CharField("失败原因", max_length=200, blank=True)
    once_key = models.CharField("只发一次", max_length=100, null=True, blank=True, unique=True)

    objects: ClassVar[Any] = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = "通知"
        indexes = (
            models.Index(fields=("state", "not_before"), name="notices_notice_due"),
            models.Index(fields=("unit", "channel", "read_at"), name="notices_notice_unread"),
            models.Index(fields=("address", "made_at"), name="notices_notice_address"),
        )

    def __str__(self) -> str:
        return self.text


class MessageQuerySet(NoticeQuerySet):
    """Messages shown on the site itself."""

    def visible_to(self, actor: Post) -> "MessageQuerySet":
        """Those sent to the post's unit."""
        return self.filter(access.messages_visible_to(actor), channel=Channel.IN_APP)


class Message(Notice):
    """A notice shown on the site itself (站内消息)."""

    objects: ClassVar[Any] = MessageQuerySet.as_manager()

    class Meta:
        proxy = True
        verbose_name = "站内消息"
        verbose_name_plural = "站内消息"
