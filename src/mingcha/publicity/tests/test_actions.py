"""Verbs of publicity: allowed, refused, wrong state, ledger."""

from datetime import date
from typing import Any

import pytest

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Post, Unit
from mingcha.orgs.tests.factories import a_post, a_unit
from mingcha.publicity import actions
from mingcha.publicity.choices import ArticleKind, MaterialKind, Medium, MediumLevel
from mingcha.publicity.models import Article, MediaColumn
from mingcha.publicity.rules import ArticleRow, ColumnRow, InterviewRow, MaterialRow
from mingcha.publicity.tests.factories import DAY, a_column, a_material, a_total, an_article, an_interview

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

FUTURE = date(2999, 1, 1)
INTERVIEW = InterviewRow(quantity=11, medium=Medium.TELEVISION, medium_level=MediumLevel.CITY, happened_on=DAY)
BOARDS = MaterialRow(kind=MaterialKind.BOARD, quantity=332, place="广场、车站、机场", happened_on=DAY)


def _verbs() -> list[tuple[str, str]]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", "object_kind"))


def _stranger() -> Post:
    return a_post(a_unit("乙市"), role="CLERK")


def _piece(**given: Any) -> ArticleRow:
    plain = {
        "kind": ArticleKind.COMMENTARY,
        "medium": Medium.NEWSPAPER,
        "medium_level": MediumLevel.PROVINCIAL,
        "title": "一论",
        "happened_on": DAY,
    }
    return ArticleRow(**{**plain, **given})


def _total(**given: Any) -> ArticleRow:
    plain = {"kind": ArticleKind.TOTAL, "title": "", "counted_since_on": date(2018, 2, 22), "quantity": 694}
    return _piece(**{**plain, **given})


def test_open_column_by_the_own_clerk_with_a_sub_column() -> None:
    city, campaign = a_unit(), a_campaign()
    actor = a_post(city, role="CLERK")

    column = actions.open_column(city, actor=actor, campaign=campaign, row=ColumnRow(name="专栏", happened_on=DAY))
    below = actions.open_column(
        city, actor=actor, campaign=campaign, row=ColumnRow(name="子栏目", happened_on=DAY), parent=column
    )

    below.refresh_from_db()
    assert (column.parent, below.parent, below.unit, below.happened_on) == (None, column, city, DAY)
    assert _verbs() == [("publicity.open_column", "publicity.mediacolumn")] * 2


@pytest.mark.parametrize(
    ("name", "parent", "field"),
    [
        (" ", "", "name"),
        ("深化作风整顿", "", "name"),
        ("栏", "foreign", "column"),
        ("栏", "campaign", "column"),
        ("栏", "sub", "parent"),
    ],
)
def test_open_column_that_cannot_be_writes_nothing(name: str, parent: str, field: str) -> None:
    city, campaign = a_unit(), a_campaign()
    column = a_column(city, campaign)
    parents = {
        "": None,
        "foreign": a_column(a_unit("乙市"), campaign),
        "campaign": a_column(city, a_campaign("另一次")),
        "sub": a_column(city, campaign, "子栏目", parent=column),
    }

    with pytest.raises(BadValue) as caught:
        actions.open_column(city, actor=a_post(), campaign=campaign, row=ColumnRow(name=name), parent=parents[parent])

    assert (caught.value.field, MediaColumn.objects.count(), _verbs()) == (field, 4, [])


def test_open_column_below_a_voided_one_is_a_wrong_state() -> None:
    column = a_column(a_unit(), a_campaign())
    void_row(column, reason="误登")

    with pytest.raises(NotInThisState):
        actions.open_column(
            column.unit, actor=a_post(), campaign=column.campaign, row=ColumnRow(name="栏"), parent=column
        )

    assert (MediaColumn.objects.count(), _verbs()) == (1, [])


def test_publish_article_keeps_a_piece_and_enters_it() -> None:
    campaign = a_campaign()

    article = actions.publish_article(
        campaign.office, actor=a_post(), campaign=campaign, row=_piece(series="系列评论", outlet="黑龙江日报")
    )

    article.refresh_from_db()
    kept = (article.kind, article.title, article.series, article.outlet, article.quantity, article.counted_since_on)
    assert kept == ("COMMENTARY", "一论", "系列评论", "黑龙江日报", 1, None)
    assert _verbs() == [("publicity.publish_article", "publicity.article")]


def test_publish_article_keeps_a_total_of_a_column() -> None:
    city, campaign = a_unit(), a_campaign()
    column = a_column(city, campaign)
    row = _total(quantity=31, medium_level=MediumLevel.CITY, source_note="第7期")

    article = actions.publish_article(city, actor=a_post(), campaign=campaign, row=row, column=column)

    article.refresh_from_db()
    assert (article.quantity, article.column, article.is_reconstructed) == (31, column, True)


@pytest.mark.parametrize(
    ("given", "clashes"),
    [
        ({}, True),
        ({"counted_since_on": DAY}, True),
        ({"medium_level": MediumLevel.PROVINCIAL_UP}, True),
        ({"medium_level": MediumLevel.CITY}, False),
        ({"counted_since_on": date(2018, 4, 1), "happened_on": date(2018, 4, 30)}, False),
        ({"counted_since_on": date(2018, 1, 1), "happened_on": date(2018, 2, 21)}, False),
    ],
)
def test_publish_article_when_a_total_counts_a_day_twice_writes_nothing(
    given: dict[str, Any], *, clashes: bool
) -> None:
    city, campaign = a_unit(), a_campaign()
    a_total(city, campaign, 694)
    a_total(a_unit("乙市"), campaign, 5, medium_level=MediumLevel.CITY)
    void_row(a_total(city, campaign, 5, medium_level=MediumLevel.CITY), reason="误登")

    try:
        actions.publish_article(city, actor=a_post(), campaign=campaign, row=_total(**given))
        refused = ""
    except BadValue as error:
        refused = error.field

    assert (refused, len(_verbs())) == (("counted_since_on", 0) if clashes else ("", 1))


@pytest.mark.parametrize(
    ("given", "field"),
    [({"title": ""}, "title"), ({"quantity": -1}, "quantity"), ({"happened_on": FUTURE}, "happened_on")],
)
def test_publish_article_that_cannot_be_writes_nothing(given: dict[str, Any], field: str) -> None:
    with pytest.raises(BadValue) as caught:
        actions.publish_article(a_unit(), actor=a_post(), campaign=a_campaign(), row=_piece(**given))

    assert (caught.value.field, Article.objects.count(), _verbs()) == (field, 0, [])


def test_publish_article_in_a_voided_column_is_a_wrong_state_and_in_a_foreign_one_an_error() -> None:
    city, campaign = a_unit(), a_campaign()
    column, foreign = a_column(city, campaign), a_column(a_unit("乙市"), campaign)
    void_row(column, reason="误登")

    with pytest.raises(NotInThisState):
        actions.publish_article(city, actor=a_post(), campaign=campaign, row=_piece(), column=column)
    with pytest.raises(BadValue):
        actions.publish_article(city, actor=a_post(), campaign=campaign, row=_piece(), column=foreign)

    assert (Article.objects.count(), _verbs()) == (0, [])


def test_hold_interview_and_put_up_material_are_kept_and_entered() -> None:
    city, campaign = a_unit(), a_campaign()
    actor = a_post(city, role="CLERK")

    interview = actions.hold_interview(city, actor=actor, campaign=campaign, row=INTERVIEW)
    material = actions.put_up_material(city, actor=actor, campaign=campaign, row=BOARDS)

    interview.refresh_from_db()
    material.refresh_from_db()
    assert (interview.quantity, interview.medium, interview.medium_level) == (11, "TELEVISION", "CITY")
    assert (material.quantity, material.kind, material.place) == (332, "BOARD", "广场、车站、机场")
    assert _verbs() == [
        ("publicity.hold_interview", "publicity.interview"),
        ("publicity.put_up_material", "publicity.material"),
    ]


@pytest.mark.parametrize(
    ("verb", "row"),
    [
        ("hold_interview", InterviewRow(quantity=-1, medium=Medium.RADIO, medium_level=MediumLevel.CITY)),
        ("hold_interview", InterviewRow(happened_on=FUTURE, medium=Medium.RADIO, medium_level=MediumLevel.CITY)),
        ("put_up_material", MaterialRow(kind=MaterialKind.BANNER, quantity=-1)),
        ("put_up_material", MaterialRow(kind=MaterialKind.BANNER, quantity=1, happened_on=FUTURE)),
    ],
)
def test_interviews_and_materials_that_cannot_be_write_nothing(verb: str, row: Any) -> None:
    with pytest.raises(BadValue):
        getattr(actions, verb)(a_unit(), actor=a_post(), campaign=a_campaign(), row=row)

    assert _verbs() == []


@pytest.mark.parametrize(
    ("verb", "row"),
    [
        ("open_column", ColumnRow(name="专栏")),
        ("publish_article", _piece()),
        ("hold_interview", INTERVIEW),
        ("put_up_material", BOARDS),
    ],
)
def test_publicity_refuses_another_units_clerk(verb: str, row: Any) -> None:
    with pytest.raises(Refused) as caught:
        getattr(actions, verb)(a_unit(), actor=_stranger(), campaign=a_campaign(), row=row)

    assert (caught.value.verb, _verbs()) == (f"publicity.{verb}", [])


@pytest.mark.parametrize("belongs", ["article", "sub_column"])
def test_void_column_when_something_belongs_to_it_is_an_error(belongs: str) -> None:
    column = a_column(a_unit(), a_campaign())
    below = (
        an_article(column.unit, column.campaign, column=column)
        if belongs == "article"
        else a_column(column.unit, column.campaign, "子栏目", parent=column)
    )

    with pytest.raises(BadValue) as caught:
        actions.void_column(column, actor=a_post(), reason="误登")
    left = MediaColumn.objects.current().filter(pk=column.pk).exists()
    void_row(below, reason="误登")
    actions.void_column(MediaColumn.objects.get(pk=column.pk), actor=a_post(), reason="误登")

    assert (caught.value.field, left) == ("column", True)
    assert MediaColumn.objects.current().filter(pk=column.pk).exists() is False


def _made(verb: str, unit: Unit) -> Any:
    makers: dict[str, Any] = {
        "void_column": a_column,
        "void_article": an_article,
        "void_interview": an_interview,
        "void_material": a_material,
    }
    return makers[verb](unit, a_campaign())


@pytest.mark.parametrize("verb", ["void_column", "void_article", "void_interview", "void_material"])
def test_void_refuses_strangers_wants_a_reason_and_happens_once(verb: str) -> None:
    city = a_unit()
    record = _made(verb, city)
    void: Any = getattr(actions, verb)

    with pytest.raises(Refused) as caught:
        void(record, actor=_stranger(), reason="误登")
    with pytest.raises(BadValue):
        void(record, actor=a_post(), reason=" ")
    void(record, actor=a_post(city, role="CLERK"), reason="误登")
    with pytest.raises(NotInThisState):
        void(record, actor=a_post(), reason="误登")

    assert (caught.value.verb, [entry for entry, _ in _verbs()]) == (f"publicity.{verb}", [f"publicity.{verb}"])
