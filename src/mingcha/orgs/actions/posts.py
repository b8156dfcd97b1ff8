"""People, their posts and accounts (人员、岗位、账号的登记)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.orgs import access, queries
from mingcha.orgs.choices import PostRole
from mingcha.orgs.models import Account, Person, Post, Unit


@transaction.atomic
def add_person(name: str = "", *, actor: Post) -> Person:
    """Add a person (登记人员); no name where only the office is known."""
    if not access.may_add_account(actor):
        raise Refused("orgs.add_person")
    person = Person.objects.create(name=name)
    ledger.enter("orgs.add_person", actor=actor, on=person)
    return person


@transaction.atomic
def add_post(
    unit: Unit, *, actor: Post, title: str, role: PostRole, person: Person | None = None, valid_from: date | None = None
) -> Post:
    """Give a unit a post, held by a person where one is named (设置岗位).

    Raises:
        Refused: not who gives posts, or to himself.
        BadValue: the role of the built-in posts, or a day to come; an administrator's post beside any other.
    """
    if not access.may_add_post(actor) or (person is not None and person.pk == actor.person_id):
        raise Refused("orgs.add_post")
    if role == PostRole.SYSTEM:
        raise BadValue(gettext("内置岗位不能增设"), field="role")
    if person is not None and _mixes(person, role):
        raise BadValue(gettext("管理员（系统、安全、审计）岗位不能与本人的其他岗位兼任"), field="role")
    post = Post.objects.create(
        unit=unit, title=title, role=role, person=person, valid_from=clock.happened(valid_from, field="valid_from")
    )
    ledger.enter("orgs.add_post", actor=actor, on=post, after=role)
    return post


@transaction.atomic
def close_post(post: Post, *, actor: Post, happened_on: date | None = None) -> None:
    """End a post (撤销岗位); `happened_on` is its last day.

    Raises:
        BadValue: a day to come or before the post began.
        NotInThisState: it has ended already.
    """
    if not access.may_close_post(actor, post):
        raise Refused("orgs.close_post")
    last_day = clock.happened(happened_on)
    if last_day < post.valid_from:
        words = {"until": last_day, "since": post.valid_from}
        raise BadValue(gettext("任职止 %(until)s 早于任职起 %(since)s") % words, field="happened_on")
    still_open = Post.objects.filter(pk=post.pk, valid_until__isnull=True).exclude(role=PostRole.SYSTEM)
    if not still_open.update(valid_until=last_day):
        raise NotInThisState(post)
    ledger.enter("orgs.close_post", actor=actor, on=post, after=str(last_day))


@transaction.atomic
def add_account(person: Person, *, actor: Post, username: str, password: str) -> Account:
    """Give a person an account to sign in with (开通账号). The ledger names the account, never the password.

    Raises:
        BadValue: no user name, or one that is taken.
    """
    if not access.may_add_account(actor):
        raise Refused("orgs.add_account")
    if not username or Account.objects.filter(username=username).exists():
        raise BadValue(gettext("用户名“%(name)s”为空或已被使用") % {"name": username}, field="username")
    account = Account.objects.create_user(username, password, person=person)
    ledger.enter("orgs.add_account", actor=actor, on=account)
    return account


def _mixes(person: Person, role: PostRole) -> bool:
    """Whether an administrator's post and another one would be in one hand."""
    held = Post.objects.filter(person=person, valid_until__isnull=True)
    return held.exists() if role in queries.ADMINISTRATORS else held.filter(role__in=queries.ADMINISTRATORS).exists()
