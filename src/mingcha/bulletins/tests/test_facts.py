"""Issues counted."""

from datetime import date

import pytest

from mingcha.bulletins import actions
from mingcha.bulletins.models import Bulletin
from mingcha.bulletins.tests.factories import a_draft, a_series, an_issued
from mingcha.figures import registry
from mingcha.figures.definitions import Slice
from mingcha.figures.evaluate import Request, evaluate
from mingcha.kernel.records import void_row
from mingcha.orgs.tests.factories import a_post

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _counted(*, since: date | None = None, until: date | None = None, **given: str) -> list[object]:
    measure = registry.measure("bulletins.issued")
    where = registry.checked(measure, {name: (value,) for name, value in given.items()})
    figures = evaluate([Request(measure.key, Slice(where=where, since=since, until=until))]).figures
    return [figure.value for figure in figures]


def test_issues_are_counted_on_their_day_and_drafts_are_not() -> None:
    series, other = a_series(), a_series(name="简报")
    office = a_post()
    for day in (date(2018, 2, 27), date(2018, 3, 5)):
        actions.register_issue(series, actor=office, title="往期", issued_on=day, source_note="原文")
    an_issued(other)
    a_draft(series)

    assert _counted() == [3]
    assert _counted(series="情况通报") == [2]
    assert _counted(until=date(2018, 3, 31)) == [2]
    assert _counted(since=date(2018, 3, 1), until=date(2018, 4, 9)) == [2]


def test_voided_issue_is_not_counted() -> None:
    void_row(an_issued(), reason="印错")

    assert _counted() == [0]
    assert Bulletin.objects.count() == 1


def test_figure_of_a_draft_does_not_count_the_draft_itself() -> None:
    series = a_series()
    an_issued(series)

    issued = an_issued(series, "印发{bulletins.issued until=2018-04-09}期")

    assert issued.figures.get().text == "1"
