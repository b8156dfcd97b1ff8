"""Leading groups and who sits in them (领导小组)."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from mingcha.kernel.records import Record, RecordQuerySet
from mingcha.orgs import access
from mingcha.orgs.choices import MemberRole
from mingcha.orgs.models.posts import Person, Post
from mingcha.orgs.models.units import Unit


class LeadingGroupQuerySet(RecordQuerySet):
    """Leading groups with the registry's own words."""

    def visible_to(self, actor: Post | None) -> Self:
        """Groups the post may see."""
        return self.filter(access.leading_groups_visible_to(actor))


class LeadingGroup(Record):
    """A unit's leading group (领导小组), with the document that founded it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="leading_groups", verbose_name="单位")
    name = models.CharField("名称", max_length=100)
    founded_on = models.DateField("成立日期")
    document = models.CharField("成立文件", max_length=200, blank=True)

    objects: ClassVar[Any] = LeadingGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "领导小组"
        verbose_name_plural = "领导小组"
        constraints = (
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=("unit", "name"), condition=Q(voided_at__isnull=True), name="orgs_leading_group_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class LeadingGroupMemberQuerySet(models.QuerySet["LeadingGroupMember"]):
    """Seats of leading groups."""

    def visible_to(self, actor: Post | None) -> Self:
        """Seats of the current groups the post may see."""
        return self.filter(group__in=LeadingGroup.objects.current().visible_to(actor))


class LeadingGroupMember(models.Model):
    """One seat of a leading group (成员): an office, with its holder where the source names one.

    Persons whom the source only counts are one row each, `is_reconstructed`, with the title and no person.
    """

    group = models.ForeignKey(LeadingGroup, on_delete=models.PROTECT, related_name="members", verbose_name="领导小组")
    role = models.CharField("小组职务", max_length=10, choices=MemberRole)
    title = models.CharField("所任职务", max_length=100)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name="人员"
    )
    position = models.PositiveSmallIntegerField("排序", help_text="文件中的次序，从 1 起")
    is_reconstructed = models.BooleanField("按原文数量重建", default=False)

    objects = LeadingGroupMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "领导小组成员"
        verbose_name_plural = "领导小组成员"
        constraints = (
            models.UniqueConstraint(fields=("group", "position"), name="orgs_member_position_once"),
            models.CheckConstraint(condition=Q(role__in=MemberRole.values), name="orgs_member_known_role"),
        )
