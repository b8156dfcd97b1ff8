"""People, the posts they act in and the accounts they sign in with (人员、岗位、账号)."""

import uuid
from datetime import date
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from mingcha.kernel import clock
from mingcha.orgs import access
from mingcha.orgs.choices import PostRole


class Person(models.Model):
    """Somebody who holds a post or sits in a leading group (人员). No name: known by the office alone.

    Attributes:
        person_key: random; the only personal column that facts may carry.
    """

    name = models.CharField("姓名", max_length=50, blank=True)
    person_key = models.UUIDField("人员标识", default=uuid.uuid4, unique=True, editable=False)
    recorded_at = models.DateTimeField("登记时间", default=clock.now, editable=False)

    class Meta:
        verbose_name = "人员"
        verbose_name_plural = "人员"


class PostQuerySet(models.QuerySet["Post"]):
    """Posts with the registry's own words."""

    def visible_to(self, actor: "Post | None") -> Self:
        """Those that an administrator may see."""
        return self.filter(access.posts_visible_to(actor))

    def valid_on(self, day: date) -> Self:
        """Posts held on that day, in units not yet closed (当日在岗)."""
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
            Q(unit__isnull=True) | Q(unit__valid_until__isnull=True) | Q(unit__valid_until__gte=day),
            valid_from__lte=day,
        )


class Post(models.Model):
    """The post a person acts in (岗位): every action and every ledger entry names it.

    Built-in posts (`system`, `loader`) have no unit and no person, so nobody can sign in as one.
    """

    unit = models.ForeignKey(
        "orgs.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="posts", verbose_name="单位"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="posts", verbose_name="人员"
    )
    title = models.CharField("岗位名称", max_length=50)
    role = models.CharField("岗位角色", max_length=20, choices=PostRole)
    system_name = models.CharField("内置岗位", max_length=20, null=True, blank=True, unique=True)
    valid_from = models.DateField("任职起", default=clock.today)
    valid_until = models.DateField("任职止", null=True, blank=True)
    recorded_at = models.DateTimeField("登记时间", default=clock.now, editable=False)

    is_deputised = False
    """Set on a post that somebody else acts in by a delegation; no column."""

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "岗位"
        verbose_name_plural = "岗位"
        constraints = (
            models.CheckConstraint(condition=Q(role__in=PostRole.values), name="orgs_post_known_role"),
            models.CheckConstraint(
                condition=Q(role=PostRole.SYSTEM, system_name__isnull=False, unit__isnull=True, person__isnull=True)
                | (~Q(role=PostRole.SYSTEM) & Q(system_name__isnull=True, unit__isnull=False)),
                name="orgs_post_system_or_of_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="orgs_post_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=("person",),
                condition=Q(role__in=access.ADMINISTRATORS, valid_until__isnull=True),
                name="orgs_post_one_administrator",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_office(self) -> bool:
        """Staff of the leading-group office and its head (办公室工作人员), and the loader that enters its records."""
        return self.role in {PostRole.OFFICE, PostRole.OFFICE_HEAD} or self.system_name == "loader"

    @property
    def is_office_head(self) -> bool:
        """Decides for the office (办公室负责人): signs, approves what goes over the office's budget of burden."""
        return self.role == PostRole.OFFICE_HEAD

    @property
    def is_clerk(self) -> bool:
        """Reports for the own unit (联络员)."""
        return self.role == PostRole.CLERK

    @property
    def is_head(self) -> bool:
        """Signs what the own unit reports (单位负责人)."""
        return self.role == PostRole.HEAD

    @property
    def is_of_unit(self) -> bool:
        """Works for a unit that reports: its clerk or its head."""
        return self.is_clerk or self.is_head

    @property
    def reads_all(self) -> bool:
        """Reads the common records of every unit: the office, reviewers, leaders, the built-in posts."""
        return self.role in {
            PostRole.OFFICE, PostRole.OFFICE_HEAD, PostRole.REVIEWER, PostRole.LEADER, PostRole.SYSTEM,
        }  # fmt: skip

    @property
    def is_reviewer(self) -> bool:
        """May judge what units send in: reviewers, and the office's staff."""
        return self.is_office or self.role == PostRole.REVIEWER

    @property
    def is_auditor(self) -> bool:
        """Reads logs and nothing else (审计管理员)."""
        return self.role == PostRole.AUDITOR

    @property
    def is_administrator(self) -> bool:
        """One of the three administrators (三员), who read and write no business."""
        return self.role in {PostRole.SYSTEM_ADMIN, PostRole.SECURITY_ADMIN, PostRole.AUDITOR}

    @property
    def is_system(self) -> bool:
        """A built-in post; sees nothing sealed or personal."""
        return self.role == PostRole.SYSTEM


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by user name, as Django's sign-in asks."""

    def visible_to(self, actor: Post | None) -> "models.QuerySet[Account]":
        """Those that an administrator may see."""
        return self.filter(access.accounts_visible_to(actor))

    def create_user(self, username: str, password: str, *, person: Person) -> "Account":
        """Make an account with a hashed password (开通账号)."""
        account = self.model(username=username, person=person)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """What a person signs in with (账号). It carries no permission: those come from the post.

    Attributes:
        must_change_password: it was given by an administrator, and nothing else is open until it is changed.
    """

    username = models.CharField("用户名", max_length=50, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accounts", verbose_name="人员")
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须改密码", default=False)
    recorded_at = models.DateTimeField("登记时间", default=clock.now, editable=False)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["person"]

    class Meta:
        verbose_name = "账号"
        verbose_name_plural = "账号"
