"""Forms of notices: wordings, sending hours; and what the gateway reports."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from mingcha.kernel.errors import BadValue
from mingcha.notices.actions import Report

MOST_REPORTS = 1000


class _Refusable(forms.Form):
    def refuse(self, error: BadValue) -> None:
        """Put what the action found wrong at its field."""
        self.add_error(error.field if error.field in self.fields else None, str(error))


def _day() -> forms.DateField:
    return forms.DateField(
        label=gettext_lazy("起用日期"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class WordingForm(_Refusable):
    """Approving a wording (批准用语)."""

    code = forms.SlugField(label=gettext_lazy("代码"), max_length=60)
    text = forms.CharField(
        label=gettext_lazy("用语"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "可用位置：{count} 件数、{due} 最早期限、{site} 网站地址、{link} 短链接、{code} 验证码。"
        ),
    )
    approved_by = forms.CharField(label=gettext_lazy("批准人职务"), max_length=100)
    valid_from = _day()
    is_urgent = forms.BooleanField(label=gettext_lazy("不受免打扰时段限制"), required=False)


class HoursForm(_Refusable):
    """Setting the sending hours (设定发送时段)."""

    quiet_from = forms.TimeField(
        label=gettext_lazy("免打扰起"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    quiet_until = forms.TimeField(
        label=gettext_lazy("免打扰止"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    most_a_day = forms.IntegerField(label=gettext_lazy("每号每日最多条数"), min_value=1, max_value=100)
    valid_from = _day()


def read_reports(body: bytes) -> list[Report]:
    """What a gateway posts: `{"id", "state": "DELIVERED" or "FAILED", "error"}`, one or a list of them.

    Raises:
        BadValue: it is nothing of the kind; names the place.
    """
    try:
        told: Any = json.loads(body)
    except ValueError as error:
        raise BadValue(gettext("回执不是 JSON：%(error)s") % {"error": error}) from None
    rows = told if isinstance(told, list) else [told]
    if len(rows) > MOST_REPORTS:
        raise BadValue(gettext("一次最多 %(most)s 条回执") % {"most": MOST_REPORTS})
    return [_report(number, row) for number, row in enumerate(rows, start=1)]


def _report(number: int, row: Any) -> Report:
    known = isinstance(row, dict) and row.get("state") in {"DELIVERED", "FAILED"}
    key = str(row.get("id", "")) if known else ""
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise BadValue(gettext("第 %(number)s 条回执缺少 id 或 state") % {"number": number})
    failed = row["state"] == "FAILED"
    return Report(int(key), str(row.get("error") or gettext("网关报告未送达")) if failed else "")
