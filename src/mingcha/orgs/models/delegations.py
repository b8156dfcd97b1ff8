"""Acting in somebody else's post for some days (代办)."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from mingcha.kernel import clock
from mingcha.orgs import access
from mingcha.orgs.models.posts import Person, Post


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Delegations."""

    def visible_to(self, actor: Post) -> Self:
        """Those the post may see."""
        return self.filter(access.delegations_visible_to(actor))

    def valid_on(self, day: date) -> Self:
        """In force on that day (当日有效); they end by themselves."""
        return self.filter(ended_at__isnull=True, valid_from__lte=day, valid_until__gte=day)


class Delegation(models.Model):
    """Another person acts in a post from a day to a day (代办). The post, its scope and its rights stay what they are.

    Attributes:
        valid_until: the last day.
        made_by: the post that decided: its holder, or the head of the unit.
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegations", verbose_name="岗位")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations", verbose_name="代办人")
    valid_from = models.DateField("代办起", default=clock.today)
    valid_until = models.DateField("代办止")
    reason = models.CharField("原因", max_length=200)
    made_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name="委托岗位")
    recorded_at = models.DateTimeField("登记时间", default=clock.now, editable=False)
    ended_at = models.DateTimeField("提前结束时间", null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="结束岗位"
    )

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "代办"
        verbose_name_plural = "代办"
        constraints = (
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="orgs_delegation_ends_later"),
        )
        indexes = (models.Index(fields=("person", "valid_until"), name="orgs_delegation_person"),)

    def __str__(self) -> str:
        return self.post.title

    @property
    def is_over(self) -> bool:
        """Ended, or past its last day."""
        return self.ended_at is not None or self.valid_until < clock.today()
