"""Who may do what with accounts (账号的权限), all on one page."""

from typing import TYPE_CHECKING

from django.db.models import Q

from mingcha.orgs.choices import PostRole

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator

    from mingcha.accounts.models import SignIn
    from mingcha.orgs.models import Account, Post


def sign_ins_visible_to(account: "Account") -> Q:
    """Everybody sees where he himself is signed in, and nobody else does."""
    return Q(account=account.pk)


def may_end_sign_in(account: "Account", sign_in: "SignIn") -> bool:
    """The own ones."""
    return sign_in.account_id == account.pk


def may_remove_factor(account: "Account", factor: "Authenticator") -> bool:
    """The own ones."""
    return bool(factor.user_id == account.pk)


def may_open_account(actor: "Post") -> bool:
    """The system administrator; on the server, the built-in post."""
    return actor.role in (PostRole.SYSTEM_ADMIN, PostRole.SYSTEM)


def may_keep_account(actor: "Post", account: "Account") -> bool:
    """Closing and reopening: who opens accounts, but nobody his own."""
    return may_open_account(actor) and actor.person_id != account.person_id


def may_reset_password(actor: "Post", account: "Account", *, is_of_administrator: bool) -> bool:
    """As `may_keep_account`, but the password of an administrator is reset on the server alone."""
    return may_keep_account(actor, account) and (not is_of_administrator or actor.is_system)


def may_unlock_sign_in(actor: "Post") -> bool:
    """Who opens accounts."""
    return may_open_account(actor)


def may_clear_second_factors(actor: "Post", account: "Account") -> bool:
    """The security administrator, who resets no password; not his own."""
    return actor.role in (PostRole.SECURITY_ADMIN, PostRole.SYSTEM) and actor.person_id != account.person_id


def may_give_post(actor: "Post", account: "Account") -> bool:
    """The security administrator, not to himself."""
    return actor.role == PostRole.SECURITY_ADMIN and actor.person_id != account.person_id


def may_read_accounts(actor: "Post") -> bool:
    """System and security administrator; the auditor reads the ledger."""
    return actor.role in (PostRole.SYSTEM_ADMIN, PostRole.SECURITY_ADMIN)


def may_end_post(actor: "Post", post: "Post") -> bool:
    """The security administrator, not his own."""
    return actor.role == PostRole.SECURITY_ADMIN and actor.person_id != post.person_id
