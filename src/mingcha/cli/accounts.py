"""`mingcha accounts`: the first administrators of a site, and passwords that no page may reset."""

import click


@click.group()
def accounts() -> None:
    """Accounts 账号: what is done on the server, by who runs it."""


@accounts.command()
@click.option("--unit", required=True, help="Code of the unit the administrators stand in.")
def administrators(unit: str) -> None:
    """Make the three administrators that are missing, each with a one-time password, printed once."""
    from mingcha.cli.loading.administrators import make_administrators

    for username, password, title in make_administrators(unit):
        click.echo(f"{username}\t{password}\t{title}")


@accounts.command()
@click.argument("username")
def reset(username: str) -> None:
    """Give USERNAME a one-time password, printed once, and end its sessions: also of an administrator."""
    from mingcha.accounts.actions import reset_password
    from mingcha.kernel.errors import NotThere
    from mingcha.orgs.models import Account
    from mingcha.orgs.queries import post_by_system_name

    account = Account.objects.filter(username=username).first()
    if account is None:
        raise NotThere(f"账号 {username}")
    click.echo(reset_password(account, actor=post_by_system_name("system")))
