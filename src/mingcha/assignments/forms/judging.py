"""Sending an answer back (退回意见): one reason for the whole, a remark at each field that is wrong."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy

from mingcha.assignments.forms._base import RefusedForm, words_field
from mingcha.assignments.models import Field


class ReturnForm(RefusedForm):
    """Why an answer goes back (退回)."""

    reason = words_field(
        gettext_lazy("退回理由"), max_length=200, help_text=gettext_lazy("不超过200字；逐项的意见写在各项旁边。")
    )

    def __init__(self, sent: Any = None, *, fields: Sequence[Field]) -> None:
        super().__init__(sent)
        self.of_fields = fields
        for one in fields:
            self.fields[f"r.{one.code}"] = forms.CharField(
                label=gettext_lazy("退回意见"), required=False, max_length=200
            )

    def remark_inputs(self) -> Iterator[tuple[str, BoundField]]:
        """Field code and the input beside it."""
        return ((one.code, self[f"r.{one.code}"]) for one in self.of_fields)

    @property
    def remarks(self) -> dict[str, str]:
        """Field code -> what is wrong with it; fields without a remark are right."""
        said = {one.code: self.cleaned_data[f"r.{one.code}"].strip() for one in self.of_fields}
        return {code: words for code, words in said.items() if words}
