"""Pages of a unit's contacts (联络方式): who holds now, who held before; naming and ending."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from mingcha.kernel import clock
from mingcha.kernel.errors import NotInThisState, Refused
from mingcha.orgs import access, actions, queries
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.orgs.choices import ContactKind
from mingcha.orgs.forms.contacts import LastDayForm, SetContactForm
from mingcha.orgs.models import Contact, Unit
from mingcha.orgs.views._writing import form_page, is_written
from mingcha.ui import lists

HISTORY_COLUMNS = ("kind", "name", "title", "mobile", "phone", "mail", "valid_from", "valid_until", "void_reason")


@dataclass(frozen=True)
class KindRow:
    """One kind of contact and who holds it now."""

    kind: ContactKind
    contact: Contact | None


@staff_page
def unit_contacts(request: StaffRequest, pk: int) -> HttpResponse:
    """Whom to turn to in one unit, now and before (单位联络方式)."""
    unit = get_object_or_404(queries.units_with_contacts_open_to(request.actor), pk=pk)
    held = queries.contacts_of([unit.pk])[unit.pk]
    table = lists.table_for(Contact, HISTORY_COLUMNS)
    words = {
        "unit": unit,
        "rows": [KindRow(kind, held.by_kind.get(kind)) for kind in ContactKind],
        "may_set": access.may_set_contact(request.actor, unit),
        "history": table(queries.contact_history(unit), orderable=False),
    }
    return render(request, "orgs/unit_contacts.html", words)


@require_http_methods(["GET", "POST"])
@staff_page
def set_contact(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    """Name whom to turn to from a day on (登记、更换、更正)."""
    unit = get_object_or_404(queries.units_with_contacts_open_to(request.actor), pk=pk)
    if kind not in ContactKind:
        raise Http404
    if not access.may_set_contact(request.actor, unit):
        raise Refused("orgs.set_contact")
    chosen = ContactKind(kind)
    before = queries.contact_for(unit, chosen)
    initial = {name: getattr(before, name, "") for name in ("name", "title", "mobile", "phone", "mail")}
    form = SetContactForm(request.POST or None, initial=initial | {"happened_on": clock.today()})
    url = reverse("orgs:unit_contacts", args=[pk])

    def write() -> None:
        day = form.cleaned_data["happened_on"]
        actions.set_contact(unit, chosen, actor=request.actor, values=form.values, happened_on=day)

    if is_written(form, write):
        return _done(request, unit, chosen, url)
    title = gettext("登记%(kind)s") % {"kind": gettext(chosen.label)}
    return form_page(request, {"form": form, "title": title, "about": unit, "url": url, "submit": gettext("保存")})


@require_http_methods(["GET", "POST"])
@staff_page
def end_contact(request: StaffRequest, pk: int) -> HttpResponse:
    """End a contact without a follower (终止)."""
    visible = Contact.objects.visible_to(request.actor).select_related("unit")
    contact = get_object_or_404(visible, pk=pk)
    if not access.may_set_contact(request.actor, contact.unit):
        raise Refused("orgs.end_contact")
    if not contact.is_current:
        raise NotInThisState(contact)
    form = LastDayForm(request.POST or None, initial={"happened_on": clock.today()})
    url = reverse("orgs:unit_contacts", args=[contact.unit_id])

    def write() -> None:
        actions.end_contact(contact, actor=request.actor, happened_on=form.cleaned_data["happened_on"])

    kind = ContactKind(contact.kind)
    if is_written(form, write):
        return _done(request, contact.unit, kind, url)
    title = gettext("终止%(kind)s") % {"kind": gettext(kind.label)}
    return form_page(request, {"form": form, "title": title, "about": contact.unit, "url": url})


def _done(request: StaffRequest, unit: Unit, kind: ContactKind, url: str) -> HttpResponse:
    words = {"unit": unit, "kind": gettext(kind.label)}
    messages.success(request, gettext("已登记：%(unit)s%(kind)s。") % words)
    return redirect(url)
