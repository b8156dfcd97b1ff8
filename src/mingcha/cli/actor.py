"""Who a command acts as: reads default to `system`; what writes business records requires `--as`."""

from collections.abc import Callable
from typing import Any

import click

from mingcha.kernel.errors import BadValue
from mingcha.orgs import queries as orgs
from mingcha.orgs.models import Account, Post


def post_named(name: str) -> Post:
    """The post behind a built-in name or a user name.

    Raises:
        BadValue: neither, or an account without a valid post.
    """
    if name in {"system", "loader"}:
        return orgs.post_by_system_name(name)
    account = Account.objects.filter(username=name, is_active=True).first()
    post = orgs.acting_post(account) if account else None
    if post is None:
        raise BadValue(f"没有可用的账号或岗位“{name}”", field="--as")
    return post


def as_option(*, required: bool = False) -> Callable[[Any], Any]:
    """The `--as NAME` option."""
    says = "Act as this account" + (" (required: this writes records)." if required else " (default: system).")
    return click.option(
        "--as", "acting", metavar="NAME", required=required, default=None if required else "system", help=says
    )
