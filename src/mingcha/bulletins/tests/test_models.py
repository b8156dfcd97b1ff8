"""What the database itself holds of bulletins."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from mingcha.bulletins.models import Bulletin, BulletinSeries, FrozenFigure, FrozenRow
from mingcha.bulletins.tests.factories import a_draft, a_series, a_small_campaign, an_issued
from mingcha.kernel import clock

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _refused(bulletin: Bulletin, **values: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Bulletin.objects.filter(pk=bulletin.pk).update(**values)


def test_issued_bulletin_has_number_and_day() -> None:
    draft = a_draft()

    _refused(draft, state="ISSUED")
    _refused(draft, state="ISSUED", number=1)
    _refused(draft, state="ISSUED", issued_on=date(2018, 4, 9))


def test_draft_has_no_number_and_nothing_frozen() -> None:
    draft = a_draft()

    _refused(draft, number=1)
    _refused(draft, frozen={"a": 1})


def test_number_is_given_once_in_a_series_and_year() -> None:
    series = a_series()
    first, second = an_issued(series), an_issued(series)

    _refused(second, number=first.number)


def test_voided_bulletin_has_a_reason() -> None:
    _refused(an_issued(), voided_at=clock.now())


def test_name_of_a_series_is_used_once_in_a_campaign() -> None:
    series = a_series()

    with pytest.raises(IntegrityError), transaction.atomic():
        BulletinSeries.objects.create(campaign=series.campaign, name=series.name, office_name="办")


def test_figures_and_rows_are_kept_once() -> None:
    issued = an_issued(a_series(a_small_campaign().campaign), "报{plans.filed}个")
    figure = FrozenFigure.objects.get(bulletin=issued)
    row = FrozenRow.objects.filter(figure=figure).first()
    assert row

    for twice in (figure, row):
        twice.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            twice.save(force_insert=True)


def test_bulletin_is_called_by_series_year_and_number() -> None:
    assert [str(an_issued()), str(a_draft())] == ["《情况通报》2018年第1期", "《情况通报》2018年第　期"]


@pytest.mark.parametrize(("word", "after"), [("个", "个"), ("", ""), ("%", "")])
def test_counter_word_after_a_percentage_is_not_printed(word: str, after: str) -> None:
    assert FrozenFigure(word=word).counted_in == after
