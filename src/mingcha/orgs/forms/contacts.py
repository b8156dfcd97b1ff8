"""Contacts of a unit (联络方式), and the filter of lists by who lacks one."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from mingcha.orgs import queries
from mingcha.orgs.actions import ContactValues
from mingcha.orgs.choices import ContactKind
from mingcha.orgs.forms.fields import RefusedForm, day_field
from mingcha.orgs.models import Unit
from mingcha.ui.filters import ALL, filterset_for

LACKING = (
    (ContactKind.LIAISON, gettext_lazy("缺联络员")),
    (ContactKind.BACKUP, gettext_lazy("缺备用联络员")),
    (ContactKind.DEPUTY_IN_CHARGE, gettext_lazy("缺分管领导")),
    (ContactKind.PRINCIPAL, gettext_lazy("缺主要负责同志")),
)


class LackingFilter(django_filters.ChoiceFilter):  # type: ignore[misc]  # the library has no types
    """Units without a contact of the kind chosen."""

    def __init__(self) -> None:
        super().__init__(label=gettext_lazy("联络方式"), choices=LACKING, empty_label=ALL)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """The units that lack it, as far as the reader may see."""
        return queries.lacking_contact(qs, value, self.parent.request.actor) if value else qs  # type: ignore[arg-type]


UNIT_FILTERS = ("level", "kind", "category", "territory_parent", "is_placeholder")
_UnitColumns = filterset_for(Unit, UNIT_FILTERS, search=("name", "short_name", "code"))


class UnitFilter(_UnitColumns):  # type: ignore[misc, valid-type]
    """The filters of the list of units."""

    lacking = LackingFilter()


class SetContactForm(RefusedForm):
    """Naming whom to turn to (登记、更换)."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=50, required=False)
    title = forms.CharField(label=gettext_lazy("职务"), max_length=100, required=False)
    mobile = forms.CharField(
        label=gettext_lazy("手机"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        help_text=gettext_lazy("只有办公室、本单位和上级单位看得到。"),
    )
    phone = forms.CharField(label=gettext_lazy("办公电话"), max_length=40, required=False)
    mail = forms.CharField(
        label=gettext_lazy("邮箱"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("从这个邮箱寄回的填报表才会收下。"),
    )
    happened_on = day_field(
        gettext_lazy("起始日期"), help_text=gettext_lazy("前任到前一天为止，记录保留；同一天的视为更正。")
    )

    @property
    def values(self) -> ContactValues:
        """What was typed."""
        return ContactValues(**{name: self.cleaned_data[name] for name in ("name", "title", "mobile", "phone", "mail")})


class LastDayForm(RefusedForm):
    """Ending something (终止)."""

    happened_on = day_field(gettext_lazy("最后一天"))
