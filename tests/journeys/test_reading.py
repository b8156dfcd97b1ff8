"""Reading No. 7 with the keyboard: quick steps all count, and the address keeps the figure that is open."""

import re

import pytest
from playwright.sync_api import Page, Route, expect


@pytest.fixture
def sheet(page: Page, demo_site: dict[str, str]) -> Page:
    """No. 7 as the office reads it."""
    page.goto("/")
    page.get_by_label("用户名").fill("office")
    page.get_by_label("密码").fill(demo_site["office"])
    page.get_by_role("button", name="登录").click()
    page.goto("/bulletins/")
    page.get_by_role("row").filter(has_text=re.compile(r"\b7\b")).get_by_role("link").first.click()
    expect(page.locator(".bulletin-number")).to_have_text("第7期")
    page.wait_for_load_state()  # the keys are not heard before
    return page


def expect_open(sheet: Page, number: int) -> None:
    """Figure `number` (from 1) is in the panel, marked in the text, and in the address."""
    expect(sheet.locator(f'#beside [data-figure-index="{number - 1}"]')).to_be_visible()
    expect(sheet.locator("a.figure[aria-current]")).to_have_attribute("data-figure", str(number - 1))
    expect(sheet).to_have_url(re.compile(rf"#figure-{number}$"))


def expect_closed(sheet: Page) -> None:
    expect(sheet.locator("#beside .panel")).to_have_count(0)
    expect(sheet.locator("a.figure[aria-current]")).to_have_count(0)
    assert "#" not in sheet.url


def test_steps_pressed_quickly_all_count(sheet: Page) -> None:
    for key in "]]]]]][][[":
        sheet.keyboard.press(key)

    sheet.wait_for_load_state("networkidle")
    expect_open(sheet, 4)


def test_panel_that_comes_late_does_not_replace_the_one_asked_for_last(sheet: Page) -> None:
    held: list[Route] = []
    sheet.route(re.compile(r"/figures/0/"), lambda route: held.append(route))  # noqa: PLW0108  Playwright needs a function
    sheet.keyboard.press("]")
    sheet.keyboard.press("]")
    expect_open(sheet, 2)

    with sheet.expect_response(re.compile(r"/figures/0/")):
        held[0].continue_()

    sheet.wait_for_load_state("networkidle")
    expect_open(sheet, 2)


def test_open_figure_is_in_the_address_until_it_is_closed(sheet: Page) -> None:
    sheet.locator("a.figure").nth(14).click()
    expect_open(sheet, 15)

    sheet.locator("#beside .behind-rows a").first.click()
    expect(sheet.locator(".reading")).to_have_count(0)
    sheet.go_back()
    expect_open(sheet, 15)

    sheet.reload()
    expect_open(sheet, 15)

    sheet.keyboard.press("Escape")
    expect_closed(sheet)
