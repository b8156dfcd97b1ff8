"""What a record is entered with becomes its columns."""

from datetime import date

import pytest

from mingcha.campaigns.rules import RecordRow

DAY = date(2018, 3, 5)


@pytest.mark.parametrize(
    ("row", "reconstructed"),
    [
        (RecordRow(), False),
        (RecordRow(source_note="第7期"), True),
        (RecordRow(source_note="第7期", is_reconstructed=False), False),
        (RecordRow(is_reconstructed=True), True),
    ],
)
def test_columns_are_reconstructed_where_there_is_a_source_unless_told(row: RecordRow, *, reconstructed: bool) -> None:
    assert row.columns(DAY) == {
        "happened_on": DAY,
        "source_note": row.source_note,
        "is_reconstructed": reconstructed,
    }
