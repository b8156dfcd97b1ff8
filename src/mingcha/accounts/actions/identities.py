"""Accounts of another system by which somebody signs in here (统一身份认证)."""

from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils.translation import gettext

from mingcha.kernel import ledger
from mingcha.kernel.errors import BadValue
from mingcha.orgs.models import Account, Post


@transaction.atomic
def link_identity(account: Account, *, actor: Post | None, provider: str, subject: str) -> Any:
    """Note that this subject of the provider is this account (关联身份); from then on the subject alone counts.

    Raises:
        BadValue: the account is linked with another subject of the provider.
    """
    if SocialAccount.objects.filter(user=account, provider=provider).exists():
        raise BadValue(gettext("这个账号已与另一个统一身份关联，请与系统管理员联系。"), field="subject")
    made = SocialAccount.objects.create(user=account, provider=provider, uid=subject)
    ledger.enter("accounts.link_identity", actor=actor, on=account, after={"provider": provider, "subject": subject})
    return made
