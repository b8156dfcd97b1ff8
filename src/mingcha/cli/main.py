"""The entry of the `mingcha` command. Errors meant for a reader end with exit code 2 and one sentence."""

import os
import sys
from importlib import import_module

import click

# command -> the module that holds it, so that `mingcha proofread` starts no database and an issued bulletin no Ibis
_COMMANDS = {
    "accounts": "mingcha.cli.accounts",
    "bulletin": "mingcha.cli.bulletin",
    "demo": "mingcha.cli.demo",
    "export": "mingcha.cli.sheets:export_rows",
    "figures": "mingcha.cli.figures",
    "import": "mingcha.cli.sheets:import_rows",
    "jobs": "mingcha.cli.jobs",
    "ledger": "mingcha.cli.ledger",
    "mail": "mingcha.cli.mail",
    "proofread": "mingcha.cli.proofread",
}
_WITHOUT_DJANGO = {"proofread"}
NO_TABLES = ("no such table", 'relation "')
"""What the two databases say where nobody has made the tables."""


class _Lazy(click.Group):
    """Imports only the command that was called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        if cmd_name not in _WITHOUT_DJANGO:
            set_up()
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name or cmd_name)
        return command


def set_up() -> None:
    """Make Django ready, once."""
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingcha.config.settings")
        django.setup()


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mingcha")
def cli() -> None:
    """Mingcha 明查: every figure of a bulletin walks back to its records."""


def main() -> None:
    """Run a command; bad input ends with exit code 2 and a sentence that names the place."""
    from mingcha.kernel.errors import MingchaError

    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except (MingchaError, OSError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except Exception as error:
        if not any(words in str(error) for words in NO_TABLES):
            raise
        click.echo("数据库还没有建表，先运行：make demo，或 django-admin migrate", err=True)
        sys.exit(2)
