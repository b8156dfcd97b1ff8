"""One-time links: to whom, and the code that came back (免登录链接)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from mingcha.assignments.forms._base import RefusedForm
from mingcha.orgs.choices import ContactKind
from mingcha.orgs.models import Contact


class ReceiverForm(RefusedForm):
    """To which of a unit's contacts a link goes; `contacts` have a mobile number and are in order of preference."""

    def __init__(self, *args: Any, contacts: Sequence[Contact], **given: Any) -> None:
        super().__init__(*args, **given)
        self.contacts = {contact.pk: contact for contact in contacts}
        self.fields["contact"] = forms.TypedChoiceField(
            label=gettext("发给谁"),
            coerce=int,
            choices=[(pk, _said(contact)) for pk, contact in self.contacts.items()],
            initial=next(iter(self.contacts), None),
            widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        )

    @property
    def chosen(self) -> Contact:
        """The contact that was chosen."""
        return self.contacts[self.cleaned_data["contact"]]


def _said(contact: Contact) -> str:
    kind = gettext(ContactKind(contact.kind).label)
    return f"{kind} {contact.name or contact.title} {contact.mobile}"


class CodeForm(RefusedForm):
    """The code that was sent to the number of a link."""

    code = forms.CharField(
        label=gettext_lazy("短信验证码"),
        max_length=20,
        required=False,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "size": 6, "pattern": "[0-9 ]*"}
        ),
    )
