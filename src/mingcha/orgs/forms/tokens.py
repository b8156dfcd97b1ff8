"""Making a token (生成令牌)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from mingcha.kernel import clock
from mingcha.kernel.workdays import ONE_DAY
from mingcha.orgs.choices import ApiScope
from mingcha.orgs.forms.fields import RefusedForm, day_field


class TokenForm(RefusedForm):
    """For which system, what it may do, until when."""

    name = forms.CharField(
        label=gettext_lazy("名称"), max_length=40, help_text=gettext_lazy("写明哪个系统使用，台账中以此名记录")
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("权限范围"), choices=ApiScope.choices, widget=forms.CheckboxSelectMultiple
    )
    expires_on = day_field(gettext_lazy("有效期至"), help_text=gettext_lazy("最后一天，最长一年。"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"expires_on": clock.today() + 90 * ONE_DAY})
