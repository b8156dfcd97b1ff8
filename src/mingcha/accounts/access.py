"""Who may do what with accounts (账号的权限), all on one page."""

from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator

    from mingcha.accounts.models import SignIn
    from mingcha.orgs.models import Account


def sign_ins_visible_to(account: "Account") -> Q:
    """Everybody sees where he himself is signed in, and nobody else does."""
    return Q(account=account.pk)


def may_end_sign_in(account: "Account", sign_in: "SignIn") -> bool:
    """The own ones."""
    return sign_in.account_id == account.pk


def may_remove_factor(account: "Account", factor: "Authenticator") -> bool:
    """The own ones."""
    return bool(factor.user_id == account.pk)
