"""The content of a database, so that two can be compared (design ruling 8): all business tables, without what is drawn.

    python -m tests.dump >FILE.json

Left out or replaced: row numbers (a reference is told by the place of its row within its table), instants (told as set
or not set), random keys (told in the order they appear), nonces, password hashes, and what is computed from those.
Dates, words, numbers and the order in which rows were made all count.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import models

NOT_BUSINESS = {"auth", "contenttypes", "sessions"}
DRAWN = {"nonce", "password", "commitment", "previous_hash", "hash", "sql"}
"""Fields that are random, or computed from row numbers and instants."""
DIGESTED = {"bulletins.frozenfigure", "bulletins.frozenrow"}
"""Tables whose digests cover row numbers and instants; a loaded folder's digest covers its files and stays."""
NAMED_BY = {"actor_id": "actor_kind", "object_id": "object_kind"}
"""Numbers of rows whose kind stands in the column beside."""

Rows = dict[str, list[dict[str, Any]]]


def dump() -> Rows:
    """Table -> its rows in the order they were made; the same for any two databases of the same content."""
    return _Dump().tables()


def differences(one: Rows, other: Rows) -> list[str]:
    """What two dumps do not share, a line for each row; nothing where the content is the same."""
    found: list[str] = []
    for table in sorted(one.keys() | other.keys()):
        left, right = one.get(table, []), other.get(table, [])
        if len(left) != len(right):
            found.append(f"{table}: {len(left)} rows, {len(right)} rows")
        pairs = zip(left, right, strict=False)
        found += [f"{table}[{i}]: {_apart(a, b)}" for i, (a, b) in enumerate(pairs) if a != b]
    return found


def _apart(left: dict[str, Any], right: dict[str, Any]) -> str:
    return "; ".join(
        f"{name} {left.get(name)!r} | {right.get(name)!r}" for name in left if left[name] != right.get(name)
    )


class _Dump:
    """One walk over all tables; remembers the place of every row and the random keys met so far."""

    def __init__(self) -> None:
        self.places: dict[str, dict[Any, int]] = {}
        self.keys: dict[str, int] = {}
        found = apps.get_models(include_auto_created=True)
        self.models = {m._meta.label_lower: m for m in found if m._meta.app_label not in NOT_BUSINESS}
        fields = [field for model in self.models.values() for field in model._meta.concrete_fields]
        self.figures = self.models["bulletins.frozenfigure"]._default_manager.in_bulk()
        self.references = {field.name for field in fields if field.is_relation}

    def tables(self) -> Rows:
        return {label: list(self._rows(model)) for label, model in sorted(self.models.items())}

    def _rows(self, model: type[models.Model]) -> Iterator[dict[str, Any]]:
        for row in model._default_manager.order_by("pk"):
            yield {field.name: self._told(row, field) for field in model._meta.concrete_fields if _counts(field)}

    def _told(self, row: models.Model, field: Any) -> Any:
        value = getattr(row, field.attname)
        if value is None:
            return None
        if field.is_relation:
            return self._place(field.related_model._meta.label_lower, value)
        if field.name in NAMED_BY:
            return self._place(getattr(row, NAMED_BY[field.name]), value)
        special = SPECIAL.get(f"{row._meta.label_lower}.{field.name}") or BY_KIND.get(type(field))
        return special(self, row, value) if special else _plain(value)

    def _place(self, label: str, pk: Any) -> str:
        if label not in self.places:
            keys = self.models[label]._default_manager.order_by("pk").values_list("pk", flat=True)
            self.places[label] = {key: place for place, key in enumerate(keys)}
        return f"{label}[{self.places[label][pk]}]"

    def _key(self, _: models.Model, value: Any) -> str:
        return f"key {self.keys.setdefault(str(value), len(self.keys))}"

    def _behind_figure(self, row: Any, value: int) -> str:
        from mingcha.figures.registry import fact

        figure: Any = self.figures[row.figure_id]
        key = figure.denominator_fact if getattr(row, "is_denominator", False) else figure.fact
        return self._place(fact(key).record._meta.label_lower, value)

    def _reference(self, _: models.Model, value: str) -> str:
        kind, pk = value.rpartition(":")[::2]
        label = next((label for label in self.models if label.split(".")[1] == kind.split(".")[-1]), "")
        return self._place(label, int(pk)) if label and pk.isdecimal() else value

    def _detail(self, _: models.Model, value: str) -> Any:
        return self._without_numbers(json.loads(value), "")

    def _without_numbers(self, value: Any, name: str) -> Any:
        """What an entry tells, without row numbers under the name of a reference, and without digests over them."""
        if isinstance(value, dict):
            return {key: self._without_numbers(part, key) for key, part in value.items()}
        if isinstance(value, list):
            return [self._without_numbers(part, name) for part in value]
        if isinstance(value, int) and name in self.references:
            return "a row"
        return "a digest" if isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value) else value


def _counts(field: Any) -> bool:
    drawn = field.name in DRAWN or (field.name == "digest" and field.model._meta.label_lower in DIGESTED)
    return not drawn and not isinstance(field, models.AutoField | models.BigAutoField)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | list | dict) else str(value)


def _series(_: _Dump, __: models.Model, value: str) -> str:
    """Series of bulletins are numbered under the number of their row: `1《情况通报》`."""
    return re.sub(r"^\d+(?=《)", "", value)


Special = Callable[[_Dump, Any, Any], Any]
BY_KIND: dict[type, Special] = {models.DateTimeField: lambda *_: "set", models.UUIDField: _Dump._key}
SPECIAL: dict[str, Special] = {
    "bulletins.frozenrow.record_id": _Dump._behind_figure,
    "kernel.ledgerdetail.before": _Dump._detail,
    "kernel.ledgerdetail.after": _Dump._detail,
    "kernel.numberseries.series": _series,
    "kernel.numbertaken.series": _series,
    "leads.lead.source_ref": _Dump._reference,
}


def main() -> None:
    """Write the content of the configured database as JSON."""
    import django

    django.setup()
    json.dump(dump(), sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
