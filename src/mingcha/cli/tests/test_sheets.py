"""`mingcha import` and `mingcha export`: whole files or nothing, once, and only what the acting post may see."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mingcha.campaigns.models import Campaign
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.cli.tests.factories import run
from mingcha.kernel.models import LedgerEntry, TakenFile
from mingcha.kernel.tests.workbook_files import xlsx_of
from mingcha.kernel.workbooks.opening import open_book
from mingcha.leads.models import Lead
from mingcha.leads.tests.factories import a_lead
from mingcha.orgs.models import Contact, Unit
from mingcha.orgs.tests.factories import a_post, a_system_post, a_unit, an_account
from mingcha.problems.models import TargetProblem
from mingcha.problems.tests.factories import a_problem

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Capsys = pytest.CaptureFixture[str]
PROBLEMS = ["单位代码", "问题", "查摆方式", "确定日期"]


def a_file(folder: Path, *rows: list[Any], name: str = "导入.xlsx") -> Path:
    path = folder / name
    path.write_bytes(xlsx_of(rows))
    return path


def an_office() -> tuple[Unit, str]:
    """A province with a campaign and a signed-in clerk of the office; gives the province and the account's name."""
    province = a_unit("甲省")
    office = a_unit("乙办")
    a_campaign(office=office)
    return province, an_account(a_post(office)).username


def rows_of(path: Path) -> list[list[Any]]:
    return list(open_book(path).sheets[0].rows())


def test_import_of_problems_registers_every_row(tmp_path: Path, capsys: Capsys) -> None:
    province, name = an_office()
    city = a_unit("甲市", parent=province)
    file = a_file(
        tmp_path, PROBLEMS, [city.code, "办事拖延", "实地调研", "2018-04-09"], ["甲市", "多头跑", "FORUM", None]
    )

    ran = run(capsys, "import", "problems", file, "--as", name)

    assert ran == (0, "已导入：读 2 行，登记 2 条靶向问题\n", "")
    assert list(TargetProblem.objects.order_by("number").values_list("unit", "title", "method")) == [
        (city.pk, "办事拖延", "FIELD_VISIT"),
        (city.pk, "多头跑", "FORUM"),
    ]


def test_import_with_errors_tells_all_by_cell_and_writes_nothing(tmp_path: Path, capsys: Capsys) -> None:
    province, name = an_office()
    good = [province.code, "办事拖延", "其他", "2018-04-09"]
    file = a_file(tmp_path, PROBLEMS, good, ["999999", "多头跑", "其他", ""], [province.code, "", "猜的", "2099-01-01"])

    ran = run(capsys, "import", "problems", file, "--as", name)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        "表 1 第 3 行 A 列：单位代码没有“999999”，或不在您的办理范围内",
        "表 1 第 4 行 B 列：问题不能为空",
        "表 1 第 4 行 C 列：查摆方式应为 实地调研、座谈研讨、问卷调查、其他 之一，现为“猜的”",
    ]
    assert not TargetProblem.objects.exists()
    assert not TakenFile.objects.exists()


def test_what_an_action_refuses_is_told_with_its_cell(tmp_path: Path, capsys: Capsys) -> None:
    province, name = an_office()
    file = a_file(tmp_path, PROBLEMS, [province.code, "办事拖延", "其他", "2099-01-01"])

    ran = run(capsys, "import", "problems", file, "--as", name)

    assert ran.code == 2
    assert ran.err.startswith("表 1 第 2 行 D 列：日期不能晚于今天")
    assert not TargetProblem.objects.exists()


def test_import_by_who_may_not_tells_the_rows(tmp_path: Path, capsys: Capsys) -> None:
    province, _ = an_office()
    city = a_unit("甲市", parent=province)
    clerk = an_account(a_post(city, role="CLERK")).username
    file = a_file(tmp_path, PROBLEMS, [city.code, "办事拖延", "其他", ""], [province.code, "多头跑", "其他", ""])

    ran = run(capsys, "import", "problems", file, "--as", clerk)

    assert (ran.code, ran.err) == (2, "表 1 第 3 行：无权办理：problems.register_problem\n")


def test_dry_run_checks_all_and_writes_nothing(tmp_path: Path, capsys: Capsys) -> None:
    province, name = an_office()
    file = a_file(tmp_path, [*PROBLEMS, "备注"], [province.code, "办事拖延", "其他", "", "无"])
    entries = LedgerEntry.objects.count()

    ran = run(capsys, "import", "problems", file, "--dry-run", "--as", name)

    assert ran == (0, "试导入通过，没有写入：读 1 行，登记 1 条靶向问题\n", "没有读的列：备注\n")
    assert not TargetProblem.objects.exists()
    assert not TakenFile.objects.exists()
    assert LedgerEntry.objects.count() == entries


def test_same_file_twice_is_recognised_whatever_its_name(tmp_path: Path, capsys: Capsys) -> None:
    province, name = an_office()
    file = a_file(tmp_path, PROBLEMS, [province.code, "办事拖延", "其他", ""])
    run(capsys, "import", "problems", file, "--as", name)
    renamed = file.rename(tmp_path / "再来.xlsx")

    ran = run(capsys, "import", "problems", renamed, "--as", name)

    assert ran.code == 2
    assert "导入过（导入.xlsx），没有重复导入" in ran.err
    assert TargetProblem.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["import"], "import KIND FILE --as NAME"),
        (["import", "problems", "x.xlsx"], "须用 --as 说明由谁办理"),
        (
            ["import", "nothing", "x.xlsx", "--as", "loader"],
            "可导入的表“nothing”，现有：contacts、leading_groups、leads、problems、responsibilities、units",
        ),
        (["import", "problems", "/nowhere/x.xlsx", "--as", "loader"], "没有这个文件"),
        (["export"], "export KIND --out FILE"),
        (["export", "nothing", "--out", "x.xlsx"], "可导出的表“nothing”"),
    ],
)
def test_command_that_cannot_be_says_what_is_missing(arguments: list[str], says: str, capsys: Capsys) -> None:
    a_campaign()

    ran = run(capsys, *arguments)

    assert ran.code == 2
    assert says in ran.err


def test_kinds_and_columns_are_listed(capsys: Capsys) -> None:
    told = run(capsys, "import", "--list").out

    assert "problems\t靶向问题：逐条登记靶向问题" in told
    assert "  单位代码\t代码，必填" in told
    assert {"units", "leads", "assignments.task"} <= set(run(capsys, "export", "--list").out.split())


def test_units_given_out_are_taken_in_again_the_same(tmp_path: Path, capsys: Capsys) -> None:
    province, name = an_office()
    a_unit("甲市", parent=province)
    given = tmp_path / "单位.xlsx"

    assert run(capsys, "export", "units", "--out", given, "--as", name).code == 0
    before = list(Unit.objects.order_by("official_order").values_list("code", "name", "level", "valid_from"))
    renamed = {code: f"99{code}" for code, *_ in before} | {"": ""}
    head, *rows = rows_of(given)
    parent = head.index("所属地区代码")
    for row in rows:
        row[0], row[parent] = renamed[row[0]], renamed[row[parent]]
    ran = run(capsys, "import", "units", a_file(tmp_path, head, *rows), "--as", name)

    assert (ran.out, ran.err) == ("已导入：读 3 行，登记 3 条单位\n", "")
    again = Unit.objects.filter(code__startswith="99").order_by("official_order")
    assert sorted(again.values_list("code", "name", "level", "valid_from")) == sorted(
        (renamed[code], *rest) for code, *rest in before
    )


def test_unit_without_its_parent_is_told_with_its_row(tmp_path: Path, capsys: Capsys) -> None:
    _, name = an_office()
    head = ["代码", "名称", "层级", "单位性质", "所属地区代码", "设立日期"]
    file = a_file(tmp_path, head, ["990100", "乙市", "市（地）级", "行政区域", "980000", "2018-01-01"])

    ran = run(capsys, "import", "units", file, "--as", name)

    assert ran.code == 2
    assert ran.err.startswith("表 1 第 2 行")
    assert "980000" in ran.err


def test_contacts_are_named_and_the_same_again_changes_nothing(tmp_path: Path, capsys: Capsys) -> None:
    province, name = an_office()
    head = ["单位", "类别", "姓名", "手机"]
    rows = [
        head,
        [province.code, "联络员", "张三", "１３８００００００００"],
        [province.short_name, "PRINCIPAL", "李四", ""],
    ]
    run(capsys, "import", "contacts", a_file(tmp_path, *rows), "--as", name)
    assert list(Contact.objects.order_by("name").values_list("kind", "name", "mobile")) == [
        ("LIAISON", "张三", "13800000000"),
        ("PRINCIPAL", "李四", ""),
    ]

    ran = run(capsys, "import", "contacts", a_file(tmp_path, *rows, []), "--as", name)

    assert Contact.objects.count() == 2
    assert ran.code in {0, 2}


def test_contact_with_a_number_that_is_none_is_told(tmp_path: Path, capsys: Capsys) -> None:
    province, name = an_office()
    file = a_file(tmp_path, ["单位", "类别", "姓名", "手机"], [province.code, "联络员", "张三", "12"])

    ran = run(capsys, "import", "contacts", file, "--as", name)

    assert ran.err.startswith("表 1 第 2 行 D 列：")
    assert not Contact.objects.exists()


def test_leads_are_opened_and_given_out_to_the_office_alone(tmp_path: Path, capsys: Capsys) -> None:
    province, name = an_office()
    city = a_unit("甲市", parent=province)
    clerk = an_account(a_post(city, role="CLERK")).username
    head = ["单位代码", "反映内容", "来源", "来源编号"]
    file = a_file(tmp_path, head, [city.code, "窗口空岗", "举报", "T1"], [city.code, "窗口空岗", "举报", "T1"])
    assert run(capsys, "import", "leads", file, "--as", name).err == "表 1 第 3 行 D 列：来源T1已登记过线索\n"
    assert not Lead.objects.exists()

    run(capsys, "import", "leads", a_file(tmp_path, head, [city.code, "窗口空岗", "举报", "T1"]), "--as", name)
    run(capsys, "export", "leads", "--out", tmp_path / "office.xlsx", "--as", name)
    run(capsys, "export", "leads", "--out", tmp_path / "clerk.xlsx", "--as", clerk)
    run(capsys, "export", "leads", "--out", tmp_path / "system.xlsx")

    assert [row[3] for row in rows_of(tmp_path / "office.xlsx")] == ["反映内容", "窗口空岗"]
    assert [len(rows_of(tmp_path / f"{who}.xlsx")) for who in ("clerk", "system")] == [1, 1]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_any_kind_of_record_is_given_out_and_entered(kind: str, tmp_path: Path, capsys: Capsys) -> None:
    province, name = an_office()
    a_lead(a_unit("甲市", parent=province), Campaign.objects.get())
    out = tmp_path / f"a.{kind}"

    ran = run(capsys, "export", "leads.lead", "--format", kind, "--out", out, "--as", name)

    assert ran.out == f"已导出 1 条线索到 {out}\n"
    assert rows_of(out)[0][:3] == ["单位代码", "单位", "日期"]
    entry = LedgerEntry.objects.get(verb="cli.export_rows")
    assert (entry.object_kind, entry.rows) == ("leads.lead", 1)
    assert list(tmp_path.iterdir()) == [out]


def test_every_kind_of_record_can_be_given_out(tmp_path: Path, capsys: Capsys) -> None:
    _, name = an_office()

    for key in run(capsys, "export", "--list").out.split():
        assert run(capsys, "export", key, "--out", tmp_path / "a.xlsx", "--as", name).code == 0, key


def test_parquet_without_its_library_says_how_to_get_it(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mingcha.cli.parquet.find_spec", lambda name: None)

    ran = run(capsys, "export", "units", "--format", "parquet", "--out", tmp_path / "a.parquet")

    assert ran.code == 2
    assert "pip install 'mingcha[parquet]'" in ran.err


def test_parquet_holds_types(tmp_path: Path, capsys: Capsys) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    province, name = an_office()
    out = tmp_path / "a.parquet"

    assert run(capsys, "export", "units", "--format", "parquet", "--out", out, "--as", name).code == 0

    [row] = parquet.read_table(out).to_pylist()
    assert (row["代码"], row["设立日期"], row["终止日期"]) == (province.code, province.valid_from, None)
    assert isinstance(row["设立日期"], date)


@pytest.mark.django_db(transaction=True)
def test_export_is_entered_in_the_ledger_with_its_file(capsys: Capsys, tmp_path: Path) -> None:
    a_system_post()
    a_problem(a_unit("甲市"), a_campaign())

    ran = run(capsys, "export", "problems", "--out", tmp_path / "x.csv", "--format", "csv")

    assert (ran.code, ran.err) == (0, "")
    assert (tmp_path / "x.csv").exists()
    assert LedgerEntry.objects.get(verb="cli.export_rows").rows == 1
