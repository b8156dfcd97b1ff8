"""Whom to turn to in a unit (联络方式): the contact tree that chasing and notices walk."""

import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext

from mingcha.kernel.records import Record, RecordQuerySet
from mingcha.orgs import access
from mingcha.orgs.choices import ContactKind
from mingcha.orgs.models.posts import Person, Post
from mingcha.orgs.models.units import Unit, UnitClosure


class ContactQuerySet(RecordQuerySet):
    """Contacts with the registry's own words."""

    def visible_to(self, actor: Post | None) -> Self:
        """Contacts the post may see, of units it may see."""
        below = UnitClosure.objects.filter(ancestor=actor.unit_id if actor else None).values("descendant")
        units = Unit.objects.visible_to(actor)
        return self.filter(access.contacts_visible_to(actor, below=below), unit__in=units)

    def valid_on(self, day: date) -> Self:
        """Contacts that hold on that day (当日有效), one of each kind a unit."""
        return self.current().filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day)


class Contact(Record):
    """Whom to turn to in a unit, for one purpose and a stretch of days (联络员、分管领导、主要负责同志).

    Personal columns are `name`, `mobile`, `phone` and `mail`, no others. `seal` is the random key of the ledger's
    commitment to them: with the row erased, the ledger says nothing about a person.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="contacts", verbose_name="单位")
    kind = models.CharField("类别", max_length=20, choices=ContactKind)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts", verbose_name="人员"
    )
    name = models.CharField("姓名", max_length=50, blank=True)
    title = models.CharField("职务", max_length=100, blank=True)
    mobile = models.CharField("手机", max_length=20, blank=True)
    phone = models.CharField("办公电话", max_length=30, blank=True)
    mail = models.CharField("邮箱", max_length=254, blank=True)
    valid_from = models.DateField("起始日期")
    valid_until = models.DateField("截止日期", null=True, blank=True)
    seal = models.UUIDField("承诺密钥", default=uuid.uuid4, editable=False)

    objects: ClassVar[Any] = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "联络方式"
        verbose_name_plural = "联络方式"
        constraints = (
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=("unit", "kind"),
                condition=Q(voided_at__isnull=True, valid_until__isnull=True),
                name="orgs_contact_open_once",
            ),
            models.CheckConstraint(condition=Q(kind__in=ContactKind.values), name="orgs_contact_known_kind"),
            models.CheckConstraint(condition=~Q(name="") | ~Q(title=""), name="orgs_contact_named"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="orgs_contact_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}{gettext(ContactKind(self.kind).label)}"

    @property
    def is_current(self) -> bool:
        """Neither ended nor voided (现任)."""
        return self.valid_until is None and self.voided_at is None
