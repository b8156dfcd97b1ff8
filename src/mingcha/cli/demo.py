"""`mingcha demo`: load the demonstration campaign, make its accounts."""

import time
from pathlib import Path

import click


@click.group()
def demo() -> None:
    """The demonstration campaign 演示数据."""


@demo.command()
@click.argument("folder", type=click.Path(path_type=Path))
def load(folder: Path) -> None:
    """Load FOLDER through the actions as the built-in post `loader`; loading it again writes nothing."""
    from mingcha.cli.loading.folder import Folder
    from mingcha.cli.loading.load import load_folder
    from mingcha.orgs.queries import post_by_system_name

    begun = time.monotonic()
    with click.progressbar(length=Folder(folder).size(), label="载入演示数据", show_pos=True) as bar:
        written = load_folder(folder, actor=post_by_system_name("loader"), tick=bar.update)
        bar.update(bar.length or 0)
    spent = time.monotonic() - begun
    click.echo(f"已载入 {written} 条记录，用时 {spent:.1f} 秒" if written else "演示数据已在库中，未作改动")


@demo.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="File for the passwords.")
def accounts(out: Path) -> None:
    """Make the demonstration accounts with new passwords, printed and kept in a file only its owner can read."""
    from mingcha.cli.loading.accounts import make_accounts

    for line in make_accounts(out):
        click.echo(line)
