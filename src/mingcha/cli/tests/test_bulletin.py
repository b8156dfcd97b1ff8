"""`mingcha bulletin`: lists, renders, says what would differ today."""

import json
from pathlib import Path

import pytest

from mingcha.bulletins.choices import Format
from mingcha.bulletins.models import Bulletin
from mingcha.bulletins.tests.factories import SmallCampaign, a_draft, a_series, a_small_campaign, an_issued
from mingcha.cli.tests.factories import run
from mingcha.kernel.models import LedgerEntry
from mingcha.kernel.records import void_row
from mingcha.orgs.tests.factories import a_post, an_account
from mingcha.plans.models import PlanFiling

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Capsys = pytest.CaptureFixture[str]
SOURCE = "备案{plans.filed}个，通过{plans.pass_share:pct1}。"


@pytest.fixture
def small() -> SmallCampaign:
    return a_small_campaign()


@pytest.fixture
def issued(small: SmallCampaign) -> Bulletin:
    return an_issued(a_series(small.campaign), SOURCE)


# ---------------------------------------------------------------- list
def test_list_gives_what_the_reader_may_see(issued: Bulletin, capsys: Capsys) -> None:
    draft, office = a_draft(issued.series, title="新的\n一期"), an_account(a_post())

    plain, full = run(capsys, "bulletin", "list"), run(capsys, "bulletin", "list", "--as", office.username)

    line = "情况通报/2018/1\t已印发\t2018-04-09\t标题"
    assert (plain.code, plain.out.splitlines()) == (0, [line])
    assert full.out.splitlines() == [f"draft-{draft.pk}\t草稿\t\t新的一期", line]


@pytest.mark.parametrize("name", ["nobody", "system2"])
def test_reader_nobody_knows_is_refused(name: str, capsys: Capsys) -> None:
    ran = run(capsys, "bulletin", "list", "--as", name)

    assert (ran.code, ran.err) == (2, f"没有可用的账号或岗位“{name}”\n")


# ---------------------------------------------------------------- render
def test_render_writes_every_format_into_a_new_folder(issued: Bulletin, capsys: Capsys, tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"

    ran = run(capsys, "bulletin", "render", 1, "--out", out)

    assert ran.code == 0
    assert ran.out.splitlines() == [str(out / f"bulletin-1.{form}") for form in Format.values]
    assert all((out / f"bulletin-1.{form}").stat().st_size for form in Format.values)


@pytest.mark.parametrize("name", ["1", "情况通报/2018/1"])
def test_render_writes_one_format(name: str, issued: Bulletin, capsys: Capsys, tmp_path: Path) -> None:
    ran = run(capsys, "bulletin", "render", name, "--format", "json", "--out", tmp_path)

    assert (ran.code, [file.name for file in tmp_path.iterdir()]) == (0, ["bulletin-1.json"])
    trace = json.loads((tmp_path / "bulletin-1.json").read_text(encoding="utf-8"))
    assert [figure["text"] for figure in trace["figures"]] == ["2", "60.0%"]


def test_draft_is_rendered_for_those_who_may_see_it(small: SmallCampaign, capsys: Capsys, tmp_path: Path) -> None:
    draft, office = a_draft(a_series(small.campaign), SOURCE), an_account(a_post())
    name = f"draft-{draft.pk}"
    options = ("--format", "txt", "--out", tmp_path)

    refused = run(capsys, "bulletin", "render", name, *options)
    given = run(capsys, "bulletin", "render", name, *options, "--as", office.username)

    assert (refused.code, refused.err) == (2, f"没有找到：通报“{name}”\n")
    assert (given.code, given.out) == (0, f"{tmp_path / f'bulletin-{name}.txt'}\n")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("7", "没有找到：通报“7”"),
        ("简报/2018/1", "没有找到：通报“简报/2018/1”"),
        ("第七期", "期号应写作 7 或 情况通报/2018/7，得到“第七期”"),
    ],
)
def test_bulletin_that_is_not_there_writes_nothing(
    name: str, says: str, issued: Bulletin, capsys: Capsys, tmp_path: Path
) -> None:
    ran = run(capsys, "bulletin", "render", name, "--out", tmp_path / "out")

    assert (ran.code, ran.out, ran.err) == (2, "", f"{says}\n")
    assert list(tmp_path.iterdir()) == []


def test_format_nobody_knows_is_refused(issued: Bulletin, capsys: Capsys) -> None:
    assert run(capsys, "bulletin", "render", 1, "--format", "odt").code == 2


def test_draft_with_a_faulty_mark_names_its_line(small: SmallCampaign, capsys: Capsys, tmp_path: Path) -> None:
    draft, office = a_draft(a_series(small.campaign), "甲\n{{7*7}}"), an_account(a_post())

    ran = run(capsys, "bulletin", "render", f"draft-{draft.pk}", "--out", tmp_path / "out", "--as", office.username)

    assert (ran.code, ran.err.startswith(f"bulletin-draft-{draft.pk}.md:2: ")) == (2, True)
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- errata
def test_errata_are_none_while_records_stand(issued: Bulletin, capsys: Capsys) -> None:
    assert run(capsys, "bulletin", "errata", 1) == (0, "没有变化\n", "")


def test_errata_name_exactly_what_differs_and_write_nothing(
    small: SmallCampaign, issued: Bulletin, capsys: Capsys
) -> None:
    void_row(PlanFiling.objects.get(unit=small.cities[0]), reason="重复登记")
    before = LedgerEntry.objects.count()

    ran = run(capsys, "bulletin", "errata", 1)

    assert ran == (0, "第1个数据（底稿第1行）\t已备案的实施方案\t{plans.filed}\t2 → 1个\n", "")
    assert LedgerEntry.objects.count() == before


def test_draft_has_no_errata(small: SmallCampaign, capsys: Capsys) -> None:
    draft, office = a_draft(a_series(small.campaign), SOURCE), an_account(a_post())

    ran = run(capsys, "bulletin", "errata", f"draft-{draft.pk}", "--as", office.username)

    assert (ran.code, ran.err) == (2, "没有找到：《情况通报》2018年第　期冻结的数据\n")


def test_trace_and_errata_are_not_for_a_clerk_who_may_take_the_rest(tmp_path: Path, capsys: Capsys) -> None:
    issued = an_issued(a_series(a_small_campaign().campaign), "报{plans.filed}个。")
    clerk = an_account(a_post(role="CLERK")).username
    refused = (2, "", "数据底账和更正对照只供办公室查看\n")

    assert run(capsys, "bulletin", "errata", issued.number, "--as", clerk) == refused
    trace = run(capsys, "bulletin", "render", issued.number, "--format", "json", "--out", tmp_path, "--as", clerk)
    assert trace == refused
    run(capsys, "bulletin", "render", issued.number, "--out", tmp_path, "--as", clerk)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".docx", ".html", ".pdf", ".txt"]
