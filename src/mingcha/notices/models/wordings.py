"""What may be said and when: approved wordings and the hours of sending, both in versions."""

from datetime import date

from django.db import models
from django.db.models import Q

from mingcha.notices import access
from mingcha.orgs.models import Post


class VersionQuerySet(models.QuerySet["Wording"]):
    """Versions of which one holds on a day."""

    def visible_to(self, actor: Post) -> "VersionQuerySet":
        """Those the post may see."""
        return self.filter(access.wordings_visible_to(actor))

    def valid_on(self, day: date) -> "VersionQuerySet":
        """In force on that day (当日有效)."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day)


class Wording(models.Model):
    """An approved wording (已批准用语), filed with the gateway under its code; a change makes a new version.

    Its text holds words and named places: `{count}`, `{due}`, `{site}`, `{link}`, `{code}`, no others.
    """

    code = models.SlugField("代码", max_length=60)
    version = models.PositiveSmallIntegerField("版本", default=1)
    text = models.CharField("用语", max_length=200)
    is_urgent = models.BooleanField("不受免打扰时段限制", default=False, help_text="仅限本人当场索取的验证码等")
    approved_by = models.CharField("批准人职务", max_length=100)
    valid_from = models.DateField("起用日期")
    valid_until = models.DateField("停用日期", null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "通知用语"
        verbose_name_plural = "通知用语"
        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="notices_wording_once"),
            models.UniqueConstraint(
                fields=("code",), condition=Q(valid_until__isnull=True), name="notices_wording_open_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} 第{self.version}版"


class HoursQuerySet(models.QuerySet["SendingHours"]):
    """Versions of the sending hours."""

    def visible_to(self, actor: Post) -> "HoursQuerySet":
        """Those the post may see."""
        return self.filter(access.wordings_visible_to(actor))

    def valid_on(self, day: date) -> "HoursQuerySet":
        """In force on that day."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day)


class SendingHours(models.Model):
    """When texts may not go out, and how many one number may get in a day (免打扰时段、每日上限), in versions."""

    version = models.PositiveSmallIntegerField("版本", unique=True)
    quiet_from = models.TimeField("免打扰起")
    quiet_until = models.TimeField("免打扰止")
    most_a_day = models.PositiveSmallIntegerField("每号每日最多条数")
    valid_from = models.DateField("起用日期")
    valid_until = models.DateField("停用日期", null=True, blank=True)

    objects = HoursQuerySet.as_manager()

    class Meta:
        verbose_name = "发送时段"
        verbose_name_plural = "发送时段"

    def __str__(self) -> str:
        return f"第{self.version}版"
