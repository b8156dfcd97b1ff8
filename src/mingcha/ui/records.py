"""The registry of record kinds (登记的记录种类): what the menu, lists, unit page and evidence panel need to know.

A mechanism enters its kinds in `apps.py`::

    def ready(self) -> None:
        records.register(RecordKind("plans.round", ReviewRound, "审核轮次", headline="unit__name", order=40))

From the key follow the names of its pages, `plans:round_list` and `plans:round_detail` (argument: pk).
"""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, replace
from functools import cache
from typing import Any

from django.db.models import Case, DateField, F, Model, Q, QuerySet, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.urls import reverse

from mingcha.kernel.records import Record
from mingcha.ui import columns

ANY_KEY = 7_351_924_068
"""Stands for a record's key where the form of an address is asked for."""


def reads_business(actor: Any) -> bool:
    """Everybody but the three administrators."""
    return not getattr(actor, "is_administrator", False)


def is_office(actor: Any) -> bool:
    """The office alone: kinds that others never see are not in their menu either."""
    return bool(getattr(actor, "is_office", False))


def is_auditor(actor: Any) -> bool:
    """Who reads the ledger."""
    return bool(getattr(actor, "is_auditor", False))


@dataclass(frozen=True)
class RecordKind:
    """One kind of record (记录种类).

    Attributes:
        key: `<app>.<record>`, lower case.
        model: its table, a model class whose `objects` has `visible_to(actor)`.
        label: Chinese name, shown through gettext.
        headline: a field path or an expression giving one short text of a row.
        in_menu: whether the menu links to its list.
        order: place in the menu, small first; its group stands where its smallest kind does.
        unit_field: path to the unit the record is about; a table without it is on no unit page.
        date_field: the date that places it on a time line; a table without it comes last.
        is_for: whose menu it stands in; without it, everybody's who reads business (all but the auditor).
        searched: paths of the texts it is searched by; initials: path of the pinyin initials of one of them.
        sheet_columns: field paths a sheet of it may show; without them, the unit and the record's own plain columns.
        is_roll: its units are a list by name of who is expected to do something (应报名单): it tells who is missing.
        unfinished: which of its records still wait for somebody; None where they never do.
        address: gives the address of a record's page, where that is not `<app>:<record>_detail` with its pk.
    """

    key: str
    model: Any
    label: str
    _: KW_ONLY
    headline: str | Combinable
    in_menu: bool = True
    order: int = 100
    unit_field: str = "unit"
    date_field: str = "happened_on"
    is_for: Callable[[Any], bool] = reads_business
    searched: tuple[str, ...] = ()
    initials: str = ""
    sheet_columns: tuple[str, ...] = ()
    is_roll: bool = False
    unfinished: Q | None = None
    address: Callable[[Any], str] | None = None

    @property
    def app(self) -> str:
        """The mechanism that keeps it, also the namespace of its pages."""
        return self.key.partition(".")[0]

    @property
    def url_prefix(self) -> str:
        """What the names of its pages begin with, `plans:round`."""
        return self.key.replace(".", ":")

    @property
    def list_url_name(self) -> str:
        """Name of the list page."""
        return f"{self.url_prefix}_list"

    @property
    def detail_url_name(self) -> str:
        """Name of the page of one record."""
        return f"{self.url_prefix}_detail"

    def url_of(self, record: Model) -> str:
        """Address of the page of one record."""
        return self.address(record) if self.address else self.url_by_pk(record.pk)

    def url_by_pk(self, pk: int) -> str:
        """Address of the page of the record with this key, for a kind without an `address` of its own."""
        before, after = _around_the_key(self.detail_url_name)
        return f"{before}{pk}{after}"

    def headline_of(self, record: Model) -> str:
        """The short text of one record. One statement where it walks to other tables."""
        found = self.model.objects.filter(pk=record.pk).annotate(text_=self.text)
        return str(found.values_list("text_", flat=True).get())

    @property
    def is_about_units(self) -> bool:
        """Whether its records belong on unit pages."""
        return bool(self.unit_field) and columns.field_at(self.model, self.unit_field) is not None

    @property
    def date(self) -> Combinable:
        """Its date as an expression, the same type for every kind."""
        has_date = bool(self.date_field) and columns.field_at(self.model, self.date_field) is not None
        return Cast(F(self.date_field) if has_date else Value(None), DateField())

    @property
    def text(self) -> Combinable:
        """Its headline as an expression of one type for every kind; a choice by its Chinese label."""
        if not isinstance(self.headline, str):
            return text_of(self.headline)
        found = columns.field_at(self.model, self.headline)
        labels = [
            When(Q((self.headline, value)), then=Value(str(label)))
            for value, label in getattr(found, "flatchoices", ())
        ]
        return Case(*labels, default=text_of(self.headline), output_field=TextField())

    def rows(self, actor: Any) -> QuerySet[Any]:
        """Rows the post may see; without voided ones, where the kind can be voided."""
        visible: QuerySet[Any] = self.model.objects.visible_to(actor)
        return visible.filter(voided_at__isnull=True) if issubclass(self.model, Record) else visible


@cache
def _around_the_key(name: str) -> tuple[str, str]:
    """What stands before and after the key in the addresses of a page; asking the router takes longer than a list has.

    Raises:
        NoReverseMatch: there is no such page.
    """
    before, _, after = reverse(name, args=[ANY_KEY]).partition(str(ANY_KEY))
    return before, after


def text_of(value: str | Combinable) -> Combinable:
    """A field path or expression as text, for headlines put together of several columns."""
    return Cast(F(value) if isinstance(value, str) else value, TextField())


_kinds: dict[str, RecordKind] = {}


def register(*kinds: RecordKind) -> None:
    """Enter kinds; called from `apps.py`.

    Raises:
        ValueError: a key or a model is already taken.
    """
    for kind in kinds:
        if kind.key in _kinds or kind_of(kind.model):
            raise ValueError(f"record kind {kind.key} or its model is already registered")
        _kinds[kind.key] = kind


def lead_to(key: str, address: Callable[[Any], str]) -> None:
    """Have links to a kind's records lead elsewhere: to the page a face makes of them."""
    _kinds[key] = replace(_kinds[key], address=address)


def unregister(key: str) -> None:
    """Take a kind out again (for tests)."""
    del _kinds[key]


def all_kinds() -> list[RecordKind]:
    """All kinds, in menu order."""
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.key))


def kind_by_key(key: str) -> RecordKind:
    """The kind of a key.

    Raises:
        KeyError: nobody registered it.
    """
    return _kinds[key]


def kind_of(model: type[Model]) -> RecordKind | None:
    """The kind kept in this table, or None: not every table is a kind."""
    return next((kind for kind in _kinds.values() if kind.model is model), None)


def url_of(record: Model) -> str:
    """Address of the page of any record, "" if its kind has no page."""
    kind = kind_of(type(record))
    return kind.url_of(record) if kind else ""
