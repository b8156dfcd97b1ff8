"""One-time links: a task answered without an account."""

from typing import Any, ClassVar

from django.db import models

from mingcha.assignments import access, rules
from mingcha.assignments.choices import LinkState
from mingcha.assignments.models.tasks import Task
from mingcha.kernel import clock
from mingcha.orgs.models import Post


class TaskLinkQuerySet(models.QuerySet[Any]):
    """Links."""

    def visible_to(self, actor: Post) -> "TaskLinkQuerySet":
        """Those to tasks that the post's own side asked."""
        return self.filter(task__in=Task.objects.filter(access.tasks_asked_by_visible_to(actor)))

    def unused(self) -> "TaskLinkQuerySet":
        """Neither used nor withdrawn; they may have expired."""
        return self.filter(used_at__isnull=True, withdrawn_at__isnull=True)


class TaskLink(models.Model):
    """A link to one task for one mobile number (免登录链接). The secret itself is kept by nobody but its receiver."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="links", verbose_name="交办任务")
    digest = models.CharField("链接摘要", max_length=64, unique=True)
    mobile = models.CharField("手机号", max_length=20)
    code_digest = models.CharField("验证码摘要", max_length=64, blank=True)
    code_sent_at = models.DateTimeField("验证码发送时间", null=True, blank=True)
    codes_sent = models.PositiveSmallIntegerField("验证码发送次数", default=0)
    tries = models.PositiveSmallIntegerField("验证次数", default=0)
    verified_at = models.DateTimeField("验证时间", null=True, blank=True)
    expires_at = models.DateTimeField("失效时间")
    used_at = models.DateTimeField("使用时间", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    made_by = models.ForeignKey("orgs.Post", on_delete=models.PROTECT, verbose_name="发出岗位", related_name="+")
    made_at = models.DateTimeField("发出时间", default=clock.now)

    objects: ClassVar[Any] = TaskLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "免登录链接"
        verbose_name_plural = "免登录链接"

    def __str__(self) -> str:
        return f"{self.task} {rules.masked(self.mobile)}"

    @property
    def state(self) -> LinkState:
        """What it can still be used for."""
        used, withdrawn = self.used_at is not None, self.withdrawn_at is not None
        return rules.link_state(clock.now(), expires_at=self.expires_at, is_used=used, is_withdrawn=withdrawn)

    @property
    def masked(self) -> str:
        """The number as pages show it."""
        return rules.masked(self.mobile)

    @property
    def session(self) -> str:
        """How the ledger names what was done through it: its number and the masked mobile."""
        return f"link {self.pk} {rules.masked(self.mobile)}"
