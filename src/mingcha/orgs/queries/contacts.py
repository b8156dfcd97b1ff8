"""Whom to turn to in units (联络方式的查询)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, When

from mingcha.kernel import clock
from mingcha.orgs import access
from mingcha.orgs.choices import ContactKind
from mingcha.orgs.models import Contact, Post, Unit, UnitClosure
from mingcha.orgs.models.contacts import ContactQuerySet
from mingcha.orgs.models.units import UnitQuerySet

Rows = TypeVar("Rows", bound=QuerySet[Any])


@dataclass(frozen=True, slots=True)
class UnitContacts:
    """The contacts of one unit on one day, at most one of a kind (一个单位的联络方式)."""

    by_kind: Mapping[ContactKind, Contact] = field(default_factory=dict)

    @property
    def liaison(self) -> Contact | None:
        """联络员."""
        return self.by_kind.get(ContactKind.LIAISON)

    @property
    def backup(self) -> Contact | None:
        """备用联络员."""
        return self.by_kind.get(ContactKind.BACKUP)

    @property
    def deputy_in_charge(self) -> Contact | None:
        """分管领导."""
        return self.by_kind.get(ContactKind.DEPUTY_IN_CHARGE)

    @property
    def principal(self) -> Contact | None:
        """主要负责同志."""
        return self.by_kind.get(ContactKind.PRINCIPAL)

    @property
    def missing(self) -> list[ContactKind]:
        """Kinds nobody is registered for (未登记), in the order of escalation."""
        return [kind for kind in ContactKind if kind not in self.by_kind]

    def __bool__(self) -> bool:
        """Whether anybody is registered at all."""
        return bool(self.by_kind)


def contacts_of(unit_ids: Iterable[int], on: date | None = None) -> dict[int, UnitContacts]:
    """Unit id -> its contacts on a day (today), every asked unit present. One statement.

    Asks nobody's leave: for sending notices. A page takes `contacts_seen_by`.
    """
    return _by_unit(Contact.objects.all(), unit_ids, on)


def contacts_seen_by(actor: Post, unit_ids: Iterable[int], on: date | None = None) -> dict[int, UnitContacts]:
    """As `contacts_of`, what the actor may see of it. One statement. Empty too where the actor may not look."""
    return _by_unit(Contact.objects.visible_to(actor), unit_ids, on)


def contact_for(unit: Unit, kind: ContactKind, on: date | None = None) -> Contact | None:
    """Whom to turn to in a unit for one purpose on a day (today); None: nobody registered. One statement."""
    valid: ContactQuerySet = Contact.objects.valid_on(on or clock.today())
    found: Contact | None = valid.filter(unit=unit, kind=kind).order_by("-valid_from", "-pk").first()
    return found


def units_with_contacts_open_to(actor: Post) -> UnitQuerySet:
    """Units whose contacts the actor may see, registered or not."""
    below = UnitClosure.objects.filter(ancestor=actor.unit_id).values("descendant")
    units: UnitQuerySet = Unit.objects.visible_to(actor)
    return units.filter(access.contacts_visible_to(actor, below=below, unit="pk"))


def with_contacts(rows: Rows, actor: Post, *, unit: str = "pk") -> Rows:
    """Units, or records of units, with what a list shows of their contacts today (单位列表中的联络栏).

    Adds `liaison`, `liaison_mobile`, `deputy_in_charge`, `principal` (name, else office; None: nobody) and
    `has_open_contacts`, whether the actor may look at all. `unit` is the path to the unit. No statement of its own.
    """
    seen = Contact.objects.visible_to(actor).valid_on(clock.today()).filter(unit=OuterRef(unit))

    def said(kind: ContactKind, what: Any) -> Subquery:
        return Subquery(seen.filter(kind=kind).order_by("-valid_from", "-pk").values_list(what)[:1])

    shown = Case(When(name="", then=F("title")), default=F("name"))
    return rows.annotate(
        has_open_contacts=Exists(units_with_contacts_open_to(actor).filter(pk=OuterRef(unit))),
        liaison=said(ContactKind.LIAISON, shown),
        liaison_mobile=said(ContactKind.LIAISON, F("mobile")),
        deputy_in_charge=said(ContactKind.DEPUTY_IN_CHARGE, shown),
        principal=said(ContactKind.PRINCIPAL, shown),
    )


def lacking_contact(units: UnitQuerySet, kind: str, actor: Post) -> UnitQuerySet:
    """Of these units those without a contact of a kind today (缺联络员的单位), as far as the actor may see."""
    held = Contact.objects.valid_on(clock.today()).filter(kind=kind)
    return units.filter(pk__in=units_with_contacts_open_to(actor).values("pk")).exclude(pk__in=held.values("unit"))


def contact_history(unit: Unit) -> ContactQuerySet:
    """Everybody ever named in a unit, voided rows too, the latest of each kind first (历任联络方式). One statement."""
    found: ContactQuerySet = Contact.objects.filter(unit=unit).select_related("unit")
    return found.order_by("kind", "-valid_from", "-pk")


def _by_unit(contacts: ContactQuerySet, unit_ids: Iterable[int], on: date | None) -> dict[int, UnitContacts]:
    found: dict[int, dict[ContactKind, Contact]] = {unit_id: {} for unit_id in unit_ids}
    rows = contacts.valid_on(on or clock.today()).filter(unit__in=list(found))
    for contact in rows.order_by("unit", "valid_from", "pk"):
        found[contact.unit_id][ContactKind(contact.kind)] = contact
    return {unit_id: UnitContacts(by_kind) for unit_id, by_kind in found.items()}


def unit_writes_from(unit_id: int, mail: str, on: date | None = None) -> Contact | None:
    """The contact of a unit who writes from this address (寄件人), None where the unit has registered no such one.

    Asks nobody's leave: for mail that comes in. One statement.
    """
    rows = Contact.objects.valid_on(on or clock.today()).filter(unit=unit_id, mail=mail.strip().lower())
    found: Contact | None = rows.exclude(mail="").order_by("pk").first()
    return found
