"""Pages of looks: the list, editing one by its buttons, putting a version back; through their addresses."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.kernel.models import SheetLayout
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_post, a_unit, an_account
from mingcha.ui import layouts

pytestmark = pytest.mark.django_db
KEY = "assignments.task"


@pytest.fixture
def office() -> Post:
    return a_post(role="OFFICE")


def browser(post: Post) -> Client:
    client = Client(headers={"Accept-Language": "zh-CN"})
    client.force_login(an_account(post))
    return client


def at(verb: str, *given: Any) -> str:
    return reverse(f"papers:{verb}", args=given)


def typed(page: Any, **changes: str) -> dict[str, str]:
    """What a browser would send of an editing page, with some of it typed anew."""
    found: dict[str, str] = {"count": str(len(page.context["rows"]))}
    for form in (page.context["form"], *[row for row, _ in page.context["rows"]]):
        for field in form:
            value = field.value()
            if value is not None and value is not False and value != "":
                found[field.html_name] = str(value)
    return {**found, **changes}


def test_list_names_every_look_and_which_is_built_in(office: Post) -> None:
    page = browser(office).get(at("layout_list"))

    assert "样式1" in page.content.decode()
    assert "督办台账" in page.content.decode()
    assert "内置" in page.content.decode()


def test_edit_saves_a_new_version_and_the_export_follows_it(office: Post) -> None:
    client = browser(office)
    page = client.get(at("edit_layout", KEY, "样式1"))

    response = client.post(at("edit_layout", KEY, "样式1"), typed(page, title="市级督办台账"), follow=True)

    assert "已保存：样式1 第1版。" in response.content.decode()
    found = layouts.layout_named(KEY, "样式1")
    assert (found.title, found.version, found.columns[1].path) == ("市级督办台账", 1, "directive")


def test_edit_moves_a_column_by_its_button_and_saves_nothing_yet(office: Post) -> None:
    client = browser(office)
    page = client.get(at("edit_layout", KEY, "样式1"))

    moved = client.post(at("edit_layout", KEY, "样式1"), typed(page, edit="up-2"))

    paths = [str(row["path"].value()) for row, _ in moved.context["rows"]]
    assert paths[:3] == ["#", "directive__title", "directive"]
    assert not SheetLayout.objects.exists()
    client.post(at("edit_layout", KEY, "样式1"), typed(moved, save="1"))
    assert [one.path for one in layouts.layout_named(KEY, "样式1").columns][:3] == paths[:3]


@pytest.mark.parametrize("button", ["up-0", "down-99", "down-x"])
def test_edit_by_a_button_that_leads_nowhere_changes_nothing(office: Post, button: str) -> None:
    client = browser(office)
    page = client.get(at("edit_layout", KEY, "样式1"))

    moved = client.post(at("edit_layout", KEY, "样式1"), typed(page, edit=button))

    assert moved.status_code == 200
    assert len(moved.context["rows"]) == len(page.context["rows"])


def test_edit_with_a_wrong_width_or_name_says_so(office: Post) -> None:
    client = browser(office)
    page = client.get(at("edit_layout", KEY, "样式1"))

    wide = client.post(at("edit_layout", KEY, "样式1"), typed(page, **{"0-width": "900"}))
    named = client.post(at("edit_layout", KEY, "样式1"), typed(page, name="甲/乙"))

    assert (wide.status_code, named.status_code) == (422, 422)
    assert "不含 /" in named.content.decode()
    assert not SheetLayout.objects.exists()


def test_new_look_begins_as_the_first_and_is_named(office: Post) -> None:
    client = browser(office)
    page = client.get(at("add_layout", KEY))

    client.post(at("add_layout", KEY), typed(page, name="样式2"))

    assert [layout.name for layout in layouts.layouts_of(KEY)] == ["样式1", "样式2"]


def test_earlier_version_is_put_back_and_a_look_taken_out(office: Post) -> None:
    client = browser(office)
    for title in ("甲", "乙"):
        page = client.get(at("edit_layout", KEY, "样式1"))
        client.post(at("edit_layout", KEY, "样式1"), typed(page, title=title))

    client.post(at("restore_layout", KEY, "样式1", 1))
    assert layouts.layout_named(KEY, "样式1").title == "甲"
    response = client.post(at("take_out_layout", KEY, "样式1"), follow=True)

    assert "已撤下：样式1。" in response.content.decode()
    assert layouts.layout_named(KEY, "样式1").version == 0


def test_pages_are_the_offices_alone_and_know_their_lists(office: Post) -> None:
    clerk = browser(a_post(a_unit("甲市"), role="CLERK"))

    assert clerk.get(at("layout_list")).status_code == 403
    assert clerk.get(at("edit_layout", KEY, "样式1")).status_code == 403
    assert clerk.post(at("take_out_layout", KEY, "样式1")).status_code == 403
    for address in (at("edit_layout", "kernel.nothing", "样式1"), at("edit_layout", KEY, "没有")):
        assert browser(office).get(address).status_code == 404
    assert browser(office).post(at("restore_layout", KEY, "样式1", 7)).status_code == 404
