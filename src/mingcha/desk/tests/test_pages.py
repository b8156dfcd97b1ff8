"""Pages of the desk, asked for as a person does."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mingcha.campaigns.tests.factories import a_campaign
from mingcha.orgs.models import Post, Succession, Unit
from mingcha.orgs.tests.factories import PASSWORD, a_post, a_unit, an_account
from mingcha.plans.models import ReviewRound
from mingcha.plans.tests.factories import a_criteria_set, a_round

pytestmark = pytest.mark.django_db

STATEMENTS = 12
"""At most so many for home and unit page, however much they show."""


def _browser(post: Post) -> Client:
    client = Client(headers={"Accept-Language": "zh-CN"})
    assert client.login(username=an_account(post).username, password=PASSWORD)
    return client


def _rounds(unit: Unit, count: int) -> list[ReviewRound]:
    criteria = a_criteria_set(a_campaign())
    return [a_round(unit, criteria, number=n + 1, verdict="PASSED", on=date(2018, 3, n + 1)) for n in range(count)]


def test_stranger_is_asked_to_sign_in_and_goes_on_to_where_he_wanted() -> None:
    post = a_post()
    account, client = an_account(post), Client()

    asked = client.get("/units/230100/")
    signed_in = client.post(asked.headers["Location"], {"login": account.username, "password": PASSWORD})

    assert asked.headers["Location"] == "/login?next=/units/230100/"
    assert signed_in.headers["Location"] == "/units/230100/"


def test_login_with_a_wrong_password_says_so_and_lets_nobody_in() -> None:
    account, client = an_account(a_post()), Client(headers={"Accept-Language": "zh-CN"})

    response = client.post("/login", {"login": account.username, "password": "wrong"})

    assert "用户名或密码不对" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_logout_ends_the_session_and_needs_a_form() -> None:
    client = _browser(a_post())

    assert client.get("/logout").status_code == 405
    assert client.post("/logout").headers["Location"] == "/login"
    assert client.get("/").headers["Location"] == "/login?next=/"


def test_state_shows_counts_and_newest_records_within_its_statements(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = _browser(a_post())
    _rounds(a_unit("甲市"), 3)

    with django_assert_max_num_queries(STATEMENTS):
        page = client.get("/progress/").content.decode()

    assert '<a href="/plans/rounds/">审核轮次</a><span class="count">3</span>' in page
    assert page.index("2018年3月3日") < page.index("2018年3月1日")


@pytest.mark.parametrize("count", [1, 3])
def test_unit_page_costs_the_same_with_one_and_with_three_records(
    django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    client, unit = _browser(a_post()), a_unit("甲市", code="230100")
    _rounds(unit, count)

    with django_assert_num_queries(11):
        page = client.get("/units/230100/").content.decode()

    assert page.count('datetime="2018-03-0') == count


def test_unit_page_shows_both_lines_and_what_it_came_from() -> None:
    province = a_unit("某省", level="PROVINCE")
    old = a_unit("旧局", code="X1", valid_until=date(2018, 6, 1))
    department = a_unit("省厅", level="PROVINCE", kind="DEPARTMENT", parent=province)
    bureau = a_unit("市局", code="X2", parent=province, system_parent=department)
    a_unit("县局", level="COUNTY", system_parent=bureau)
    Succession.objects.create(predecessor=old, successor=bureau, kind="RENAMED", happened_on=date(2018, 6, 2))

    page = _browser(a_post()).get("/units/X2/").content.decode()

    territory, system = page.index("块：所属地区"), page.index("条：业务系统")
    assert territory < page.index("某省") < system < page.index("省厅") < page.index("县局")
    assert '<a href="/units/X1/?on=2018-06-01">旧局</a>' in page


def test_unit_page_filters_its_time_line_by_kind() -> None:
    client, unit = _browser(a_post()), a_unit("甲市", code="230100")
    _rounds(unit, 2)

    assert client.get("/units/230100/?kind=plans.round").content.decode().count('datetime="') == 2
    assert client.get("/units/230100/?kind=plans.filing").content.decode().count('datetime="') == 0
    assert client.get("/units/230100/?kind=nothing").status_code == 404


def test_unit_page_shows_a_clerk_of_another_city_no_records() -> None:
    mine, theirs = a_unit("甲市", code="230100"), a_unit("乙市", code="230200")
    _rounds(theirs, 1)
    client = _browser(a_post(mine, role="CLERK"))

    page = client.get("/units/230200/").content.decode()

    assert 'datetime="' not in page
    assert "还没有记录" in page


def test_unit_page_leaves_out_voided_records() -> None:
    client, unit = _browser(a_post()), a_unit("甲市", code="230100")
    _rounds(unit, 1)
    ReviewRound.objects.update(voided_at="2018-04-01T00:00Z", void_reason="录错")

    assert 'datetime="' not in client.get("/units/230100/").content.decode()


def test_unit_page_is_not_there_for_an_auditor_or_an_unknown_code() -> None:
    a_unit("甲市", code="230100")

    assert _browser(a_post(role="AUDITOR")).get("/units/230100/").status_code == 404
    assert _browser(a_post()).get("/units/999999/").status_code == 404


def test_code_used_again_leads_to_the_unit_of_the_day() -> None:
    a_unit("某县", code="232701", valid_until=date(2018, 5, 31))
    a_unit("某市", code="232701", valid_from=date(2018, 6, 1), from_certainty="DAY")
    client = _browser(a_post())

    assert '<h1 class="page-title">某市</h1>' in client.get("/units/232701/").content.decode()
    assert '<h1 class="page-title">某县</h1>' in client.get("/units/232701/?on=2017-10-31").content.decode()


def test_language_is_switched_by_a_form_and_kept() -> None:
    client = Client(headers={"Accept-Language": "zh-CN"})

    before = client.get("/login").content.decode()
    client.post("/language", {"language": "en", "next": "/login"})
    after = client.get("/login").content.decode()

    assert '<html lang="zh-CN">' in before
    assert '<html lang="en">' in after
    assert "Language" in str(client.get("/login").headers["Vary"])


def test_pages_forbid_inline_code_and_are_not_kept_by_caches() -> None:
    response = _browser(a_post()).get("/")

    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "no-store" in response.headers.get("Cache-Control", "")
