"""Tokens by which another system acts in a post (接口令牌)."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from mingcha.kernel import clock
from mingcha.orgs import access
from mingcha.orgs.models.posts import Account, Post


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Tokens."""

    def visible_to(self, actor: Post) -> Self:
        """Those the post may see."""
        return self.filter(access.tokens_visible_to(actor))

    def in_force(self) -> Self:
        """Neither withdrawn nor expired (有效): the post and an account of its person may still have ended."""
        return self.filter(revoked_at__isnull=True, expires_on__gte=clock.today())

    def acting(self) -> Self:
        """In force, in a post held today by a person whose account is open: as strict as signing in."""
        open_accounts = Account.objects.filter(person=OuterRef("post__person"), is_active=True)
        held = Post.objects.valid_on(clock.today())
        return self.in_force().filter(Exists(open_accounts), post__in=held)


class ApiToken(models.Model):
    """A token of one post (接口令牌). The secret is shown once and kept by nobody but its holder; we keep its digest.

    Attributes:
        scopes: values of `ApiScope`, never empty.
        expires_on: the last day it works.
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tokens", verbose_name="岗位")
    name = models.CharField("名称", max_length=40, help_text="写明哪个系统使用，台账中以此名记录")
    digest = models.CharField("令牌摘要", max_length=64, unique=True, editable=False)
    scopes: Any = models.JSONField("权限范围", default=list)
    expires_on = models.DateField("有效期至")
    made_at = models.DateTimeField("生成时间", default=clock.now, editable=False)
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="停用岗位"
    )

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = "接口令牌"
        verbose_name_plural = "接口令牌"
        constraints = (
            models.UniqueConstraint(
                fields=("post", "name"), condition=Q(revoked_at__isnull=True), name="orgs_api_token_name_once"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_in_force(self) -> bool:
        """Neither withdrawn nor expired."""
        return self.revoked_at is None and self.expires_on >= clock.today()
