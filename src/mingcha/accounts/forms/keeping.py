"""Forms of the administrators (账号、岗位的登记)."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from mingcha.kernel import clock
from mingcha.kernel.errors import BadValue
from mingcha.orgs.choices import PostRole
from mingcha.orgs.models import Unit
from mingcha.orgs.queries import units_on

GIVEN_ROLES = [(role.value, gettext_lazy(str(role.label))) for role in PostRole if role != PostRole.SYSTEM]


class KeepingForm(forms.Form):
    """A form at whose fields an action's refusal can be put."""

    use_required_attribute = False

    def refuse(self, error: BadValue) -> None:
        """Put what an action found wrong at its field, else above the form."""
        self.add_error(error.field if error.field in self.fields else None, str(error))


class OpenAccountForm(KeepingForm):
    """A person and a user name (开通账号)."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=50)
    username = forms.CharField(
        label=gettext_lazy("用户名"), max_length=50, strip=False, help_text=gettext_lazy("区分大小写，开通后不能改。")
    )


class GivePostForm(KeepingForm):
    """A post in a unit with its role (授予岗位)."""

    unit = forms.CharField(label=gettext_lazy("单位"), max_length=100, help_text=gettext_lazy("填单位代码或全称。"))
    role = forms.ChoiceField(label=gettext_lazy("岗位角色"), choices=GIVEN_ROLES)
    title = forms.CharField(label=gettext_lazy("岗位名称"), max_length=50)

    def clean_unit(self) -> Unit:
        """The unit of that code or name today."""
        given = self.cleaned_data["unit"].strip()
        today = units_on(clock.today())
        found = list(today.filter(code=given)[:1]) or list(today.filter(name=given)[:2])
        if len(found) != 1:
            raise forms.ValidationError(gettext("没有这个代码或全称的单位"))
        return found[0]


class EndPostForm(KeepingForm):
    """The last day of a post (撤销岗位)."""

    happened_on = forms.DateField(
        label=gettext_lazy("最后一天"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("不能晚于今天；填今天，则今天之内仍可办事。"),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.initial.setdefault("happened_on", self._yesterday())

    @staticmethod
    def _yesterday() -> date:
        return date.fromordinal(clock.today().toordinal() - 1)
