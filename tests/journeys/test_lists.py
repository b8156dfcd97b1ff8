"""Lists in a real browser: searching leaves the console clean, a phone shows all, paper begins with the table."""

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import PHONE


@pytest.fixture
def office(page: Page, demo_site: dict[str, str]) -> Page:
    """A window in which the office is signed in."""
    page.goto("/")
    page.get_by_label("用户名").fill("office")
    page.get_by_label("密码").fill(demo_site["office"])
    page.get_by_role("button", name="登录").click()
    return page


def test_search_typed_and_entered_shows_what_was_typed_last(office: Page) -> None:
    office.goto("/orgs/units/")
    box = office.get_by_role("searchbox", name="搜索")

    for word in ("哈尔滨", "牡丹江", "大庆"):
        box.fill("")
        box.press_sequentially(word)
        box.press("Enter")
    office.keyboard.press("Tab")

    office.wait_for_load_state("networkidle")
    expect(office.locator("#records tbody tr").first).to_contain_text("大庆")
    expect(office.locator("#records")).not_to_contain_text("牡丹江")


def test_measures_on_a_phone_are_no_wider_than_it(office: Page) -> None:
    office.set_viewport_size(PHONE)
    office.goto("/measures/")

    assert office.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_list_on_paper_begins_on_its_first_sheet(office: Page) -> None:
    office.goto("/plans/rounds/")
    office.emulate_media(media="print")

    kept_whole = "card => getComputedStyle(card).breakInside"
    assert office.locator("#records .card").evaluate(kept_whole) == "auto"
    office.goto("/progress/")
    assert office.locator(".shelf").first.evaluate(kept_whole) == "avoid"
