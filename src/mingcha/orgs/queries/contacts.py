"""Whom to turn to in units (联络方式的查询)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from mingcha.kernel import clock
from mingcha.orgs.choices import ContactKind
from mingcha.orgs.models import Contact, Post, Unit
from mingcha.orgs.models.contacts import ContactQuerySet


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


def _by_unit(contacts: ContactQuerySet, unit_ids: Iterable[int], on: date | None) -> dict[int, UnitContacts]:
    found: dict[int, dict[ContactKind, Contact]] = {unit_id: {} for unit_id in unit_ids}
    rows = contacts.valid_on(on or clock.today()).filter(unit__in=list(found))
    for contact in rows.order_by("unit", "valid_from", "pk"):
        found[contact.unit_id][ContactKind(contact.kind)] = contact
    return {unit_id: UnitContacts(by_kind) for unit_id, by_kind in found.items()}
