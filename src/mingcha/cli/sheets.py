"""`mingcha import` and `mingcha export`: tables in and out, checked cell by cell."""

from collections.abc import Iterable
from pathlib import Path

import click
from django.db import transaction

from mingcha.campaigns.models import Campaign
from mingcha.campaigns.queries import campaign_by_name, current_campaign
from mingcha.cli.actor import as_option, post_named
from mingcha.cli.parquet import write_parquet
from mingcha.kernel import ledger
from mingcha.kernel.errors import BadValue
from mingcha.kernel.workbooks import plain, writer
from mingcha.kernel.workbooks.intake import Way, take_file
from mingcha.orgs.models import Post
from mingcha.ui import exports, sheets

FORMATS = ("xlsx", "csv", "parquet")


@click.command(name="import")
@click.argument("kind", required=False)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--dry-run", is_flag=True, help="Check everything and write nothing.")
@click.option("--campaign", metavar="SHORT_NAME", help="The campaign the rows belong to (default: the newest).")
@click.option("--list", "is_list", is_flag=True, help="List the kinds and their columns, and end.")
@as_option()
def import_rows(
    kind: str | None, file: Path | None, *, dry_run: bool, campaign: str | None, is_list: bool, acting: str
) -> None:
    """Take the rows of FILE (xlsx, xls, ods, csv) in as KIND: all of them, or a list of errors by cell and none.

    Writes, so `--as NAME` is required.
    """
    if is_list:
        _list_kinds(post_named(acting))
        return
    if not kind or not file:
        raise click.UsageError("import KIND FILE --as NAME；种类见 import --list")
    if acting == "system":
        raise BadValue("导入要写入记录，须用 --as 说明由谁办理", field="--as")
    actor, sheet = post_named(acting), sheets.kind_by_key(kind)
    belongs_to = _campaign(actor, campaign) if sheet.needs_campaign else None
    way = Way(f"import.{sheet.key}", sheet.columns(actor), sheet.take)
    taken = take_file(file, way, actor=actor, campaign=belongs_to, is_rehearsal=dry_run)
    if taken.unread:
        click.echo(f"没有读的列：{'、'.join(taken.unread)}", err=True)
    done = "试导入通过，没有写入" if dry_run else "已导入"
    click.echo(f"{done}：读 {taken.rows} 行，登记 {taken.written} 条{sheet.label}")


def _campaign(actor: Post, name: str | None) -> Campaign:
    found = campaign_by_name(name) if name else current_campaign(actor)
    if found is None:
        raise BadValue("还没有集中整顿", field="--campaign")
    return found


def _list_kinds(actor: Post) -> None:
    for kind in sheets.all_kinds():
        click.echo(f"{kind.key}\t{kind.label}：{kind.says}")
        for column in kind.columns(actor):
            marks = [column.kind.value, "必填" if column.is_required else "", column.help_text]
            click.echo(f"  {column.label}\t{'，'.join(filter(None, marks))}")


@click.command(name="export")
@click.argument("kind", required=False)
@click.option("--format", "format_", type=click.Choice(FORMATS), default="xlsx", help="What kind of file to write.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.option("--list", "is_list", is_flag=True, help="List what can be given out, and end.")
@as_option()
def export_rows(kind: str | None, *, format_: str, out: Path | None, is_list: bool, acting: str) -> None:
    """Write all records of KIND that the acting post may see to a file; in the columns that `import` takes, if it does.

    An export is entered in the ledger.
    """
    if is_list:
        click.echo("\n".join(sheets.given_keys()))
        return
    if not kind or not out:
        raise click.UsageError("export KIND --out FILE；种类见 export --list")
    actor = post_named(acting)
    given = sheets.given(kind, actor)
    with transaction.atomic():
        count = given.rows.count()
        ledger.enter("cli.export_rows", actor=actor, on=(kind, None), after={"format": format_}, rows=count)
        _write_as(format_, given, out)
    click.echo(f"已导出 {count} 条{given.name}到 {out}")


def _write_as(format_: str, given: sheets.Given, out: Path) -> None:
    if format_ == "parquet":
        write_parquet(given, out)
    elif format_ == "csv":
        _write(out, plain.csv_lines(given.heads, given.cells()))
    else:
        headings = [writer.Heading(head, exports.width_of(head)) for head in given.heads]
        _write(out, writer.xlsx([writer.Sheet(given.name, headings, given.cells())]))


def _write(out: Path, pieces: Iterable[bytes]) -> None:
    """Write a file beside its place first, so that none is left half written."""
    beside = out.with_name(f".{out.name}.part")
    try:
        with beside.open("wb") as file:
            file.writelines(pieces)
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
