"""The command as a whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mingcha.bulletins.tests.factories import a_series, a_small_campaign, an_issued
from mingcha.cli.tests.factories import run

Capsys = pytest.CaptureFixture[str]


def test_help_names_every_command(capsys: Capsys) -> None:
    ran = run(capsys, "--help")

    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.split("Commands:\n")[1].splitlines()] == [
        "accounts", "bulletin", "demo", "export", "figures", "import", "jobs", "ledger", "mail", "proofread",
    ]  # fmt: skip


@pytest.mark.parametrize("arguments", [("nothing",), ("bulletin", "nothing"), ("bulletin", "render")])
def test_command_nobody_knows_ends_with_two(arguments: tuple[str, ...], capsys: Capsys) -> None:
    ran = run(capsys, *arguments)

    assert (ran.code, ran.out, ran.err.startswith("Usage: mingcha")) == (2, "", True)


def test_version_is_told(capsys: Capsys) -> None:
    assert run(capsys, "--version").out.startswith("mingcha, version ")


@pytest.mark.django_db
def test_folder_that_cannot_be_written_is_named_without_a_trace(capsys: Capsys, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("")
    an_issued(a_series(a_small_campaign().campaign), "报{plans.filed}个。")

    ran = run(capsys, "bulletin", "render", 1, "--format", "txt", "--out", taken / "out")

    assert (ran.code, ran.out) == (2, "")
    assert str(taken) in ran.err


def test_database_without_tables_is_told_in_a_sentence(tmp_path: Path) -> None:
    here = {**os.environ, "MINGCHA_HOME": str(tmp_path), "MINGCHA_DATABASE": ""}
    here["DJANGO_SETTINGS_MODULE"] = "mingcha.config.settings"
    command = [
        sys.executable,
        "-c",
        "from mingcha.cli.main import main; main()",
        "export",
        "nothing",
        "--out",
        "x.xlsx",
    ]

    ran = subprocess.run(command, env=here, capture_output=True, text=True, check=False)

    assert (ran.returncode, ran.stderr) == (2, "数据库还没有建表，先运行：make demo，或 django-admin migrate\n")
