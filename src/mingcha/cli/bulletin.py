"""`mingcha bulletin`: render an issue, list issues, say what would differ today."""

from pathlib import Path

import click

from mingcha.bulletins import access, queries
from mingcha.bulletins.choices import Format
from mingcha.bulletins.models import Bulletin
from mingcha.cli.actor import as_option, post_named
from mingcha.kernel.errors import BadValue
from mingcha.orgs.models import Post


@click.group()
def bulletin() -> None:
    """Bulletins 情况通报."""


@bulletin.command("list")
@as_option()
def list_bulletins(acting: str) -> None:
    """Every bulletin the reader may see, newest first."""
    for found in queries.bulletins(post_named(acting)):
        name = f"{found.series.name}/{found.year}/{found.number}" if found.number else f"draft-{found.pk}"
        click.echo(f"{name}\t{found.get_state_display()}\t{found.issued_on or ''}\t{found.title.replace(chr(10), '')}")


def _all_for(found: Bulletin, actor: Post) -> list[Format]:
    """Every format the reader may take; what the pages know of it is imported here alone, for cold starts."""
    from mingcha.bulletins.pages import formats

    return formats(found, actor)


def _may_check(actor: Post) -> None:
    """The trace and the errata count every record, so they are for those who may see every record."""
    if not access.may_check_bulletin(actor):
        raise BadValue("数据底账和更正对照只供办公室查看", field="--as")


@bulletin.command()
@click.argument("number")
@click.option(
    "--format", "form", type=click.Choice([*Format.values, "all"]), default="all", help="What to write (default: all)."
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("out"), help="Folder.")
@as_option()
def render(number: str, form: str, out: Path, acting: str) -> None:
    """Write bulletin NUMBER (7, or SERIES/YEAR/7) as bulletin-7.EXT into the folder."""
    from mingcha.bulletins.rendering import file_name, finished, rendered

    actor = post_named(acting)
    found = queries.bulletin_named(number, actor)
    if form == Format.JSON:
        _may_check(actor)
    forms = _all_for(found, actor) if form == "all" else [Format(form)]
    made_ready = finished(found)
    out.mkdir(parents=True, exist_ok=True)
    for name in forms:
        made = rendered(made_ready, name)
        path = out / file_name(found, name)
        path.write_bytes(made.content)
        click.echo(str(path))
        for warning in made.warnings:
            click.echo(f"  {warning}", err=True)


@bulletin.command()
@click.argument("number")
@as_option()
def errata(number: str, acting: str) -> None:
    """What the figures of an issued bulletin would be today: those that differ, one per line."""
    from mingcha.bulletins import live

    actor = post_named(acting)
    _may_check(actor)
    found = live.errata(queries.bulletin_named(number, actor))
    for row in found:
        place = f"第{row.index + 1}个数据（底稿第{row.line}行）"
        click.echo(f"{place}\t{row.label}\t{row.mark}\t{row.issued} → {row.today}{row.word}")
    if not found:
        click.echo("没有变化")
