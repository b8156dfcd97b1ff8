"""How a visit was made."""

import pytest

from mingcha.inspections import rules
from mingcha.inspections.choices import Method
from mingcha.kernel.errors import BadValue


def test_methods_are_put_in_the_order_of_the_list_once_each() -> None:
    given = ["LEDGER_BACKTRACE", "ONSITE_TRACE", "LEDGER_BACKTRACE"]

    assert rules.methods_of(given) == [Method.ONSITE_TRACE, Method.LEDGER_BACKTRACE]


@pytest.mark.parametrize("given", [[], ["GUESSING"], ["ONSITE_TRACE", "GUESSING"]])
def test_methods_are_refused_when_none_or_not_on_the_list(given: list[str]) -> None:
    with pytest.raises(BadValue) as error:
        rules.methods_of(given)

    assert error.value.field == "methods"
