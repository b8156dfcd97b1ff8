"""Forms of signing in and of the own account."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from mingcha.orgs.models import Account

NEW_HINT = gettext_lazy("至少12个字符，不能是常见密码。")


class SignInForm(LoginForm):  # type: ignore[misc]
    """Signing in (登录)."""

    use_required_attribute = False

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for name, label in (("login", gettext_lazy("用户名")), ("password", gettext_lazy("密码"))):
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        """Say of a closed account that it is closed, to who knows its password."""
        given: dict[str, Any] = super().clean()
        if self.user is not None and not self.user.is_active:
            raise ValidationError(gettext("这个账号已停用，请与领导小组办公室联系。"))
        return given


def password_field(label: Any, *, is_new: bool, help_text: Any = "") -> forms.CharField:
    """A password, which the browser may fill in or propose."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password" if is_new else "current-password"})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=200, help_text=help_text)


class ChangePasswordForm(forms.Form):
    """A new password for the own account (修改密码); whether the old one is right, the view asks."""

    use_required_attribute = False
    old = password_field(gettext_lazy("现用密码"), is_new=False)
    new = password_field(gettext_lazy("新密码"), is_new=True, help_text=NEW_HINT)
    again = password_field(gettext_lazy("再输一次新密码"), is_new=True)

    def __init__(self, *args: Any, account: Account, **given: Any) -> None:
        super().__init__(*args, **given)
        self.account = account

    def clean_new(self) -> str:
        """A good one, and another than now."""
        given: str = self.cleaned_data["new"]
        password_validation.validate_password(given, self.account)
        if given == self.cleaned_data.get("old"):
            raise ValidationError(gettext("新密码不能与现用密码相同。"))
        return given

    def clean_again(self) -> str:
        """The same twice."""
        given: str = self.cleaned_data["again"]
        if "new" in self.cleaned_data and given != self.cleaned_data["new"]:
            raise ValidationError(gettext("两次输入的新密码不一致。"))
        return given
