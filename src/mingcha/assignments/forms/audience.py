"""Choosing who is asked (交办范围): conditions that resolve to names."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from mingcha.assignments import rules
from mingcha.assignments.forms._base import RefusedForm, words_field
from mingcha.assignments.forms.fields import words_of
from mingcha.kernel.errors import BadValue
from mingcha.orgs.choices import Category, Level, UnitKind
from mingcha.orgs.models import Unit

KEYS = {"levels": "level", "kinds": "kind", "categories": "category", "under": "under", "system": "system"}


def _boxes(label: Any, choices: Any) -> forms.MultipleChoiceField:
    """Boxes of which several may be ticked."""
    widget = forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=widget)


class AudienceForm(RefusedForm):
    """One group of conditions that all hold, units added and taken out by name; anything else as a condition's text."""

    participants = forms.BooleanField(label=gettext_lazy("只含参加集中整顿的单位"), required=False)
    levels = _boxes(gettext_lazy("层级"), Level.choices)
    kinds = _boxes(gettext_lazy("单位性质"), UnitKind.choices)
    categories = _boxes(gettext_lazy("单位分类"), Category.choices)
    under = forms.CharField(
        label=gettext_lazy("辖区（块）"), required=False, help_text=gettext_lazy("这些单位和块上的所属单位。")
    )
    system = forms.CharField(
        label=gettext_lazy("系统（条）"), required=False, help_text=gettext_lazy("这些单位和条上的所属单位。")
    )
    codes = words_field(
        gettext_lazy("另加单位"), required=False, help_text=gettext_lazy("写名称、简称或代码，用顿号或换行分开。")
    )
    minus = words_field(gettext_lazy("减去单位"), required=False)
    others = words_field(
        gettext_lazy("其他条件"),
        required=False,
        help_text=gettext_lazy("一行一组，例：层级=县（市、区）级 性质=行政区域"),
    )

    def __init__(self, sent: Any = None, *, named: Mapping[str, Unit], **given: Any) -> None:
        self.named = named
        super().__init__(sent, **given)

    @classmethod
    def of(cls, text: str, named: Mapping[str, Unit]) -> dict[str, Any]:
        """What the form shows of a condition: its boxes where one group says it all, else the text; units by name."""
        try:
            audience = rules.parse_audience(text)
        except BadValue:
            return {"others": text}
        first, *more = audience.groups
        if more and not _is_units_alone(more):
            return {"others": text}
        codes = (*first.codes, *(code for group in more for code in group.codes))
        boxes = {name: list(getattr(first, name)) for name in ("levels", "kinds", "categories")}
        lists = {"under": first.under, "system": first.system, "codes": codes, "minus": audience.minus}
        texts = {name: "、".join(_name(code, named) for code in held) for name, held in lists.items()}
        return {**boxes, **texts, "participants": first.participants}

    @property
    def selector(self) -> str:
        """The condition's text, as it is kept; "" where nothing is chosen."""
        given = self.cleaned_data
        lists = {name: given[name] for name in ("levels", "kinds", "categories")}
        lists |= {name: self._codes(given[name]) for name in ("under", "system")}
        clauses = [f"{KEYS[name]}={','.join(values)}" for name, values in lists.items() if values]
        if given["participants"]:
            clauses.append("participants")
        codes, minus = self._codes(given["codes"]), self._codes(given["minus"])
        lines = [" ".join(clauses), f"code={','.join(codes)}" if codes else "", given["others"].strip()]
        lines.append(f"minus={','.join(minus)}" if minus else "")
        return "\n".join(line for line in lines if line)

    def _codes(self, text: str) -> list[str]:
        return [self.named[word].code if word in self.named else word for word in words_of(text)]


def _name(code: str, named: Mapping[str, Unit]) -> str:
    """The unit's short name where it leads back to the same unit, else its code."""
    unit = named.get(code)
    return unit.short_name if unit and named.get(unit.short_name) == unit else code


def _is_units_alone(groups: list[rules.AudienceGroup]) -> bool:
    return all(group == rules.AudienceGroup(codes=group.codes) for group in groups)
