"""Whom to turn to in a unit: naming and ending (联络方式的登记、变更、终止)."""

import hmac
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext

from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.records import void_row
from mingcha.orgs import access, rules
from mingcha.orgs.choices import ContactKind
from mingcha.orgs.models import Contact, Person, Post, Unit

PERSONAL = ("name", "title", "mobile", "phone")
CARRIED = (*PERSONAL, "mail", "person", "is_reconstructed")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactValues:
    """What is known of a contact (联络方式的内容): a name or an office at least.

    Attributes:
        person: the person of an account, where there is one.
        is_reconstructed: the office is known, who holds it is not.
    """

    name: str = ""
    title: str = ""
    mobile: str = ""
    phone: str = ""
    mail: str = ""
    person: Person | None = None
    is_reconstructed: bool = False


@transaction.atomic
def set_contact(
    unit: Unit, kind: ContactKind, *, actor: Post, values: ContactValues, happened_on: date | None = None
) -> Contact:
    """Name whom to turn to from a day on (登记联络员、更换负责同志). Who was named before ends the day before.

    Named anew from the same day: a correction, the earlier row is voided and followed by the new one. The ledger holds
    the kind, the day and a commitment to the personal values, never these themselves.

    Raises:
        BadValue: neither name nor office, no such number, a day to come, before the present contact began, on which the
            unit did not exist, or nothing would change.
        NotInThisState: somebody else changed it meanwhile.
    """
    if not access.may_set_contact(actor, unit):
        raise Refused("orgs.set_contact")
    values = _checked(values)
    since = unit.in_being(clock.happened(happened_on))
    before = _open_one(unit, kind)
    _make_room(unit, kind, before, since=since, values=values)
    corrected = before if before and before.valid_from == since else None
    words = {"unit": unit, "kind": kind, "valid_from": since, "succeeds": corrected}
    contact = Contact.objects.create(
        **words,
        **{name: getattr(values, name) for name in CARRIED},
    )
    said = {"kind": kind, "since": since, "personal": _commitment(contact)}
    ledger.enter("orgs.set_contact", actor=actor, on=contact, before=before and before.pk, after=said)
    return contact


@transaction.atomic
def end_contact(contact: Contact, *, actor: Post, happened_on: date | None = None) -> None:
    """End a contact without a follower (终止联络方式); `happened_on` is its last day.

    Raises:
        BadValue: a day to come, or before it began.
        NotInThisState: ended or voided already.
    """
    if not access.may_set_contact(actor, contact.unit):
        raise Refused("orgs.end_contact")
    last_day = clock.happened(happened_on)
    _end(contact, last_day)
    ledger.enter("orgs.end_contact", actor=actor, on=contact, after=str(last_day))


def _checked(values: ContactValues) -> ContactValues:
    name, title = values.name.strip(), values.title.strip()
    if not (name or title):
        raise BadValue(gettext("须填写姓名或职务"), field="name")
    mobile, phone = rules.mobile_for(values.mobile), rules.phone_for(values.phone)
    mail = rules.mail_for(values.mail)
    return replace(values, name=name, title=title, mobile=mobile, phone=phone, mail=mail)


def _open_one(unit: Unit, kind: ContactKind) -> Contact | None:
    """The open contact; the unit's row is locked, so that two who name one at once follow each other."""
    Unit.objects.select_for_update().filter(pk=unit.pk).values_list("pk").first()
    open_ones = Contact.objects.current().filter(unit=unit, kind=kind, valid_until__isnull=True)
    found: Contact | None = open_ones.first()
    return found


def _make_room(unit: Unit, kind: ContactKind, before: Contact | None, *, since: date, values: ContactValues) -> None:
    """End or void what stands where the new contact shall stand."""
    others = Contact.objects.current().filter(unit=unit, kind=kind)
    latest = others.filter(valid_until__gte=since).order_by("-valid_until").first()
    if latest is not None or (before is not None and since < before.valid_from):
        start = (before or latest).valid_from  # type: ignore[union-attr]
        words = {"since": since, "start": start}
        raise BadValue(gettext("%(since)s 已有登记（自 %(start)s 起），请填写更晚的日期") % words, field="happened_on")
    if before is None:
        return
    if all(getattr(before, name) == getattr(values, name) for name in CARRIED):
        raise BadValue(gettext("与现在的登记相同，无需变更"), field="name")
    if since == before.valid_from:
        void_row(before, reason=gettext("更正同日登记"))
    else:
        _end(before, since - timedelta(days=1))


def _end(contact: Contact, last_day: date) -> None:
    """Set the last day of a contact still open; of two who do it at once, one wins."""
    if last_day < contact.valid_from:
        words = {"until": last_day, "since": contact.valid_from}
        raise BadValue(gettext("截止日期 %(until)s 早于起始日期 %(since)s") % words, field="happened_on")
    still_open = Contact.objects.current().filter(pk=contact.pk, valid_until__isnull=True)
    if not still_open.update(valid_until=last_day):
        raise NotInThisState(contact)
    contact.valid_until = last_day


def _commitment(contact: Contact) -> str:
    """HMAC-SHA256 under the row's own key: says nothing once the row is erased."""
    mail = [contact.mail] if contact.mail else []
    message = ledger.canonical([*(getattr(contact, name) for name in PERSONAL), *mail])
    return hmac.digest(contact.seal.bytes, message.encode(), "sha256").hex()
