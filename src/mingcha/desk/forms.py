"""Forms of the desk."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy

from mingcha.ui.inbox import Tab


class SignInForm(AuthenticationForm):
    """Signing in (登录)."""

    error_messages = {
        "invalid_login": gettext_lazy("用户名或密码不对。两者都区分大小写。"),
        "inactive": gettext_lazy("这个账号已停用，请与领导小组办公室联系。"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = gettext_lazy("用户名")
        self.fields["password"].label = gettext_lazy("密码")


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
