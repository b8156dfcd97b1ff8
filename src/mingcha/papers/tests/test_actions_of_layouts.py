"""Looks of lists: saved in versions, put back, taken out; allowed, refused, wrong state, ledger."""

from dataclasses import replace
from typing import Any

import pytest

from mingcha.kernel.errors import BadValue, NotInThisState, NotThere, Refused
from mingcha.kernel.models import CalendarDay, LedgerEntry, SheetLayout
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_post, a_unit
from mingcha.papers import actions
from mingcha.ui import layouts
from mingcha.ui.layouts import Layout, LayoutColumn

pytestmark = pytest.mark.django_db
KEY = "kernel.day"
BUILT_IN = Layout(KEY, "样式1", (LayoutColumn("day"), LayoutColumn("note")), title="工作日历")
MINE = replace(BUILT_IN, columns=(LayoutColumn("note", "说明 ", 30, "合并"), LayoutColumn("day", is_totalled=True)))


@pytest.fixture(autouse=True)
def days_have_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layouts, "_kinds", {})
    layouts.register(KEY, CalendarDay, {"day": "", "is_working": "", "note": ""}, BUILT_IN)


@pytest.fixture
def office() -> Post:
    return a_post(role="OFFICE")


def _verbs() -> list[str]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True))


def test_save_layout_puts_a_new_version_in_force(office: Post) -> None:
    row = actions.save_layout(MINE, actor=office)

    found = layouts.layout_named(KEY, "样式1")
    assert (row.version, found.version) == (1, 1)
    assert [(one.path, one.label, one.group) for one in found.columns] == [("note", "说明", "合并"), ("day", "", "")]
    assert _verbs() == ["papers.save_layout"]


@pytest.mark.parametrize("verb", ["save", "restore", "take_out"])
def test_layouts_are_the_offices_alone(office: Post, verb: str) -> None:
    row = actions.save_layout(MINE, actor=office)
    clerk = a_post(a_unit("甲市"), role="CLERK")
    verbs: dict[str, Any] = {
        "save": lambda: actions.save_layout(MINE, actor=clerk),
        "restore": lambda: actions.restore_layout(row, actor=clerk),
        "take_out": lambda: actions.take_out_layout(layouts.from_row(row), actor=clerk),
    }

    with pytest.raises(Refused):
        verbs[verb]()

    assert SheetLayout.objects.count() == 1


def test_save_layout_after_somebody_else_is_told(office: Post) -> None:
    actions.save_layout(MINE, actor=office)

    with pytest.raises(NotInThisState):
        actions.save_layout(MINE, actor=office)


def test_save_layout_when_two_save_at_once_tells_the_second(office: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    actions.save_layout(MINE, actor=office)
    monkeypatch.setattr("mingcha.papers.actions.layouts._newest", lambda key, name: 0)

    with pytest.raises(NotInThisState):
        actions.save_layout(MINE, actor=office)


def test_restore_layout_makes_an_earlier_version_the_newest(office: Post) -> None:
    first = actions.save_layout(MINE, actor=office)
    actions.save_layout(replace(BUILT_IN, version=1), actor=office)

    made = actions.restore_layout(first, actor=office)

    assert made.version == 3
    assert layouts.layout_named(KEY, "样式1").columns[0].path == "note"
    assert _verbs()[-1] == "papers.restore_layout"


def test_restore_layout_of_the_newest_is_told(office: Post) -> None:
    row = actions.save_layout(MINE, actor=office)

    with pytest.raises(NotInThisState):
        actions.restore_layout(row, actor=office)


def test_take_out_layout_leaves_the_built_in_one_and_no_other(office: Post) -> None:
    for name in ("样式1", "自用"):
        row = actions.save_layout(replace(MINE, name=name), actor=office)
        actions.take_out_layout(layouts.from_row(row), actor=office)

    assert layouts.layouts_of(KEY) == [BUILT_IN]
    with pytest.raises(NotThere):
        layouts.layout_named(KEY, "自用")
    assert _verbs()[-1] == "papers.take_out_layout"


def test_take_out_layout_of_a_built_in_or_an_old_one_is_told(office: Post) -> None:
    row = actions.save_layout(MINE, actor=office)
    actions.save_layout(replace(MINE, version=1), actor=office)

    for layout in (BUILT_IN, layouts.from_row(row)):
        with pytest.raises(NotInThisState):
            actions.take_out_layout(layout, actor=office)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": " "}, "样式名称"),
        ({"name": "甲/乙"}, "不含 /"),
        ({"title": "长" * 61}, "表题不超过60字"),
        ({"columns": ()}, "须选 1 至 60 列"),
        ({"columns": (LayoutColumn("day"), LayoutColumn("day"))}, "有重复的"),
        ({"columns": (LayoutColumn("year__source"),)}, "不是这张表的列"),
        ({"columns": (LayoutColumn("day", width=2),)}, "列宽须在 3 至 80 之间"),
        ({"columns": (LayoutColumn("day", group="长" * 31),)}, "表头不超过30字"),
    ],
)
def test_save_layout_that_cannot_be_printed_says_why(office: Post, change: Any, says: str) -> None:
    with pytest.raises(BadValue, match=says):
        actions.save_layout(replace(MINE, **change), actor=office)

    assert not SheetLayout.objects.exists()


def test_layouts_of_a_list_without_any_ask_nothing_of_the_database(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert layouts.layouts_of("kernel.nothing") == []
    with pytest.raises(NotThere):
        layouts.paths_of("kernel.nothing")
