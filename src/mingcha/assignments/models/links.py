"""One-time links: a task answered without an account."""

from django.db import models

from mingcha.assignments.models.tasks import Task
from mingcha.kernel import clock


class TaskLink(models.Model):
    """A link to one task for one mobile number (免登录链接). The secret itself is kept by nobody but its receiver."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="links", verbose_name="交办任务")
    digest = models.CharField("链接摘要", max_length=64, unique=True)
    mobile = models.CharField("手机号", max_length=20)
    code_digest = models.CharField("验证码摘要", max_length=64, blank=True)
    code_sent_at = models.DateTimeField("验证码发送时间", null=True, blank=True)
    tries = models.PositiveSmallIntegerField("验证次数", default=0)
    verified_at = models.DateTimeField("验证时间", null=True, blank=True)
    expires_at = models.DateTimeField("失效时间")
    used_at = models.DateTimeField("使用时间", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    made_by = models.ForeignKey("orgs.Post", on_delete=models.PROTECT, verbose_name="发出岗位", related_name="+")
    made_at = models.DateTimeField("发出时间", default=clock.now)

    class Meta:
        verbose_name = "免登录链接"
