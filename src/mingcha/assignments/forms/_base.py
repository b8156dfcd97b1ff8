"""What all forms here share."""

from typing import Any

from django import forms

from mingcha.kernel.errors import BadValue


class RefusedForm(forms.Form):
    """A form at whose fields an action's refusal can be put."""

    use_required_attribute = False

    def refuse(self, error: BadValue) -> None:
        """Put what an action found wrong at its field, else above the form."""
        self.add_error(error.field if error.field in self.fields else None, str(error))


def day_field(label: Any, **given: Any) -> forms.DateField:
    """A day, chosen from a calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **given)


def words_field(label: Any, *, rows: int = 2, **given: Any) -> forms.CharField:
    """A few lines of text."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **given)
