"""Pages of bulletins, through their addresses: the sheet, a figure with its records, errata, files."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.bulletins import actions
from mingcha.bulletins.models import Bulletin
from mingcha.bulletins.tests.factories import SmallCampaign, a_draft, a_series, a_small_campaign, an_issued
from mingcha.campaigns.tests.factories import a_participation
from mingcha.kernel.records import void_row
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_post, a_unit, an_account
from mingcha.plans import actions as plans
from mingcha.plans.models import PlanFiling, ReviewRound
from mingcha.plans.tests.factories import a_filing

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SOURCE = "备案{plans.filed}个，通过{plans.pass_share:pct1}，第二轮{plans.passed round=2}个。"
MOST_STATEMENTS = 12
Counted = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def small() -> SmallCampaign:
    return a_small_campaign()


@pytest.fixture
def issued(small: SmallCampaign) -> Bulletin:
    return an_issued(a_series(small.campaign), SOURCE)


@pytest.fixture
def office() -> Client:
    return _browser(a_post())


def _browser(post: Post) -> Client:
    client = Client(headers={"Accept-Language": "zh-CN"})
    client.force_login(an_account(post))
    return client


def _text(response: Any) -> str:
    return str(response.content.decode())


def _figure(client: Client, bulletin: Bulletin, index: int, **asked: str | int) -> Any:
    return client.get(reverse("bulletins:figure", args=[bulletin.pk, index]), asked)


def _page(client: Client, name: str, bulletin: Bulletin) -> Any:
    return client.get(reverse(f"bulletins:{name}", args=[bulletin.pk]))


# ---------------------------------------------------------------- list
@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_at_one_row_and_at_three(
    count: int, office: Client, django_assert_max_num_queries: Counted
) -> None:
    series = a_series()
    made = [an_issued(series) for _ in range(count)]

    with django_assert_max_num_queries(6):
        response = office.get(reverse("bulletins:bulletin_list"))

    assert [row.record for row in response.context["table"].rows] == made[::-1]


def test_stranger_is_asked_to_sign_in(issued: Bulletin) -> None:
    for address in (reverse("bulletins:bulletin_list"), reverse("bulletins:figure", args=[issued.pk, 0])):
        assert Client().get(address).status_code == 302


# ---------------------------------------------------------------- the sheet
def test_every_figure_of_the_sheet_is_a_link(office: Client, issued: Bulletin) -> None:
    text = _text(_page(office, "bulletin_detail", issued))

    links = re.findall(r'<a class="figure" data-figure="(\d)" href="([^"]+)">([^<]+)</a>', text)
    assert links == [
        (str(i), reverse("bulletins:figure", args=[issued.pk, i]), said) for i, said in enumerate(["2", "60.0%", "1"])
    ]


@pytest.mark.parametrize("count", [1, 40])
def test_page_of_an_issue_costs_the_same_at_few_and_many_figures(
    count: int, office: Client, small: SmallCampaign, django_assert_max_num_queries: Counted
) -> None:
    issued = an_issued(a_series(small.campaign), SOURCE * count)

    with django_assert_max_num_queries(5):
        response = _page(office, "bulletin_detail", issued)

    assert _text(response).count('class="figure"') == 3 * count


def test_draft_shows_its_findings_to_the_office_and_nothing_to_others(office: Client, small: SmallCampaign) -> None:
    draft = a_draft(a_series(small.campaign), f"{SOURCE}\n查处酒驾22059起，大部分单位已安排。")

    text = _text(_page(office, "bulletin_detail", draft))

    assert "“22059起”是手写的数据，没有绑定口径" in text
    assert text.count("底稿第 2 行") == 2
    for role in ("CLERK", "AUDITOR"):
        assert _page(_browser(a_post(role=role)), "bulletin_detail", draft).status_code == 404


def test_page_of_a_draft_costs_one_statement_for_each_fact_more(
    office: Client, small: SmallCampaign, django_assert_max_num_queries: Counted
) -> None:
    draft = a_draft(a_series(small.campaign), SOURCE * 30)

    with django_assert_max_num_queries(MOST_STATEMENTS):
        _page(office, "bulletin_detail", draft)


def test_draft_with_a_faulty_mark_says_where(office: Client, small: SmallCampaign) -> None:
    draft = a_draft(a_series(small.campaign), "甲\n{{7*7}}")

    response = _page(office, "bulletin_detail", draft)

    assert response.status_code == 200
    assert f"bulletin-draft-{draft.pk}.md:2: “{{{{”不是数据标记" in _text(response)


def test_issue_that_was_only_registered_says_so(office: Client) -> None:
    past = actions.register_issue(
        a_series(), actor=a_post(), title="第1期", issued_on=date(2018, 3, 1), source_note="原文称6期"
    )

    text = _text(_page(office, "bulletin_detail", past))

    assert "本期正文未录入系统" in text
    assert "原文称6期" in text
    assert "files/" not in text
    assert _figure(office, past, 0).status_code == 404
    assert _page(office, "errata", past).status_code == 404
    assert office.get(reverse("bulletins:download", args=[past.pk, "txt"])).status_code == 404


def test_voided_and_hurried_issues_say_so(office: Client) -> None:
    draft = a_draft(source="查处酒驾22059起。")
    actions.sign_bulletin(draft, actor=a_post(), accepted_reason="公安厅已确认")
    actions.issue_bulletin(draft, actor=a_post())
    void_row(draft, reason="印错了期号")

    text = _text(_page(office, "bulletin_detail", draft))

    assert "公安厅已确认" in text
    assert "印错了期号" in text


# ---------------------------------------------------------------- a figure
def test_figure_tells_value_definition_period_and_records(
    office: Client, small: SmallCampaign, issued: Bulletin
) -> None:
    response = _figure(office, issued, 0)

    text, rows = _text(response), PlanFiling.objects.order_by("unit__official_order")
    for said in ("已备案的实施方案", "截至统计日实施方案已备案的单位数", "截至2018-03-31", "{plans.filed}", "SELECT"):
        assert said in text
    assert re.findall(r'<a href="(/plans/filings/\d+/)">([^<]+)</a>', text) == [
        (reverse("plans:filing_detail", args=[row.pk]), f"{row.unit.short_name} · {row.title}") for row in rows
    ]
    assert [unit.name for unit in response.context["shown"].behind[0].units] == ["甲市", "乙市"]
    assert "今" not in response.context["shown"].today


def test_figure_is_a_panel_when_htmx_asks_and_a_page_without(office: Client, issued: Bulletin) -> None:
    address = reverse("bulletins:figure", args=[issued.pk, 1])

    page, panel = office.get(address), office.get(address, headers={"HX-Request": "true"})

    assert ("<html" in _text(page), "<html" in _text(panel)) == (True, False)
    assert 'data-figure-index="1"' in _text(panel)
    assert panel.headers["Vary"].count("HX-Request") == 1


def test_ratio_shows_both_numbers_and_the_records_behind_each(office: Client, issued: Bulletin) -> None:
    response = _figure(office, issued, 1)

    text, behind = _text(response), response.context["shown"].behind
    assert "3 ÷ 5" in text
    assert "60.0%%" not in text
    assert [(part.is_denominator, part.page.paginator.count) for part in behind] == [(False, 3), (True, 5)]
    assert [part.kind.key for part in behind] == ["plans.round", "campaigns.participation"]
    assert [unit.name for unit in behind[1].units] == ["甲市", "乙市", "甲厅", "乙厅", "丙厅"]


def test_figures_are_stepped_in_the_order_of_reading(office: Client, issued: Bulletin) -> None:
    shown = [_figure(office, issued, index).context["shown"] for index in range(3)]

    assert [(one.previous, one.following, one.count) for one in shown] == [(None, 1, 3), (0, 2, 3), (1, None, 3)]
    assert _figure(office, issued, 3).status_code == 404


@pytest.mark.parametrize("count", [1, 45])
def test_figure_costs_the_same_with_few_and_many_records(
    count: int, office: Client, small: SmallCampaign, django_assert_max_num_queries: Counted
) -> None:
    for number in range(count):
        unit = a_unit(f"{number}县", level="COUNTY")
        a_filing(unit, small.campaign)
        a_participation(small.campaign, unit)
    issued = an_issued(a_series(small.campaign), SOURCE * count)

    for index in (0, 1):
        with django_assert_max_num_queries(MOST_STATEMENTS + 3 * index):  # a ratio has two facts and two lists
            assert _figure(office, issued, index).status_code == 200


def test_records_come_in_pages_of_twenty(office: Client, small: SmallCampaign) -> None:
    for number in range(43):
        a_filing(a_unit(f"{number}县", level="COUNTY"), small.campaign)
    issued = an_issued(a_series(small.campaign), SOURCE)

    pages = [_figure(office, issued, 0, page=page).context["shown"].behind[0].page for page in (1, 3, "many")]

    assert [(len(page), page.number) for page in pages] == [(20, 1), (5, 3), (20, 1)]
    assert "第 1 / 3 页" in _text(_figure(office, issued, 0))


def test_figure_that_differs_today_says_both(office: Client, small: SmallCampaign, issued: Bulletin) -> None:
    void_row(PlanFiling.objects.get(unit=small.cities[0]), reason="重复登记")

    response = _figure(office, issued, 0)

    text = re.sub(r"<[^>]+>", "", _text(response))
    assert "印发时 2个，按现在的记录 1个" in text
    assert _figure(office, issued, 2).context["shown"].today == ""


def test_voided_record_of_an_issue_is_still_named_and_marked(
    office: Client, small: SmallCampaign, issued: Bulletin
) -> None:
    round_two = ReviewRound.objects.get(unit=small.departments[1], number=2)
    plans.correct_round(round_two, actor=a_post(), answers={"1": True, "2": False}, reason="复核未通过")

    response = _figure(office, issued, 2)

    [row] = response.context["shown"].behind[0].page
    assert (row.pk, row.void_reason) == (round_two.pk, "复核未通过")
    assert re.search(r'<li class="voided">.*作废.*复核未通过', _text(response))
    assert response.context["shown"].today == "0"


def test_reader_sees_the_records_of_the_own_unit_and_no_count_of_others(small: SmallCampaign, issued: Bulletin) -> None:
    clerk = _browser(a_post(small.cities[0], role="CLERK"))
    void_row(PlanFiling.objects.get(unit=small.cities[1]), reason="重复登记")

    response = _figure(clerk, issued, 0)

    [behind] = response.context["shown"].behind
    assert ([row.unit for row in behind.page], behind.page.paginator.count) == ([small.cities[0]], 1)
    assert response.context["shown"].today == ""
    assert "乙市" not in _text(response)
    assert "没有本岗位可以查看的记录" in _text(_figure(clerk, issued, 2))


def test_figure_of_a_draft_follows_the_records(office: Client, small: SmallCampaign) -> None:
    draft = a_draft(a_series(small.campaign), SOURCE)
    void_row(PlanFiling.objects.get(unit=small.cities[0]), reason="重复登记")

    shown = [_figure(office, draft, index).context["shown"] for index in range(2)]

    assert (shown[0].figure.text, shown[0].count, shown[0].today) == ("1", 3, "")
    assert [row.unit for row in shown[0].behind[0].page] == [small.cities[1]]
    assert [part.page.paginator.count for part in shown[1].behind] == [3, 5]
    assert _figure(office, draft, 3).status_code == 404


def test_figure_of_a_faulty_draft_is_an_error_of_its_own(office: Client, small: SmallCampaign) -> None:
    draft = a_draft(a_series(small.campaign), "{plans.filed}起")

    assert _figure(office, draft, 0).status_code == 422


# ---------------------------------------------------------------- errata
def test_errata_name_what_differs_with_links(office: Client, small: SmallCampaign, issued: Bulletin) -> None:
    assert "没有变化" in _text(_page(office, "errata", issued))
    void_row(PlanFiling.objects.get(unit=small.cities[0]), reason="重复登记")

    text = _text(_page(office, "errata", issued))

    assert re.findall(r'href="(/bulletins/\d+/figures/\d/)"', text) == [
        reverse("bulletins:figure", args=[issued.pk, 0])
    ]
    assert "2个" in text
    assert "<strong>1个</strong>" in text


def test_errata_are_the_offices(issued: Bulletin) -> None:
    clerk = _browser(a_post(role="CLERK"))

    assert _page(clerk, "errata", issued).status_code == 404
    assert reverse("bulletins:errata", args=[issued.pk]) not in _text(_page(clerk, "bulletin_detail", issued))


# ---------------------------------------------------------------- files
@pytest.mark.parametrize(
    ("form", "media_type", "begin"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        ("pdf", "application/pdf", b"%PDF"),
        ("html", "text/html; charset=utf-8", b"<!doctype html>"),
        ("txt", "text/plain; charset=utf-8", "内部资料".encode()),
        ("json", "application/json", b"{"),
    ],
)
def test_bulletin_is_taken_away_as_a_file(
    form: str, media_type: str, begin: bytes, office: Client, issued: Bulletin
) -> None:
    response = office.get(reverse("bulletins:download", args=[issued.pk, form]))

    assert response.content.startswith(begin)
    assert response.headers["Content-Type"] == media_type
    assert response.headers["Content-Disposition"] == f'attachment; filename="bulletin-1.{form}"'


def test_trace_is_the_offices_and_other_formats_are_not_there(office: Client, issued: Bulletin) -> None:
    clerk = _browser(a_post(role="CLERK"))

    asked = [(clerk, "json"), (clerk, "txt"), (office, "exe"), (_browser(a_post(role="AUDITOR")), "txt")]
    found = [who.get(reverse("bulletins:download", args=[issued.pk, form])).status_code for who, form in asked]
    assert found == [404, 200, 404, 404]
