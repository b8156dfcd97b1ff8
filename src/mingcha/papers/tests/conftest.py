"""A kind of paper for these tests, a day for the clock."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from mingcha.kernel import clock
from mingcha.papers import queries
from mingcha.papers.rules import PaperKind
from mingcha.papers.tests.factories import a_kind, entered


@pytest.fixture
def kind() -> Iterator[PaperKind]:
    with entered(a_kind()) as one:
        yield one
    queries.built_in.cache_clear()


@pytest.fixture(autouse=True)
def in_april() -> Iterator[None]:
    with clock.set_to(datetime(2018, 4, 9, 4, tzinfo=UTC)):
        yield
