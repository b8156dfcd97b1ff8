"""Shapes that every mechanism's JSON shares (接口的共同形状): strict input, a unit's name, pages of a list.

A mechanism's `api.py` has schemas of its own and a router; `mingcha.api` puts the routers together, asks for the token
and turns errors into JSON.
"""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from ninja import Field, FilterSchema, Schema
from ninja.pagination import PaginationBase
from pydantic import ConfigDict

PAGE_SIZE = 50
MOST_ON_A_PAGE = 200


class Given(Schema):
    """What a caller sends (输入): a field that there is not is refused, so that a slip is not lost in silence."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Filters(FilterSchema):
    """What a list is narrowed by (筛选), as the pages' filters do; a name that there is not is refused by the face."""


class UnitName(Schema):
    """A unit as records name it (单位)."""

    code: str
    name: str


class Paged(PaginationBase):
    """Pages of a list (分页): `?page=2&size=100`; the rows in the order of the query, which ends in a key."""

    class Input(Schema):
        page: int = Field(1, ge=1, le=1_000_000)
        size: int = Field(PAGE_SIZE, ge=1, le=MOST_ON_A_PAGE)

    class Output(Schema):
        records: list[Any]
        count: int
        page: int
        size: int

    items_attribute = "records"

    def paginate_queryset(
        self, queryset: QuerySet[Any], pagination: Any, request: HttpRequest, **params: Any
    ) -> dict[str, Any]:
        """One page and the count of all. Two statements.

        Raises:
            ValueError: rows in no order, whose pages would overlap.
        """
        if not queryset.ordered:
            raise ValueError("a list without an order cannot be paged")
        start = (pagination.page - 1) * pagination.size
        found: list[Model] = list(queryset[start : start + pagination.size])
        return {"records": found, "count": queryset.count(), "page": pagination.page, "size": pagination.size}
