"""The command as a whole."""

import pytest

from mingcha.cli.tests.factories import run

Capsys = pytest.CaptureFixture[str]


def test_help_names_every_command(capsys: Capsys) -> None:
    ran = run(capsys, "--help")

    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.split("Commands:\n")[1].splitlines()] == [
        "bulletin", "demo", "figures", "ledger", "proofread",
    ]  # fmt: skip


@pytest.mark.parametrize("arguments", [("nothing",), ("bulletin", "nothing"), ("bulletin", "render")])
def test_command_nobody_knows_ends_with_two(arguments: tuple[str, ...], capsys: Capsys) -> None:
    ran = run(capsys, *arguments)

    assert (ran.code, ran.out, ran.err.startswith("Usage: mingcha")) == (2, "", True)


def test_version_is_told(capsys: Capsys) -> None:
    assert run(capsys, "--version").out.startswith("mingcha, version ")
