"""How values are written, which kinds there are."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from mingcha.papers import all_kinds, kind_by_key, rules
from mingcha.papers.rules import PaperField, PaperKind
from mingcha.papers.tests.factories import KEY, a_kind, entered


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        (0, "0"),
        (True, "是"),
        (False, "否"),
        (date(2018, 4, 9), "2018年4月9日"),
        (datetime(2018, 4, 9, 16, 5, tzinfo=UTC), "2018年4月10日0时05分"),
    ],
)
def test_written_is_as_documents_write_it(value: Any, text: str) -> None:
    assert rules.written(value) == text


def test_written_rows_are_numbered_unless_they_are() -> None:
    assert rules.written_rows([{"a": date(2018, 4, 9)}, {"position": 7}]) == [
        {"position": "1", "a": "2018年4月9日"},
        {"position": "7"},
    ]


def test_series_of_a_unit_is_its_own() -> None:
    assert (rules.series_key("审签", ""), rules.series_key("审签", "230100")) == ("审签", "审签/230100")


@pytest.mark.parametrize(
    ("word", "fits"),
    [
        *((good, True) for good in ("督办", "黑整办督")),
        *((bad, False) for bad in ("", "督 办", "督〔", "a/b", "督1", "长" * 21)),
    ],
)
def test_is_series_says_whether_a_word_may_name_one(word: str, fits: bool) -> None:
    assert rules.is_series(word) is fits


def test_empty_fields_names_those_required_alone() -> None:
    kind = a_kind()

    assert rules.empty_fields(kind, {"name": " ", "since": ""}) == ["单位名称"]
    assert rules.empty_fields(kind, {"name": "甲市"}) == []


def test_specs_hold_the_common_fields_and_the_columns() -> None:
    specs = {spec.name: spec for spec in a_kind().specs}

    assert list(specs) == ["maker", "number", "made_on", "name", "since", "below"]
    assert [column.label for column in specs["below"].columns] == ["序号", "名称"]
    assert a_kind().object_kind == "orgs.unit"


def test_register_enters_a_kind_once() -> None:
    with entered(a_kind()) as kind:
        assert kind_by_key(KEY) is kind
        assert kind in all_kinds()
        with pytest.raises(ValueError, match="already registered"):
            rules.register(a_kind())
    assert kind not in all_kinds()


def test_register_refuses_two_fields_of_one_name() -> None:
    def twice() -> PaperKind:
        return a_kind("test.twice", fields=(PaperField("maker", "另一个", lambda record, actor: ""),))

    with pytest.raises(ValueError, match="two of its fields have one name"):
        rules.register(twice())


def test_kind_that_says_nothing_else_is_always_ready_and_takes_a_number() -> None:
    kind = a_kind()

    assert (kind.refuses(None, None), kind.number_of(None)) == ("", None)
