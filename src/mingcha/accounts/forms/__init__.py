"""Forms of signing in and of the own account."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth as webauthn
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from mingcha.accounts.actions import _guard
from mingcha.orgs.models import Account

NEW_HINT = gettext_lazy("至少12个字符，不能是常见密码。")


class SignInForm(LoginForm):  # type: ignore[misc]  # the library has no types
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


class ProvenForm(forms.Form):
    """A form that also asks for the password: whoever finds an open session changes nothing with it."""

    use_required_attribute = False
    password = password_field(gettext_lazy("现用密码"), is_new=False)


class AddTotpForm(ProvenForm):
    """The code that the app shows for the secret (启用验证器)."""

    field_order = ("code", "password")
    code = forms.CharField(
        label=gettext_lazy("验证器显示的6位数字"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, secret: str, **given: Any) -> None:
        super().__init__(*args, **given)
        self.secret = secret

    def clean_code(self) -> str:
        """The right one for now."""
        code: str = self.cleaned_data["code"]
        if not validate_totp_code(self.secret, code):
            raise ValidationError(gettext("验证码不对：请核对手机的时间，再填当前显示的数字。"))
        return code


class CredentialField(forms.JSONField):
    """What a browser's passkey says; a number of thousands of digits is no JSON of ours, and no fault of the site."""

    def to_python(self, value: Any) -> Any:
        """The value read, refused as any other that cannot be."""
        try:
            return super().to_python(value)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": ""}) from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What the refused form shows again: nothing, it is used once."""
        return None


class AddPasskeyForm(ProvenForm):
    """What the browser made (添加通行密钥)."""

    field_order = ("name", "password", "credential")
    name = forms.CharField(label=gettext_lazy("名称"), max_length=40, help_text=gettext_lazy("如“办公电脑”“U盾”。"))
    credential = CredentialField(widget=forms.HiddenInput(attrs={"data-passkey": "credential"}))

    def clean_credential(self) -> dict[str, Any]:
        """Made for this site, this account, this page."""
        credential: dict[str, Any] = self.cleaned_data["credential"]
        try:
            webauthn.parse_registration_response(credential)
            binding = webauthn.complete_registration(credential)
        except (ValueError, KeyError, AttributeError) as error:
            raise ValidationError(gettext("浏览器没有给出可用的通行密钥，请再试一次。")) from error
        if not binding.is_user_verified():
            raise ValidationError(gettext("通行密钥须有指纹、人脸或PIN保护。"))
        return credential


class SecondStepForm(AuthenticateForm):  # type: ignore[misc]  # the library has no types
    """The code after the password (第二步): of the app, or a recovery code. Tries are counted."""

    use_required_attribute = False

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["code"].label = gettext_lazy("验证码")
        self.fields["code"].help_text = gettext_lazy("验证器显示的6位数字，或一个没用过的8位恢复码。")
        self.fields["code"].widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}

    def clean_code(self) -> str:
        """The right one, and never a second time."""
        request, adapter = context.request, get_adapter()
        address = adapter.get_client_ip(request)
        adapter.count_try(self.user, address)
        try:
            code: str = super().clean_code()
            if not _guard.is_first_use(self.authenticator, code):
                raise ValidationError(gettext("验证码不对，或者已经用过。"))
        except ValidationError:
            adapter.authentication_failed(request, username=self.user.username)
            raise
        return code


class _SoundPasskey:
    """Takes whatever a browser may send for an answer; the library trusts that all its parts are there."""

    def clean_credential(self) -> Any:
        """The passkey that answered."""
        try:
            return super().clean_credential()  # type: ignore[misc]  # the library has no types
        except (KeyError, AttributeError, TypeError, ValueError) as error:
            raise ValidationError(gettext("这个通行密钥不能登录，请再试一次或用密码登录。")) from error


class PasskeyForm(_SoundPasskey, LoginWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """A passkey alone (通行密钥登录)."""


class SecondStepPasskeyForm(_SoundPasskey, AuthenticateWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """A passkey after the password (第二步)."""
