"""`mingcha ledger`: the chain re-computed."""

import sys

import click


@click.group()
def ledger() -> None:
    """The append-only ledger 操作台账."""


@ledger.command()
def verify() -> None:
    """Re-compute the chain; exit 1 and the first bad entry with its word (broken, gap, cut) if it does not hold."""
    from mingcha.kernel.ledger import verify as verify_chain

    verdict = verify_chain()
    if verdict.ok:
        click.echo(f"台账完整：{verdict.entries} 条，逐条重算一致")
        return
    click.echo(f"台账第 {verdict.broken_at} 条有问题：{verdict.word}")
    sys.exit(1)
