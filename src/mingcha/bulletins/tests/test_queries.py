"""Finding bulletins, the tree as a whole, the trace."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from mingcha.bulletins import actions, queries
from mingcha.bulletins.tests.factories import a_draft, a_series, a_small_campaign, an_issued
from mingcha.bulletins.tree import Masthead, Tail
from mingcha.kernel.errors import BadValue, NotThere
from mingcha.kernel.records import void_row
from mingcha.orgs.tests.factories import a_post, a_system_post

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


# ---------------------------------------------------------------- lists
def test_bulletins_come_drafts_and_the_newest_first_in_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    series = a_series()
    office = a_post()
    old = actions.register_issue(series, actor=office, title="往期", issued_on=date(2017, 5, 1), source_note="原文")
    first, second, draft = an_issued(series), an_issued(series), a_draft(series)
    void_row(an_issued(series), reason="印错")

    with django_assert_num_queries(1):
        found = [(str(one), one.unit.name, one.campaign.name) for one in queries.bulletins(office)]

    assert [name for name, *_ in found] == [str(one) for one in (draft, second, first, old)]


def test_readable_gives_voided_ones_too() -> None:
    voided = an_issued()
    void_row(voided, reason="印错")

    assert list(queries.readable(a_post())) == [voided]
    assert list(queries.readable(a_post(role="AUDITOR"))) == []


# ---------------------------------------------------------------- by name
def test_bulletin_is_found_by_number_by_whole_name_and_as_a_draft() -> None:
    series, office = a_series(), a_post()
    issued, draft = an_issued(series), a_draft(series)

    assert queries.bulletin_named("1", office) == issued
    assert queries.bulletin_named("情况通报/2018/1", office) == issued
    assert queries.bulletin_named(f"draft-{draft.pk}", office) == draft


def test_number_that_is_not_unique_asks_for_the_whole_name() -> None:
    an_issued(a_series())
    other = an_issued(a_series(name="简报"))

    with pytest.raises(BadValue) as raised:
        queries.bulletin_named("1", a_post())

    assert raised.value.field == "NUMBER"
    assert raised.value.message == "“1”不止一期，请写全：简报/2018/1、情况通报/2018/1"
    assert queries.bulletin_named("简报/2018/1", a_post()) == other


@pytest.mark.parametrize("name", ["7", "情况通报/2018/7", "情况通报/2017/1", "简报/2018/1", "draft-999999"])
def test_bulletin_that_is_not_there_is_named(name: str) -> None:
    an_issued()

    with pytest.raises(NotThere) as raised:
        queries.bulletin_named(name, a_post())

    assert str(raised.value) == f"没有找到：通报“{name}”"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "七",
        "-1",
        "1.0",
        "２",
        "2018/1",
        "情况通报/1",
        "情况通报/二〇一八/1",
        "/2018/1",
        "a/b/2018/1",
        "9" * 40,
        "draft-",
        "draft-x",
    ],
)
def test_name_of_another_form_is_refused(name: str) -> None:
    with pytest.raises(BadValue) as raised:
        queries.bulletin_named(name, a_post())

    assert raised.value.field == "NUMBER"


def test_what_the_reader_may_not_see_is_not_there() -> None:
    draft = a_draft()
    an_issued()

    for name, actor in ((f"draft-{draft.pk}", a_post(role="CLERK")), ("1", a_post(role="AUDITOR"))):
        with pytest.raises(NotThere):
            queries.bulletin_named(name, actor)
    assert queries.bulletin_named("1", a_system_post("system")).number == 1


# ---------------------------------------------------------------- tree and trace
def test_document_has_masthead_title_and_tail() -> None:
    draft = a_draft(title="省情况通报：\n三轮审核完成")

    made = queries.document(draft, (), number=7, issued_on=date(2018, 4, 9))

    assert made.masthead == Masthead("情况通报", 7, "省整顿办", date(2018, 4, 9), "内部资料")
    assert made.title_lines == ("省情况通报：", "三轮审核完成")
    assert made.tail == Tail(report_to=("省委", "省政府"), send_to=(), issue_to=("各市（地）",), copies=30)


def test_trace_holds_what_ruling_seven_names() -> None:
    issued = an_issued(a_series(a_small_campaign().campaign), "报{plans.filed}个，占{plans.pass_share:pct1}。")

    trace = queries.frozen(issued).trace

    assert trace["bulletin"] == {
        "series": "情况通报", "year": 2018, "number": 1, "as_of": "2018-03-31", "issued_on": "2018-04-09",
    }  # fmt: skip
    assert (trace["statements"], trace["unbound"]) == (3, [])
    first, share = trace["figures"]
    wanted = (
        "key",
        "text",
        "value",
        "unit",
        "numerator",
        "denominator",
        "period",
        "fact",
        "statement",
        "evidence_count",
    )
    assert [first[name] for name in wanted] == [
        "plans.filed", "2", 2, "个", None, None, "截至2018-03-31", "plans.filings", 0, 2,
    ]  # fmt: skip
    assert [share[name] for name in wanted] == [
        "plans.pass_share", "60.0%", 60.0, "%", 3, 5, "截至2018-03-31", "plans.rounds", 1, 3,
    ]  # fmt: skip
    assert first["sql"].startswith("SELECT")
    assert first["definition"] == "截至统计日实施方案已备案的单位数，每单位计一次"


def test_issue_that_was_only_registered_has_no_text() -> None:
    past = actions.register_issue(
        a_series(), actor=a_post(), title="往期", issued_on=date(2018, 3, 1), source_note="原文"
    )

    with pytest.raises(NotThere, match="补登的往期"):
        queries.frozen(past)
