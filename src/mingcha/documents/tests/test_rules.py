"""Titles without secrets, and whose series a number comes from."""

from typing import Any

import pytest

from mingcha.documents import rules
from mingcha.documents.choices import Authority, DocumentType
from mingcha.documents.rules import DocumentRow
from mingcha.kernel.errors import BadValue


def _row(**given: Any) -> DocumentRow:
    plain = {"authority": Authority.LEADING_OFFICE, "doc_type": DocumentType.NOTICE, "title": "通知"}
    return DocumentRow(**{**plain, **given})


def test_open_title_gives_the_title_without_blanks_around() -> None:
    assert rules.open_title(" 关于做好保密工作的 通知 ") == "关于做好保密工作的 通知"


@pytest.mark.parametrize("title", ["", "  ", "绝密★1年 通知", "【机密】通知", "通知（秘密）", "机　密 通知", "秘 密"])
def test_open_title_when_empty_or_marked_secret_is_refused(title: str) -> None:
    with pytest.raises(BadValue) as caught:
        rules.open_title(title)

    assert caught.value.field == "title"


@pytest.mark.parametrize(
    ("given", "takes"),
    [
        ({}, False),
        ({"authority": Authority.TWO_OFFICES}, False),
        ({"authority": Authority.TWO_OFFICES, "series": "黑办发", "number": 1}, False),
        ({"series": "黑整办发"}, True),
        ({"authority": Authority.LEADING_GROUP, "series": "黑整发"}, True),
    ],
)
def test_takes_number_from_our_own_series_alone(given: dict[str, Any], *, takes: bool) -> None:
    assert rules.takes_number(_row(**given)) is takes


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"number": 3}, "series"),
        ({"series": "黑整办发", "number": 3}, "number"),
        ({"authority": Authority.TWO_OFFICES, "series": "黑办发"}, "number"),
        ({"authority": Authority.TWO_OFFICES, "series": "黑办发", "number": 0}, "number"),
    ],
)
def test_takes_number_when_series_and_number_do_not_fit_names_the_field(given: dict[str, Any], field: str) -> None:
    with pytest.raises(BadValue) as caught:
        rules.takes_number(_row(**given))

    assert caught.value.field == field
