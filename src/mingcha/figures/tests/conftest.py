"""Every test of this floor works on the facts and measures of the tests alone."""

from collections.abc import Iterator

import pytest

from mingcha.figures import registry
from mingcha.figures.tests.factories import GROUPS, MEASURES, SEATS, a_registry


@pytest.fixture(autouse=True)
def only_the_facts_of_the_tests() -> Iterator[None]:
    """Nothing of any mechanism is registered."""
    with a_registry(GROUPS, SEATS):
        registry.register((), MEASURES)
        yield
