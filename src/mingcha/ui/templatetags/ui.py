"""Tags of all pages: translated labels, form controls, values, links to records."""

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from mingcha.ui import records, values

register = template.Library()
register.filter("shown", values.shown)
register.filter("url_of", records.url_of)


@register.filter
def translated(label: object) -> str:
    """A label held in a variable (a kind's, a choice's, a measure's), in the reader's language."""
    text = str(label)
    return gettext(text) if text else ""


@register.filter
def control(field: BoundField) -> SafeString:
    """A form field's widget in the house's look; errors are announced by Django's own aria attributes."""
    widget = field.field.widget
    if isinstance(widget, (RadioSelect, CheckboxSelectMultiple)):
        return field.as_widget()
    looks = {CheckboxInput: "form-check-input", Select: "form-select"}
    look = next((name for kind, name in looks.items() if isinstance(widget, kind)), "form-control")
    invalid = " is-invalid" if field.errors else ""
    return field.as_widget(attrs={"class": look + invalid})
