"""The window of the journeys sees what goes wrong in a page."""

from playwright.sync_api import Page

PLANTED = """() => {
    document.head.append(Object.assign(document.createElement("style"), { textContent: "p {}" }));
    new Image().src = "http://elsewhere.invalid/a.png";
    setTimeout(() => { throw new Error("planted"); }, 0);
}"""


def test_page_when_nobody_is_signed_in_asks_for_the_name(page: Page) -> None:
    page.goto("/")

    assert page.get_by_label("用户名").is_visible()
    assert page.title() == "登录 · 明查"


def test_page_when_faults_are_planted_notes_each(page: Page, page_problems: list[str]) -> None:
    page.goto("/")
    page.evaluate(PLANTED)
    page.wait_for_timeout(500)

    kinds = {problem.split(":")[0] for problem in page_problems}
    styles = [problem for problem in page_problems if "'style-src 'self''" in problem]
    page_problems.clear()

    assert kinds == {"console", "exception", "elsewhere"}
    assert len(styles) == 1
