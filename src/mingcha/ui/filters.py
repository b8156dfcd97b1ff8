"""Filter forms of list pages (筛选): made from columns, labelled by `verbose_name`.

A date column gives two fields, `<name>_since` and `<name>_until`, both inclusive. A column with choices or a foreign
key gives a choice, the latter only of rows that stand behind records the reader may see, typed where they are many.
Text is searched within.
"""

import re
from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.db.models import BooleanField, CharField, DateField, DateTimeField, ForeignKey, Model, Q, QuerySet
from django.forms import ChoiceField, DateInput, Field, IntegerField, TextInput
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from mingcha.ui import columns, records, searching

ALL = gettext_lazy("全部")
MOST_WORDS = 10
"""Words of a search that are looked for; what stands after them is left out."""

MOST_CHOICES = 60
"""Records that stand in a box to choose from; where there are more, a name is typed."""

MANY_DIGITS = re.compile(r"[0-9]{1,15}")

YES_NO = [("1", gettext_lazy("是")), ("0", gettext_lazy("否"))]


class _DayInput(DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class _NameInput(TextInput):
    input_type = "search"

    def __init__(self) -> None:
        super().__init__(attrs={"placeholder": gettext_lazy("名称或首字母"), "autocomplete": "off"})


class _Among(django_filters.Filter):  # type: ignore[misc]  # the library has no types
    """A record among those that rows of this very list point to: a form must not name what a list hides.

    They stand in a box to choose from; of a kind that can be searched and has more than `MOST_CHOICES` records, part of
    a name is typed instead, and the address may name one by its number all the same. At most two statements.
    """

    def __init__(self, kind: records.RecordKind | None, **given: Any) -> None:
        self.kind = kind
        super().__init__(**given)

    @property
    def field(self) -> Field:
        """The box, or the line to type in; made once for a request."""
        if not hasattr(self, "made"):
            self.made = self._made()
        return self.made

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Rows that point to the record chosen, or to one that answers to what was typed."""
        if not value:
            return qs
        if isinstance(self.field, ChoiceField):
            return qs.filter(**{self.field_name: value})
        assert self.kind is not None  # noqa: S101  only kinds that can be searched are typed
        found = self.kind.model.objects.filter(searching.answers_to(self.kind, value))
        return qs.filter(**{f"{self.field_name}__in": found.values("pk")})

    def _made(self) -> Field:
        pointed = self._pointed()
        if self.kind and self.kind.searched and pointed.model.objects.all()[: MOST_CHOICES + 1].count() > MOST_CHOICES:
            chosen = str(self.parent.data.get(self.field_name, ""))
            pointed = pointed.filter(pk=chosen) if MANY_DIGITS.fullmatch(chosen) else pointed.none()
            if not pointed:
                return forms.CharField(label=self.label, required=False, max_length=50, widget=_NameInput())
        choices = [("", ALL), *((str(row.pk), str(row)) for row in pointed)]
        return ChoiceField(label=self.label, required=False, choices=choices)

    def _pointed(self) -> QuerySet[Any]:
        """Rows pointed to, units in official order."""
        column: Any = columns.field_at(self.parent.queryset.model, self.field_name)
        rows = self.parent.queryset.order_by().values(self.field_name)
        pointed: QuerySet[Any] = column.related_model.objects.filter(pk__in=rows)
        return pointed.order_by(*columns.natural_order(pointed.model))


class _Whole(django_filters.Filter):  # type: ignore[misc]
    """A whole number within bounds: the library's own filter takes any power of ten and reckons it out."""

    field_class = IntegerField


class _Search(django_filters.CharFilter):  # type: ignore[misc]
    """Every word typed must stand in one of the paths."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = paths
        box = TextInput(attrs={"type": "search", "data-search": "", "autocomplete": "off"})
        super().__init__(label=gettext_lazy("搜索"), widget=box)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Rows that hold every word."""
        for word in value.split()[:MOST_WORDS]:
            found = Q()
            for path in self.paths:
                found |= Q((f"{path}__icontains", word))
            qs = qs.filter(found)
        return qs


def filterset_for(
    model: type[Model], fields: Sequence[str], *, search: Sequence[str] = ()
) -> type[django_filters.FilterSet]:
    """A filter form over these field paths, with a search box over the `search` paths (text columns) if any."""
    filters: dict[str, django_filters.Filter] = {"q": _Search(search)} if search else {}
    for path in fields:
        filters |= _filters_of(model, path)
    return type(f"{model.__name__}Filter", (django_filters.FilterSet,), filters)


def _filters_of(model: type[Model], path: str) -> dict[str, django_filters.Filter]:
    """The filters of one column, by the name they have in the address."""
    column = columns.field_at(model, path)
    words = {"field_name": path, "label": gettext_lazy(columns.label_of(model, path))}
    if isinstance(column, ForeignKey):
        related: Any = column.related_model
        return {path: _Among(records.kind_of(related), **words)}
    if isinstance(column, DateField):
        return _since_and_until(path, words["label"], lookup="date__" if isinstance(column, DateTimeField) else "")
    if isinstance(column, BooleanField):
        return {path: django_filters.ChoiceFilter(**words, empty_label=ALL, choices=YES_NO)}
    if isinstance(column, CharField) and column.choices:
        choices = [(value, gettext_lazy(str(text))) for value, text in column.flatchoices]
        return {path: django_filters.ChoiceFilter(**words, empty_label=ALL, choices=choices)}
    if isinstance(column, CharField):
        return {path: django_filters.CharFilter(**words, lookup_expr="icontains")}
    return {path: _Whole(**words, min_value=-(2**31), max_value=2**31 - 1)}


def _since_and_until(path: str, label: Any, *, lookup: str) -> dict[str, django_filters.Filter]:
    """Two inclusive ends of a period."""
    since, until = format_lazy("{} {}", label, gettext_lazy("起")), format_lazy("{} {}", label, gettext_lazy("止"))
    return {
        f"{path}_since": django_filters.DateFilter(path, f"{lookup}gte", label=since, widget=_DayInput),
        f"{path}_until": django_filters.DateFilter(path, f"{lookup}lte", label=until, widget=_DayInput),
    }
