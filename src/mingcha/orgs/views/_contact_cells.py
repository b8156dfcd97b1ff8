"""The contact columns of every list of units (联络员、手机、分管领导、主要负责同志)."""

from django.db.models import Model
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

from mingcha.ui import lists
from mingcha.ui.values import NOTHING

LABELS = {
    "liaison": gettext_lazy("联络员"),
    "liaison_mobile": gettext_lazy("手机"),
    "deputy_in_charge": gettext_lazy("分管领导"),
    "principal": gettext_lazy("主要负责同志"),
}
CONTACT_COLUMNS = tuple(LABELS)
"""Columns that `queries.with_contacts` adds."""


class ContactCell(lists.Cell):
    """One contact column: 未登记 where nobody is, a dash where the reader may not look."""

    def render(self, record: Model) -> str:
        """Name or number."""
        value = getattr(record, self.path)
        if value or not getattr(record, "has_open_contacts", False):
            return value or NOTHING
        return format_html('<span class="text-secondary">{}</span>', gettext("未登记"))


def with_contact_cells(table: type[lists.RecordTable], model: type[Model]) -> type[lists.RecordTable]:
    """A table of `table_for` whose contact columns are written as such."""
    for path, label in LABELS.items():
        cell = ContactCell(model, path, is_first=False)
        cell.verbose_name = label
        cell.attrs = {"td": {"class": "text-nowrap"}}
        table.base_columns[path] = cell
    return table
