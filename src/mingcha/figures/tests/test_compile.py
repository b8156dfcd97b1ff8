"""Texts: values never enter them, one for each shape, a percent sign survives."""

import pytest

from mingcha.figures import registry
from mingcha.figures.compile import Form, compiled, compiled_by, place, written
from mingcha.figures.evaluate import definition_version


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
@pytest.mark.parametrize("form", list(Form))
def test_compiled_text_holds_placeholders_and_no_with_clause(vendor: str, form: Form) -> None:
    text = compiled("tests.per_unit", _version("tests.per_unit"), (("until", 1),), vendor, form)

    assert text.count("\x01until\x02") == 1
    assert "WITH " not in text


def _version(key: str) -> str:
    return definition_version(registry.measure(key))


def test_compiled_text_is_kept_for_each_shape_not_for_each_value() -> None:
    given = ("tests.seats", _version("tests.seats"))
    first = compiled(*given, (("seat", 11),), "sqlite", Form.VALUE)
    misses = compiled.cache_info().misses

    again = compiled(*given, (("seat", 11),), "sqlite", Form.VALUE)
    wider = compiled(*given, (("seat", 12),), "sqlite", Form.VALUE)

    assert again is first
    assert wider != first
    assert compiled.cache_info().misses == misses + 1


def test_compiled_of_another_version_or_a_name_that_is_no_column_is_a_fault() -> None:
    with pytest.raises(ValueError, match="no definition of version 000000000000 any more"):
        compiled("tests.seats", "000000000000", (), "sqlite", Form.VALUE)
    with pytest.raises(ValueError, match="any more"):
        compiled_by("tests.seats", "000000000000", (), "sqlite", "seat")
    with pytest.raises(KeyError):
        compiled("tests.seats", _version("tests.seats"), (("colour", 1),), "sqlite", Form.VALUE)


def test_place_gives_values_in_the_order_of_their_places() -> None:
    assert place("a=\x01b\x02 and c=\x01a\x02 and 1=\x01b\x02", {"a": 1, "b": 2}) == (
        "a=%s and c=%s and 1=%s",
        [2, 1, 2],
    )


def test_written_gives_the_text_as_a_reader_would_type_it() -> None:
    text = "x LIKE '100%%' AND y=\x01y\x02 AND z=\x01z\x02"

    assert written(text, {"y": "O'Neill", "z": 3}) == "x LIKE '100%' AND y='O''Neill' AND z=3"
