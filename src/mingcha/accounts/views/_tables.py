"""Tables whose first column leads to a page of the administrators: these records have none in the registry."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html

from mingcha.ui import lists, values


class LinkCell(lists.Cell):
    """The first column, with the address of a page by its name."""

    def __init__(self, model: type[Model], path: str, page: str) -> None:
        super().__init__(model, path, is_first=True)
        self.page = page

    def render(self, record: Any) -> str:
        """The value as a link."""
        text = values.shown(values.value_at(record, self.path))
        return format_html('<a href="{}">{}</a>', reverse(self.page, args=[record.pk]), text)


def linked_table(model: type[Model], paths: Sequence[str], page: str) -> type[lists.RecordTable]:
    """As `lists.table_for`, the first column leading to `page` with the record's number."""
    table = lists.table_for(model, paths)
    own = {paths[0]: LinkCell(model, paths[0], page), "Meta": lists.RecordTable.Meta}
    return type(f"Linked{model.__name__}Table", (table,), own)
