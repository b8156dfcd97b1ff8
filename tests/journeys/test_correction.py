"""A review round corrected through the pages: 57 and 30 become 58 and 29, issued No. 7 stays, the errata say so."""

import re

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from mingcha.bulletins import live, queries
from mingcha.bulletins.models import Bulletin
from mingcha.bulletins.rendering import finished, rendered
from mingcha.cli.main import cli
from mingcha.orgs.queries import post_by_system_name

pytestmark = pytest.mark.postgres

REASON = "第二轮意见漏看了补充材料，逐项复核均符合。"


def number_seven() -> Bulletin:
    return queries.bulletin_named("7", post_by_system_name("system"))


def files() -> list[bytes]:
    return [rendered(finished(number_seven()), form).content for form in ("txt", "html", "json", "docx")]


def passed_in_rounds() -> list[str]:
    """What No. 7 would say today of the plans passed in round one, two and three."""
    figures = live.composed(number_seven()).figures
    return [figure.text for figure in figures if figure.mark.key == "plans.passed"]


def sign_in(page: Page, password: str) -> None:
    page.goto("/")
    page.get_by_label("用户名").fill("office")
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def open_number_seven(page: Page) -> None:
    page.goto("/bulletins/")
    page.get_by_role("row").filter(has_text=re.compile(r"\b7\b")).get_by_role("link").first.click()
    expect(page.locator(".bulletin-number")).to_have_text("第7期")


def open_figure(page: Page, text: str) -> None:
    page.locator("a.figure", has_text=re.compile(f"^{text}$")).click()
    expect(page.locator("#beside .figure-value strong")).to_have_text(text)


def expect_round(page: Page, number: int) -> None:
    said = page.locator(".datarows > div", has=page.get_by_text("轮次", exact=True)).locator("dd")
    expect(said).to_have_text(str(number))


def correct(page: Page) -> None:
    """From a unit's third round to its second; every criterion met; sent."""
    page.get_by_role("row").filter(has_text="退回修改").nth(1).get_by_role("link").first.click()
    page.get_by_role("link", name="更正").click()
    expect(page.get_by_role("note")).to_contain_text("第 3 轮：通过")
    for row in page.get_by_role("radiogroup").all():
        row.get_by_text("是", exact=True).click()
    page.get_by_label("更正原因").fill(REASON)
    page.get_by_role("button", name="更正").click()


def errata_of(page: Page) -> list[list[str]]:
    page.get_by_role("link", name="更正对照").click()
    rows = page.locator("tbody tr").all()
    return [[row.locator("td").nth(i).inner_text() for i in (2, 3, 4)] for row in rows]


def test_round_corrected_on_the_site_changes_what_is_counted_but_not_what_was_issued(
    page: Page, demo_site: dict[str, str]
) -> None:
    issued = files()
    sign_in(page, demo_site["office"])

    open_number_seven(page)
    open_figure(page, "57")
    expect(page.locator("#beside .count")).to_have_text("57 条")
    page.locator("#beside .behind-rows a").first.click()
    expect_round(page, 2)
    open_number_seven(page)
    open_figure(page, "30")
    page.locator("#beside .behind-rows a").first.click()
    expect_round(page, 3)
    correct(page)
    expect_round(page, 2)
    expect(page.get_by_role("status").first).to_contain_text("审核意见为通过")

    assert passed_in_rounds() == ["10", "58", "29"]
    open_number_seven(page)
    assert page.locator("a.figure", has_text=re.compile("^(57|30)$")).count() == 2
    open_figure(page, "57")
    expect(page.locator("#beside .alert")).to_contain_text("58个")
    assert errata_of(page) == [
        ["{plans.passed round=2}", "57个", "58个"],
        ["{plans.passed round=3}", "30个", "29个"],
    ]
    said = CliRunner().invoke(cli, ["bulletin", "errata", "7"]).output.splitlines()
    assert [line.split("\t")[-1] for line in said] == ["57 → 58个", "30 → 29个"]
    assert files() == issued
