"""Forms of the desk."""

from django import forms

from mingcha.ui.inbox import Tab


class SearchForm(forms.Form):
    """What is looked for."""

    q = forms.CharField(required=False, max_length=100)


class WaitingForm(forms.Form):
    """What the address of the workbench may say."""

    tab = forms.ChoiceField(required=False, choices=Tab)
    page = forms.IntegerField(required=False, min_value=1, max_value=400)


class UnitPageForm(forms.Form):
    """What the address of a unit page may say besides the code."""

    on = forms.DateField(required=False)
    kind = forms.CharField(required=False)
