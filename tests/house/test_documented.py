"""Every setting, command and measure says what it is; the second language is whole."""

import re
import subprocess

import click

from mingcha.cli.main import cli
from mingcha.config import messages, settings
from mingcha.figures import registry
from mingcha.figures.definitions import Fact, Measure
from tests.house import tree

COMMANDS = {"help", "demo", "test", "test-long", "check", "fmt", "dev", "bench", "system", "messages", "lock", "clean"}
SETTING = re.compile(r"MINGCHA_[A-Z_]+")


def undocumented_settings(used: str, told: str) -> list[str]:
    """Names of settings in a text that another text does not tell of."""
    return sorted(set(SETTING.findall(used)) - set(SETTING.findall(told)))


def silent_commands(command: click.Command, name: str) -> list[str]:
    """Commands and options without a word of help, below a command."""
    silent = [] if (command.help or "").strip() else [name]
    options = [p for p in command.params if isinstance(p, click.Option)]
    silent += [f"{name} {option.opts[0]}" for option in options if not (option.help or "").strip()]
    context = click.Context(command)
    below = command.list_commands(context) if isinstance(command, click.Group) else []
    parts = {key: command.get_command(context, key) for key in below if isinstance(command, click.Group)}
    return silent + [f for key, part in parts.items() if part for f in silent_commands(part, f"{name} {key}")]


def silent_definition(defined: Fact | Measure) -> list[str]:
    """What a fact or measure leaves unsaid: its label, its definition in a sentence, a column's label."""
    lacking = [name for name in ("label", "says") if not getattr(defined, name).strip()]
    if isinstance(defined, Fact):
        lacking += [column.name for column in defined.documented if not column.label.strip()]
    return [f"{defined.key}: {name}" for name in lacking]


def test_settings_are_all_documented() -> None:
    used = "\n".join(path.read_text() for path in tree.code())

    assert undocumented_settings(used, settings.__doc__ or "") == []


def test_commands_and_their_options_all_have_help() -> None:
    assert silent_commands(cli, "mingcha") == []


def test_make_explains_its_commands() -> None:
    told = subprocess.run(["make"], cwd=tree.ROOT, capture_output=True, text=True, check=True).stdout

    assert {line.split()[1] for line in told.splitlines()} == COMMANDS


def test_facts_and_measures_all_have_a_definition() -> None:
    defined: list[Fact | Measure] = [*registry.facts(), *registry.measures()]

    assert defined
    assert [fault for one in defined for fault in silent_definition(one)] == []


def test_english_catalogue_is_complete() -> None:
    assert list(messages.missing()) == []


def test_checks_see_a_planted_fault() -> None:
    silent = click.Group("mingcha", help="x", commands=[click.Command("load", params=[click.Option(["--on"])])])
    measure = Measure("plans.passed", label="通过", word="家", says=" ")

    assert undocumented_settings('environ["MINGCHA_HOME"], "MINGCHA_SECRET"', "MINGCHA_HOME folder") == [
        "MINGCHA_SECRET"
    ]
    assert silent_commands(silent, "mingcha") == ["mingcha load", "mingcha load --on"]
    assert silent_definition(measure) == ["plans.passed: says"]
