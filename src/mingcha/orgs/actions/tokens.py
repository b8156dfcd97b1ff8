"""Tokens by which another system acts in a post (接口令牌)."""

import secrets
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.orgs import access, rules
from mingcha.orgs.models import ApiToken, Post

MOST_TOKENS = 10
"""Tokens in force that one post may have."""


@transaction.atomic
def make_token(*, actor: Post, name: str, scopes: Sequence[str], expires_on: date) -> tuple[ApiToken, str]:
    """Make a token for the own post (生成令牌); gives it with its secret, which is not kept and cannot be read again.

    Raises:
        Refused: an administrator, a built-in post.
        BadValue: no name or a used one, a scope that there is not, a day past or over a year away, too many tokens.
    """
    if not access.may_make_token(actor):
        raise Refused("orgs.make_token")
    named = name.strip()
    if not 0 < len(named) <= 40:
        raise BadValue(gettext("名称要写，不超过40字"), field="name")
    asked, last_day = rules.token_scopes(scopes), rules.token_expiry(expires_on, today=clock.today())
    held = ApiToken.objects.filter(post=actor, revoked_at__isnull=True)
    if held.filter(name=named).exists():
        raise BadValue(gettext("名称“%(name)s”已被使用，请先停用原令牌") % {"name": named}, field="name")
    if held.in_force().count() >= MOST_TOKENS:
        raise BadValue(gettext("有效令牌已有%(count)s个，请先停用不用的") % {"count": MOST_TOKENS}, field="name")
    secret = f"mc_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        post=actor, name=named, digest=rules.token_digest(secret), scopes=asked, expires_on=last_day
    )
    ledger.enter("orgs.make_token", actor=actor, on=token, after={"name": named, "scopes": asked, "until": last_day})
    return token, secret


@transaction.atomic
def revoke_token(token: ApiToken, *, actor: Post) -> None:
    """Withdraw a token (停用令牌): the next call with it is refused.

    Raises:
        Refused; NotInThisState: withdrawn already.
    """
    if not access.may_revoke_token(actor, token):
        raise Refused("orgs.revoke_token")
    in_force = ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True)
    if not in_force.update(revoked_at=clock.now(), revoked_by=actor):
        raise NotInThisState(token)
    ledger.enter("orgs.revoke_token", actor=actor, on=token, before=token.name)
