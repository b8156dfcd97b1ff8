"""Cells that several lists of tasks share: the light, and columns that a query adds (灯色、附加列)."""

from typing import Any

from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from mingcha.assignments.choices import Colour
from mingcha.ui import lists, values


class AddedCell(lists.Cell):
    """A column that a query adds to its rows, under a label of its own."""

    def __init__(self, model: type[Model], path: str, label: Any, *, is_number: bool = False) -> None:
        super().__init__(model, path, is_first=False)
        self.verbose_name = label
        if is_number:
            self.attrs = {"td": {"class": "text-md-end"}, "th": {"class": "text-md-end"}}


class LightCell(AddedCell):
    """The colour of a task that waits for its unit."""

    def __init__(self, model: type[Model]) -> None:
        super().__init__(model, "light", gettext_lazy("灯色"))

    def render(self, record: Model) -> str:
        """The colour as a lamp with its name."""
        return lamp(getattr(record, "light", "")) or values.NOTHING


def lamp(colour: str) -> SafeString | str:
    """A colour with its name; "" where nothing is lit."""
    if not colour:
        return ""
    return format_html('<span class="lamp lamp-{}">{}</span>', colour.lower(), gettext(Colour(colour).label))
