"""Changes of units (沿革): renaming, merging, splitting, closing; placing in the official order."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from mingcha.kernel.errors import BadValue
from mingcha.orgs import queries
from mingcha.orgs.actions import NewUnit
from mingcha.orgs.choices import Certainty, SuccessionKind
from mingcha.orgs.forms.fields import RefusedForm, day_field, words_field
from mingcha.orgs.forms.responsibilities import UnitsForm, unit_field
from mingcha.orgs.models import Unit

FIRST_DAY = gettext_lazy("新单位从这一天起，原单位到前一天为止。")
RENAMINGS = [(kind.value, gettext_lazy(str(kind.label))) for kind in (SuccessionKind.RENAMED, SuccessionKind.UPGRADED)]


class RenameUnitForm(RefusedForm):
    """Another name or rank (更名、升格)."""

    name = forms.CharField(label=gettext_lazy("新名称"), max_length=100)
    short_name = forms.CharField(label=gettext_lazy("新简称"), max_length=50, required=False)
    code = forms.CharField(
        label=gettext_lazy("新代码"), max_length=32, help_text=gettext_lazy("代码不变的，照填原代码。")
    )
    kind = forms.ChoiceField(label=gettext_lazy("沿革类型"), choices=RENAMINGS)
    happened_on = day_field(gettext_lazy("发生日期"), help_text=FIRST_DAY)
    certainty = forms.ChoiceField(
        label=gettext_lazy("日期确定程度"),
        choices=[(one.value, gettext_lazy(str(one.label))) for one in (Certainty.DAY, Certainty.YEAR)],
    )

    @property
    def new(self) -> NewUnit:
        """The new unit."""
        given = self.cleaned_data
        return NewUnit(given["code"].strip(), given["name"].strip(), given["short_name"].strip())


class MergeUnitsForm(UnitsForm):
    """Several into one (合并)."""

    unit_names = ("successor",)
    others = words_field(
        gettext_lazy("同时并入的其他单位"),
        rows=4,
        required=False,
        help_text=gettext_lazy("一行一个，填代码或名称。"),
    )
    successor = unit_field(gettext_lazy("并入的现有单位"), required=False)
    name = forms.CharField(label=gettext_lazy("或者：新单位名称"), max_length=100, required=False)
    code = forms.CharField(label=gettext_lazy("新单位代码"), max_length=32, required=False)
    happened_on = day_field(gettext_lazy("发生日期"), help_text=FIRST_DAY)

    def clean_others(self) -> list[Unit]:
        """The units named; one that is none is told."""
        lines = [line for line in self.cleaned_data["others"].splitlines() if line.strip()]
        try:
            return [queries.unit_named(self.actor, line) for line in lines]
        except BadValue as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Either a unit that is there, or code and name of a new one."""
        given = super().clean()
        is_new = bool(given.get("name") and given.get("code"))
        if not self.errors and is_new == bool(given.get("successor")):
            words = gettext_lazy("请填写并入的现有单位，或者新单位的名称和代码（只填一种）")
            self.add_error("successor", words)
        return given

    @property
    def into(self) -> Unit | NewUnit:
        """Into what."""
        given = self.cleaned_data
        there: Unit | None = given["successor"]
        return there or NewUnit(given["code"].strip(), given["name"].strip())


class SplitUnitForm(RefusedForm):
    """One into several (拆分)."""

    parts = words_field(
        gettext_lazy("新单位"),
        rows=5,
        help_text=gettext_lazy("一行一个：代码 名称 简称（简称可不填）；第一个占原单位的位次。"),
    )
    happened_on = day_field(gettext_lazy("发生日期"), help_text=FIRST_DAY)

    def clean_parts(self) -> list[NewUnit]:
        """Code and name a line."""
        rows = [line.split(maxsplit=2) for line in self.cleaned_data["parts"].splitlines() if line.strip()]
        wrong = [number for number, words in enumerate(rows, start=1) if len(words) < 2]
        if wrong:
            raise forms.ValidationError(gettext_lazy("第 %(number)s 行缺代码或名称"), params={"number": wrong[0]})
        return [NewUnit(*words) for words in rows]


class PlaceUnitForm(RefusedForm):
    """A place among siblings: by a button (`position`) or typed (`to`)."""

    position = forms.IntegerField(required=False)
    to = forms.IntegerField(required=False)

    @property
    def place(self) -> int:
        """The place chosen; 0, which there is not, where none was."""
        given = self.cleaned_data
        return given["position"] or given["to"] or 0
