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


def _counted(*, since: str = "2018-01-01", until: str = "2018-12-31", **given: str) -> list[object]:
    measure = registry.measure("bulletins.issued")
    where = registry.checked(measure, {name: (value,) for name, value in given.items()})
    slice_ = Slice(where=where, since=date.fromisoformat(since), until=date.fromisoformat(until))
    return [figure.value for figure in evaluate([Request(measure.key, slice_)]).figures]


def test_issues_are_counted_on_their_day_and_drafts_are_not() -> None:
    series, other = a_series(), a_series(name="简报")
    office = a_post()
    for day in (date(2018, 2, 27), date(2018, 3, 5)):
        actions.register_issue(series, actor=office, title="往期", issued_on=day, source_note="原文")
    an_issued(other)
    a_draft(series)

    assert _counted() == [3]
    assert _counted(series="情况通报") == [2]
    assert _counted(until="2018-03-31") == [2]
    assert _counted(since="2018-03-01", until="2018-04-09") == [2]


def test_voided_issue_is_not_counted() -> None:
    void_row(an_issued(), reason="印错")

    assert _counted() == [0]
    assert Bulletin.objects.count() == 1


def test_figure_of_a_draft_does_not_count_the_draft_itself() -> None:
    series = a_series()
    an_issued(series)

    issued = an_issued(series, "印发{bulletins.issued until=2018-04-09}期")

    assert issued.figures.get().text == "1"
