"""Leading groups and responsibilities as tables: in, out, and the errors by cell."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mingcha.kernel.tests.workbook_files import xlsx_of
from mingcha.kernel.workbooks import writer
from mingcha.kernel.workbooks.intake import Taken, Way, take_file
from mingcha.kernel.workbooks.places import BadWorkbook
from mingcha.orgs import actions
from mingcha.orgs.actions import GroupValues
from mingcha.orgs.choices import MemberRole
from mingcha.orgs.models import LeadingGroup, LeadingGroupMember, Post, Responsibility, Unit
from mingcha.orgs.tests.factories import a_post, a_responsibility, a_unit
from mingcha.ui import sheets

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
GROUPS = ["单位代码", "领导小组名称", "成立日期", "成立文件", "小组职务", "所任职务", "姓名"]
DUTIES = ["单位代码", "责任类型", "责任人职务", "责任人姓名", "责任人所在单位", "依据文件", "起始日期", "截止日期"]


@pytest.fixture
def city() -> Unit:
    return a_unit("甲市", code="C1")


def _take(key: str, folder: Path, *rows: list[Any], actor: Post | None = None) -> Taken:
    path = folder / "表.xlsx"
    path.write_bytes(xlsx_of(rows))
    return _take_in(key, path, actor or a_post())


def _take_in(key: str, path: Path, actor: Post) -> Taken:
    kind = sheets.kind_by_key(key)
    return take_file(path, Way(f"import.{key}", kind.columns(actor), kind.take), actor=actor)


def _given(key: str, folder: Path, actor: Post) -> Path:
    """What is given out, as a file."""
    given = sheets.given(key, actor)
    sheet = writer.Sheet("表", [writer.Heading(head, 12) for head in given.heads], given.cells())
    path = folder / "出.xlsx"
    path.write_bytes(b"".join(writer.xlsx([sheet])))
    return path


def test_leading_groups_are_filed_a_line_a_member(tmp_path: Path, city: Unit) -> None:
    a_unit("乙市", code="C2")

    taken = _take(
        "leading_groups",
        tmp_path,
        GROUPS,
        ["C1", "领导小组", "2018-03-01", "甲发〔2018〕3号", "组长", "市委书记", "某某"],
        ["甲市", "领导小组", "2018-03-01", "", "副组长", "市长", ""],
        ["C2", "领导小组", "2018-03-02", "", "组长", "市长", ""],
    )

    assert (taken.rows, taken.written) == (3, 2)
    seats = LeadingGroupMember.objects.order_by("group", "position")
    assert list(seats.values_list("group__unit", "role", "title", "person__name"))[:2] == [
        (city.pk, "LEADER", "市委书记", "某某"),
        (city.pk, "DEPUTY", "市长", None),
    ]


def test_leading_groups_with_errors_tell_the_cells_and_write_nothing(tmp_path: Path, city: Unit) -> None:
    with pytest.raises(BadWorkbook) as caught:
        _take(
            "leading_groups",
            tmp_path,
            GROUPS,
            [city.code, "领导小组", "2100-01-01", "", "组长", "市长", ""],
            ["没有的", "领导小组", "2018-03-01", "", "主任", "市长", ""],
        )

    assert [(error.row, error.column) for error in caught.value.errors] == [(2, "C"), (3, "A"), (3, "E")]
    assert not LeadingGroup.objects.exists()


def test_leading_groups_given_out_are_taken_in_again_without_change(tmp_path: Path, city: Unit) -> None:
    actor = a_post()
    members = [actions.MemberRow(role, "市长", name="某某") for role in MemberRole]
    old = actions.found_leading_group(
        city, actor=actor, name="旧小组", founded_on=date(2018, 3, 1), members=members[:1]
    )
    actions.correct_leading_group(
        old, actor=actor, values=GroupValues("领导小组", date(2018, 3, 1), "", members), reason="更正"
    )

    taken = _take_in("leading_groups", _given("leading_groups", tmp_path, actor), actor)

    assert (taken.rows, taken.written, LeadingGroup.objects.count()) == (3, 0, 2)


def test_leading_group_filed_already_with_other_members_is_told(tmp_path: Path, city: Unit) -> None:
    actions.found_leading_group(city, actor=a_post(), name="领导小组", founded_on=date(2018, 3, 1))

    with pytest.raises(BadWorkbook) as caught:
        _take("leading_groups", tmp_path, GROUPS, ["C1", "领导小组", "2018-03-01", "", "组长", "市长", ""])

    assert [error.row for error in caught.value.errors] == [2]


def test_responsibilities_are_assigned_and_ended(tmp_path: Path, city: Unit) -> None:
    province = a_unit("省", level="PROVINCE", code="P")

    taken = _take(
        "responsibilities",
        tmp_path,
        DUTIES,
        ["C1", "第一责任人", "市委书记", "", "", "", "2018-03-01", ""],
        ["C1", "包保责任人", "副省长", "某某", "P", "省发〔2018〕1号", "2018-03-01", "2018-12-31"],
    )

    assert (taken.rows, taken.written) == (2, 2)
    first, paired = Responsibility.objects.order_by("pk")
    assert (first.kind, first.title, first.valid_until) == ("FIRST", "市委书记", None)
    assert (paired.leader_unit, paired.name, paired.valid_until) == (province, "某某", date(2018, 12, 31))


def test_responsibilities_given_out_are_taken_in_again_without_change(tmp_path: Path, city: Unit) -> None:
    actor = a_post(city)
    a_responsibility(city, leader_unit=city, valid_until=date(2018, 1, 1))
    a_responsibility(city, title="市长", valid_from=date(2018, 1, 2))

    taken = _take_in("responsibilities", _given("responsibilities", tmp_path, actor), actor)

    assert (taken.rows, taken.written, Responsibility.objects.count()) == (2, 0, 2)


def test_responsibilities_by_who_may_not_tell_the_rows(tmp_path: Path, city: Unit) -> None:
    clerk = a_post(a_unit("乙市"), role="CLERK")

    with pytest.raises(BadWorkbook) as caught:
        _take("responsibilities", tmp_path, DUTIES, ["C1", "第一责任人", "市委书记", "", "", "", "", ""], actor=clerk)

    assert [error.row for error in caught.value.errors] == [2]
    assert not Responsibility.objects.exists()
