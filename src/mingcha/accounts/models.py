"""Tables of signing in: failures counted, and who is signed in where."""

from typing import Self

from django.db import models

from mingcha.accounts import access, rules
from mingcha.accounts.choices import Counted, Way
from mingcha.kernel import clock
from mingcha.orgs.models import Account


class Tries(models.Model):
    """Failed tries of one user name or from one address (登录失败计数). In the database: it holds for all processes.

    Attributes:
        key: the number of an account, or an address; of a name that is nobody's an HMAC, people type passwords there.
    """

    kind = models.CharField("计数对象", max_length=10, choices=Counted)
    key = models.CharField("对象", max_length=64)
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.CASCADE, related_name="tries", verbose_name="账号"
    )
    count = models.PositiveIntegerField("失败次数", default=0)
    began_at = models.DateTimeField("开始时间")
    locked_until = models.DateTimeField("锁定至", null=True, blank=True)

    class Meta:
        verbose_name = "登录失败计数"
        constraints = (models.UniqueConstraint(fields=("kind", "key"), name="accounts_tries_once"),)
        indexes = (models.Index(fields=("began_at",), name="accounts_tries_began"),)

    @property
    def tally(self) -> rules.Tally:
        """As a plain value."""
        return rules.Tally(self.count, self.began_at, self.locked_until)


class SignInQuerySet(models.QuerySet["SignIn"]):
    """Sign-ins."""

    def visible_to(self, account: Account) -> Self:
        """Those of the person's own account."""
        return self.filter(access.sign_ins_visible_to(account))


class SignIn(models.Model):
    """Where an account is signed in (登录设备). The row goes with the session; the ledger keeps that it was."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sign_ins", verbose_name="账号")
    session_key = models.CharField("会话", max_length=40, unique=True, editable=False)
    began_at = models.DateTimeField("登录时间", default=clock.now)
    address = models.CharField("地址", max_length=45)
    agent = models.CharField("浏览器", max_length=300)
    way = models.CharField("登录方式", max_length=20, choices=Way)

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = "登录设备"

    @property
    def browser(self) -> str:
        """The browser in two words."""
        return rules.browser_named(self.agent)
