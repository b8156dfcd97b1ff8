"""What may be entered as a returned result."""

import uuid
from datetime import date
from typing import Any

import pytest

from mingcha.accountability import rules
from mingcha.accountability.choices import PersonTreatment
from mingcha.accountability.rules import PersonResult, Returned
from mingcha.kernel.errors import BadValue

DAY = date(2018, 3, 31)


@pytest.mark.parametrize(
    "given",
    [
        {"document": "函〔2018〕1号"},
        {"source_note": "原文"},
        {"document": "函", "quantity": 0, "began_on": DAY},
    ],
)
def test_a_result_with_an_organ_and_a_basis_may_be_entered(given: dict[str, Any]) -> None:
    rules.check_returned(Returned(organ="市纪委监委", **given), on=DAY)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"organ": " ", "document": "函"}, "organ"),
        ({"organ": "市纪委监委"}, "document"),
        ({"organ": "市纪委监委", "document": " ", "source_note": " "}, "document"),
        ({"organ": "市纪委监委", "document": "函", "quantity": -1}, "quantity"),
        ({"organ": "市纪委监委", "document": "函", "began_on": date(2018, 4, 1)}, "began_on"),
    ],
)
def test_a_result_without_its_organ_or_basis_is_refused(given: dict[str, Any], field: str) -> None:
    with pytest.raises(BadValue) as error:
        rules.check_returned(Returned(**given), on=DAY)

    assert error.value.field == field


@pytest.mark.parametrize(("key", "quantity"), [(None, 28), (None, 1), (uuid.UUID(int=1), 1)])
def test_persons_are_counted_or_one_with_a_key(key: uuid.UUID | None, quantity: int) -> None:
    rules.check_person(
        PersonResult(organ="市纪委监委", treatment=PersonTreatment.HANDLING, person_key=key, quantity=quantity)
    )


def test_a_key_of_several_persons_is_refused() -> None:
    result = PersonResult(
        organ="市纪委监委", treatment=PersonTreatment.HANDLING, person_key=uuid.UUID(int=1), quantity=2
    )

    with pytest.raises(BadValue) as error:
        rules.check_person(result)

    assert error.value.field == "quantity"
