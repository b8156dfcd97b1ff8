"""For tests of commands: a command run as a shell does; the demonstration folder made small (缩小的演示数据)."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from mingcha.cli.main import main

DEMO = Path(__file__).resolve().parents[4] / "demo" / "heilongjiang-2018"
ROWS_KEPT = {
    "mobilisation/meetings.csv": 2,
    "problems/problems.csv": 2,
    "inspections/visits.csv": 2,
    "inspections/findings.csv": 2,
}
SOURCE = """参加的有{campaigns.participants participant_kind=city}个市（地）
和{campaigns.participants participant_kind=department}个单位。

备案{plans.filed}个；收回号牌{indicators.sets indicator=special_plates}副，
占任务量的{indicators.completion indicator=special_plates:pct1}。

第二轮通过{plans.passed round=2}个、第三轮通过{plans.passed round=3}个。
"""


def a_small_folder(home: Path) -> Path:
    """The folder with few rows: 13 cities filed; of three departments one passed in each round."""
    folder = home / DEMO.name
    shutil.copytree(DEMO, folder)
    for name, count in ROWS_KEPT.items():
        keep_lines(folder / name, lambda number, _, most=count: number <= most + 1)
    keep_lines(folder / "plans/rounds.csv", _is_of_three())
    keep_lines(folder / "documents.csv", lambda number, _: number <= 2)
    campaign = (folder / "campaign.toml").read_text(encoding="utf-8")
    before, _, after = campaign.partition("[[directive]]")
    (folder / "campaign.toml").write_text(f"{before}[series]{after.partition('[series]')[2]}", encoding="utf-8")
    (folder / "bulletins/07.md").write_text(SOURCE, encoding="utf-8")
    return folder


def _is_of_three() -> Callable[[int, str], bool]:
    """Rows of one department that passed in round 1, one in round 2 and one in round 3."""
    rows = [line.split(",") for line in (DEMO / "plans/rounds.csv").read_text(encoding="utf-8").splitlines()[1:]]
    last = {row[0]: row[1] for row in rows}
    wanted = {next(unit for unit, number in last.items() if number == which) for which in "123"}
    return lambda number, line: number == 1 or line.split(",")[0] in wanted


def keep_lines(file: Path, is_kept: Callable[..., bool]) -> None:
    """Leave only the lines of a file for which `is_kept(number from 1, line)`."""
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [line for number, line in enumerate(lines, 1) if is_kept(number, line)]
    file.write_text("\n".join(kept) + "\n", encoding="utf-8")


def spoil(folder: Path, name: str, old: str, new: str) -> int:
    """Replace the first `old` in a file; gives its line, from 1."""
    file = folder / name
    text = file.read_text(encoding="utf-8")
    before, found, after = text.partition(old)
    assert found, f"{old} not in {name}"
    file.write_text(before + new + after, encoding="utf-8")
    return before.count("\n") + 1


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> Ran:
    """`mingcha ARGUMENTS…` in this process, on the test's database."""
    capsys.readouterr()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["mingcha", *map(str, arguments)])
        code: object = 0
        try:
            main()
        except SystemExit as stop:
            code = stop.code
    out, err = capsys.readouterr()
    return Ran(code if isinstance(code, int) else 0, out, err)
