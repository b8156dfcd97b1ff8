"""`mingcha figures`: measures, figures and the records behind them."""

import json
from typing import Any

import click

from mingcha.bulletins.marks import RESERVED
from mingcha.campaigns.queries import campaign_by_name, current_campaign
from mingcha.cli.actor import as_option, post_named
from mingcha.figures import evidence, registry
from mingcha.figures.definitions import Slice
from mingcha.figures.evaluate import Figure, Request, evaluate, table
from mingcha.kernel.errors import BadValue
from mingcha.orgs import queries as orgs
from mingcha.orgs.models import Post

LINES = ("territory", "system")


@click.group()
def figures() -> None:
    """Measures and figures 数据与口径."""


def _slice_options(command: Any) -> Any:
    options = (
        click.option("--campaign", metavar="SHORT_NAME", help="The campaign (default: the newest)."),
        click.option("--unit", metavar="CODE", help="A unit and everything below it: GB/T code or registry code."),
        click.option("--line", type=click.Choice(LINES), default="territory", help="On which line `--unit` stands."),
        click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day counted."),
        click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day counted."),
        click.option(
            "--where", multiple=True, metavar="DIM=VALUE", help="Cut by a dimension; may be given more than once."
        ),
        as_option(),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _slice(key: str, actor: Post, given: dict[str, Any]) -> Slice:
    campaign = campaign_by_name(given["campaign"]) if given["campaign"] else current_campaign(actor)
    if campaign is None:
        raise BadValue("还没有集中整顿", field="--campaign")
    since, until = (given[name].date() if given[name] else None for name in ("since", "until"))
    if since and until and since > until:
        raise BadValue(f"起始日 {since} 晚于截止日 {until}", field="--since")
    unit = orgs.unit_by_code(given["unit"], on=until) if given["unit"] else None
    return Slice(
        campaign_id=campaign.pk,
        unit_id=unit.pk if unit else None,
        line=given["line"].upper(),
        since=since,
        until=until,
        where=registry.checked(registry.measure(key), _where(given["where"])),
    )


def _where(pairs: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not (name and sign and value) or name in RESERVED:
            raise BadValue(f"--where 应写作 维度=值，得到“{pair}”", field="--where")
        found[name] = (*found.get(name, ()), value)
    return found


@figures.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def list_measures(*, as_json: bool) -> None:
    """Every measure with its counter word and its definition."""
    rows = [
        {
            "key": m.key,
            "label": m.label,
            "word": m.word,
            "definition": m.says,
            "dimensions": sorted(registry.dimensions(m)),
        }
        for m in registry.measures()
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['key']}\t{row['label']}（{row['word']}）\t{row['definition']}")


@figures.command("eval")
@click.argument("key")
@click.option("--by", metavar="DIM", help="A table, cut by one dimension.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@_slice_options
def eval_measure(key: str, by: str | None, acting: str, *, as_json: bool, **given: Any) -> None:
    """Evaluate measure KEY: for the office and `system`; whoever may not see all records reads issued bulletins."""
    actor = post_named(acting)
    if not (actor.is_office or actor.is_system):
        raise BadValue("现算的数据只供办公室查看；单位看已印发的通报", field="--as")
    slice_ = _slice(key, actor, given)
    registry.cut_enough(registry.measure(key), {*slice_.where, by or ""})
    if by:
        rows = table(key, slice_, by=by)
        told = json.dumps([{by: k, "value": v} for k, v in rows], ensure_ascii=False)
        click.echo(told if as_json else "\n".join(f"{k}\t{v}" for k, v in rows))
        return
    figure = evaluate([Request(key, slice_)]).figures[0]
    click.echo(json.dumps(_told(figure), ensure_ascii=False) if as_json else _sentence(figure))


def _told(figure: Figure) -> dict[str, Any]:
    measure = figure.measure
    percent = figure.numerator is not None and figure.denominator
    value = float(100 * figure.numerator / figure.denominator) if percent else figure.value  # type: ignore[operator]
    return {
        "key": measure.key,
        "value": value,
        "unit": measure.word,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "evidence_count": figure.rows,
        "definition": measure.says,
        "version": figure.version,
        "sql": figure.sql,
    }


def _sentence(figure: Figure) -> str:
    told = _told(figure)
    value = told["value"]
    if value is None:
        return f"{figure.measure.label}：没有可用的记录\n口径：{figure.measure.says}"
    shown = (
        f"{value:.1f}" if isinstance(value, float) else "—".join(map(str, value)) if isinstance(value, tuple) else value
    )
    both = f"（{figure.numerator}/{figure.denominator}）" if figure.denominator else ""
    return (
        f"{figure.measure.label}：{shown}{figure.measure.word}{both}，{figure.rows} 条记录\n口径：{figure.measure.says}"
    )


@figures.command("evidence")
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
@_slice_options
def show_evidence(key: str, acting: str, *, as_json: bool, **given: Any) -> None:
    """The records behind measure KEY that the reader may see, one per line."""
    actor = post_named(acting)
    slice_ = _slice(key, actor, given)
    registry.cut_enough(registry.measure(key), slice_.where)
    if not as_json:
        click.echo("\t".join(column.label for column in evidence.fact_behind(key).documented), err=True)
    seen = set(evidence.records(key, slice_, actor=actor).values_list("pk", flat=True))
    for row in evidence.rows(key, slice_):
        if row.id in seen:
            values = {**row.values, "digest": row.digest} if as_json else row.values
            click.echo(json.dumps(values, ensure_ascii=False) if as_json else "\t".join(map(str, values.values())))
