"""`mingcha demo`: loads through the actions, once, whole or not at all; names file and line of what is wrong."""

import stat
from pathlib import Path

import pytest

from mingcha.bulletins import queries
from mingcha.bulletins.models import Bulletin, FrozenFigure
from mingcha.cli.tests.factories import DEMO, a_small_folder, run, spoil
from mingcha.kernel import ledger, numbering
from mingcha.kernel.models import CalendarDay, LedgerEntry, LoadedFolder, NumberTaken
from mingcha.orgs import actions
from mingcha.orgs.choices import PostRole
from mingcha.orgs.models import Account, Person, Post, Unit
from mingcha.orgs.queries import post_by_system_name
from mingcha.plans.models import ReviewRound

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Capsys = pytest.CaptureFixture[str]
MD, TOML = "bulletins/07.md", "campaign.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_small_folder(tmp_path)


def _held() -> dict[str, int]:
    tables = (Unit, Bulletin, ReviewRound, LedgerEntry, LoadedFolder, NumberTaken, CalendarDay)
    return {table.__name__: table.objects.count() for table in tables}


# ---------------------------------------------------------------- load
def test_load_writes_once_and_a_second_time_nothing(folder: Path, capsys: Capsys) -> None:
    first = run(capsys, "demo", "load", folder)
    before = _held()
    second = run(capsys, "demo", "load", folder)

    assert (first.code, second.code) == (0, 0)
    assert "条记录，用时" in first.out
    assert second.out.endswith("演示数据已在库中，未作改动\n")
    assert _held() == before
    assert ledger.verify().ok
    texts = FrozenFigure.objects.filter(bulletin__number=7).order_by("index").values_list("text", flat=True)
    assert list(texts) == ["13", "97", "13", "842", "60.5%", "1", "1"]


def test_load_of_a_folder_that_changed_since_is_refused(folder: Path, capsys: Capsys) -> None:
    run(capsys, "demo", "load", folder)
    before = _held()
    spoil(folder, TOML, "动员部署和方案审核", "动员部署")

    ran = run(capsys, "demo", "load", folder)

    assert (ran.code, _held()) == (2, before)
    assert ran.err == f"{folder.name}: 已载入过，内容与现在的文件不同；要重建请用 make demo FRESH=1\n"


def test_campaign_of_2018_gives_every_figure_of_its_bulletin(capsys: Capsys) -> None:
    ran = run(capsys, "demo", "load", DEMO)

    issued = Bulletin.objects.get(number=7)
    texts = list(issued.figures.order_by("index").values_list("text", flat=True))
    assert (ran.code, ran.err) == (0, "")
    assert " ".join(texts) == (
        "13 97 三 41 40 13 97 齐齐哈尔市、鸡西市、省委政研室 15 13 13 97 5 三 10 57 30 13 97 3—5 7 7 2 1 5 6 5 "
        "5 12 5 14 41 40 22059 80 384 842 60.5% 202 12 12 81 3 3 28 5 694 31 11 332 149"
    )
    assert queries.frozen(issued).trace["unbound"] == []
    assert issued.statements == issued.figures.values("fact").distinct().count() + 1  # a ratio over two facts
    assert numbering.gaps(f"{issued.series_id}《情况通报》", 2018) == []


# ---------------------------------------------------------------- bad input: one place spoilt, nothing written
@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (MD, "{plans.filed}", "{plans.fild}", "没有数据口径“plans.fild”"),
        (MD, "{plans.filed}", "{plans.filed colour=red}", "“plans.filed”没有维度“colour”"),
        (MD, "{plans.filed}", "{plans.filed unit=999999}", "统计截止日没有代码为“999999”的单位"),
        (MD, "{plans.filed}", "{plans.filed", "数据标记没有收尾的“}”"),
        (MD, "{plans.filed}", "{{7*7}}", "“{{”不是数据标记，也不作模板执行"),
        (MD, "{plans.filed}", "{% raw %}", "数据标记第2字处应为机制.数据名"),
        (MD, "{plans.filed}", "{__class__}", "数据标记没有收尾的“}”"),
        (MD, "{plans.filed}个", "{plans.filed}起", "{plans.filed} 之后应为量词“个”，得到“起；收回”"),
        (MD, "{plans.filed}个", "{plans.filed}", "{plans.filed} 之后应为量词“个”，得到“；收回号”"),
        (MD, "special_plates:pct1", "drunk_driving:pct1", "没有可用的记录"),
        (MD, ":pct1", "", "“indicators.completion”的格式应为 pct0、pct1、pct2"),
    ],
)
def test_fault_of_a_bulletin_is_told_with_its_line(
    file: str, old: str, new: str, says: str, folder: Path, capsys: Capsys
) -> None:
    line, before = spoil(folder, file, old, new), _held()

    ran = run(capsys, "demo", "load", folder)

    assert ran.code == 2
    assert ran.err.startswith(f"07.md:{line}: ")
    assert says in ran.err
    assert _held() == before


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (TOML, "[campaign]", "[campaign", "campaign.toml:{line}: 不是正确的 TOML"),
        (TOML, "[series]", "[seriess]", "campaign.toml: 缺少 [series]"),
        (TOML, 'short_name = "龙江整顿2018"', "", "campaign.toml:{head}: [campaign] 缺少 short_name（文字）"),
        (TOML, "began_on = 2018-02-22", 'began_on = "二月"', "[campaign] began_on 应为日期，如 2018-04-09"),
        (TOML, "began_on = 2018-02-22", "began_on = 2999-02-22", "campaign.toml:"),
        (TOML, "founded_on = 2018-02-26", "founded_on = 2999-02-26", "campaign.toml:"),
        (TOML, 'unit = "231100"', 'unit = "239999"', "没有代码为“239999”的单位"),
        ("plans/filings.csv", "unit,", "einheit,", "filings.csv:1: 表头缺少 unit 列"),
        ("plans/filings.csv", "230100", "239999", "filings.csv:{line}: 2018-03-14没有代码为“239999”的单位"),
        ("plans/filings.csv", "2018-03-14", "2999-03-14", "filings.csv:{line}: "),
        ("plans/filings.csv", "2018-03-14", "14.3.2018", "filings.csv:{line}: happened_on 应为 2018-04-09 这样的日期"),
        ("plans/filings.csv", "2018-03-14,", "2018-03-14,,", "filings.csv:{line}: 应有 4 格，现有 5 格"),
        ("plans/filings.csv", "230100,2018-03-14", "232701,2017-03-14", "2017-03-14没有代码为“232701”的单位"),
        ("plans/rounds.csv", ",2018-03-05,", ",2018-02-01,", "rounds.csv:{line}: 审结日期不能早于收到日期"),
        ("reported/indicators.toml", '"起"', '"粒"', "indicators.toml:"),
        ("bulletins/07.toml", '"07.md"', '"08.md"', "bulletins/08.md: 没有这个文件"),
        ("bulletins/07.toml", "as_of = 2018-03-31", "as_of = 2999-03-31", "07.toml:"),
        ("bulletins/07.toml", "issued_on = 2018-04-09", "issued_on = 2018-03-09", "印发日期不能早于统计截止日"),
    ],
)
def test_fault_of_a_file_is_told_with_its_place(
    file: str, old: str, new: str, says: str, folder: Path, capsys: Capsys
) -> None:
    line, before = spoil(folder, file, old, new), _held()
    head = (folder / file).read_text(encoding="utf-8").splitlines().index("[campaign]") + 1 if "{head}" in says else 0

    ran = run(capsys, "demo", "load", folder)

    assert ran.code == 2
    assert says.format(line=line, head=head) in ran.err
    assert _held() == before


def test_folder_or_file_that_is_not_there_is_named(folder: Path, capsys: Capsys) -> None:
    assert run(capsys, "demo", "load", folder / "nirgends").err == f"{folder / 'nirgends'}: 没有这个目录\n"
    (folder / "plans/filings.csv").unlink()

    ran = run(capsys, "demo", "load", folder)

    assert (ran.code, ran.err) == (2, "filings.csv: 没有这个文件\n")
    assert not Unit.objects.exists()


def test_file_that_is_no_text_is_named(folder: Path, capsys: Capsys) -> None:
    (folder / "plans/filings.csv").write_bytes("单位".encode("gb18030"))

    ran = run(capsys, "demo", "load", folder)

    assert (ran.code, ran.err) == (2, "filings.csv: 读不出来，应为 UTF-8 编码的 CSV 文件\n")


# ---------------------------------------------------------------- accounts
def test_accounts_are_made_once_and_kept_for_the_owner_alone(folder: Path, capsys: Capsys, tmp_path: Path) -> None:
    run(capsys, "demo", "load", folder)
    out = tmp_path / "keys" / "accounts.txt"

    first, second = (run(capsys, "demo", "accounts", "--out", out) for _ in range(2))

    assert (first.code, stat.S_IMODE(out.stat().st_mode)) == (0, 0o600)
    kept = [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines()]
    assert [name for name, *_ in kept] == list(Account.objects.order_by("id").values_list("username", flat=True))
    assert all(Account.objects.get(username=name).check_password(password) for name, password, _ in kept)
    assert len({password for _, password, _ in kept}) == len(kept) == 14
    assert second.out == first.out


def test_accounts_that_are_missing_are_added_to_a_demo_that_has_some(
    folder: Path, capsys: Capsys, tmp_path: Path
) -> None:
    run(capsys, "demo", "load", folder)
    loader = post_by_system_name("loader")
    person = actions.add_person(actor=loader)
    held = actions.add_account(person, actor=loader, username="office", password="kept as it was")

    ran = run(capsys, "demo", "accounts", "--out", tmp_path / "accounts.txt")

    names = [line.split("\t")[0] for line in ran.out.splitlines()[1:]]
    assert (len(names), "office" in names) == (13, False)
    held.refresh_from_db()
    assert held.check_password("kept as it was")
    roles = set(Post.objects.filter(person__isnull=False).values_list("role", flat=True))
    assert roles == set(PostRole) - {PostRole.SYSTEM, PostRole.OFFICE}
    assert Post.objects.filter(person__accounts__username="twoposts").count() == 2


def test_accounts_whose_file_is_lost_stay_without_it(folder: Path, capsys: Capsys, tmp_path: Path) -> None:
    run(capsys, "demo", "load", folder)
    out = tmp_path / "accounts.txt"
    run(capsys, "demo", "accounts", "--out", out)
    out.unlink()
    before = (Account.objects.count(), Person.objects.count(), Post.objects.count())

    ran = run(capsys, "demo", "accounts", "--out", out)

    assert ran.code == 0
    assert "密码只在生成时显示一次" in ran.out
    assert "make demo FRESH=1" in ran.out
    assert (Account.objects.count(), Person.objects.count(), Post.objects.count()) == before
    assert not out.exists()


def test_file_others_could_read_becomes_the_owners_alone(folder: Path, capsys: Capsys, tmp_path: Path) -> None:
    run(capsys, "demo", "load", folder)
    out = tmp_path / "accounts.txt"
    out.write_text("alt\tpass\twort\n", encoding="utf-8")
    out.chmod(0o644)

    run(capsys, "demo", "accounts", "--out", out)

    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert out.read_text(encoding="utf-8").startswith("alt\tpass\twort\noffice\t")


def test_text_outside_the_folder_is_not_read(folder: Path, capsys: Capsys) -> None:
    (folder.parent / "secret.md").write_text("机密。")
    spoil(folder, "bulletins/07.toml", 'source = "07.md"', 'source = "../../secret.md"')

    ran = run(capsys, "demo", "load", folder)

    assert (ran.code, ran.err) == (2, "bulletins/../../secret.md: 文件须在演示数据目录之内\n")
    assert Bulletin.objects.count() == 0


@pytest.mark.parametrize("minutes", ["-5", "99999999999999999999"])
def test_number_that_cannot_be_is_told_with_its_section(minutes: str, folder: Path, capsys: Capsys) -> None:
    directive = f"""
[[directive]]
title = "报方案"
asks = "报送方案"
basis = "通知"
minutes_needed = {minutes}
happened_on = 2018-02-26
due_on = 2018-03-20
answer = "已报"
"""
    with (folder / TOML).open("a", encoding="utf-8") as file:
        file.write(directive)

    ran = run(capsys, "demo", "load", folder)

    assert ran.code == 2
    assert ran.err.startswith(f"{TOML}:")
    assert "[directive] 须写明预计用时（分钟）" in ran.err
    assert Unit.objects.count() == 0
