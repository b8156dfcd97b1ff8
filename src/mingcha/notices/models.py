"""Notices: one message to one receiver through one channel."""

from django.db import models

from mingcha.kernel import clock
from mingcha.notices import access
from mingcha.notices.choices import Channel, NoticeState
from mingcha.orgs.models import Post


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices."""

    def visible_to(self, actor: Post) -> "NoticeQuerySet":
        """Those the post may see."""
        return self.filter(access.notices_visible_to(actor))


class Notice(models.Model):
    """One message to one receiver (通知). The text names no matter: it says that something is due and where to look."""

    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, verbose_name="单位", related_name="+")
    channel = models.CharField("渠道", max_length=20, choices=Channel)
    address = models.CharField("接收地址", max_length=200, blank=True, help_text="手机号、邮箱或账号")
    wording = models.CharField("用语", max_length=60, help_text="已批准用语的代码")
    text = models.CharField("内容", max_length=500)
    state = models.CharField("状态", max_length=20, choices=NoticeState, default=NoticeState.QUEUED)
    sent_by = models.ForeignKey("orgs.Post", on_delete=models.PROTECT, verbose_name="发出岗位", related_name="+")
    made_at = models.DateTimeField("生成时间", default=clock.now)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    delivered_at = models.DateTimeField("送达时间", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("发送次数", default=0)
    gateway_ref = models.CharField("网关回执号", max_length=100, blank=True)
    error = models.CharField("失败原因", max_length=200, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = "通知"

    def __str__(self) -> str:
        return self.text
