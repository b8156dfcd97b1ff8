"""The post a unit answers in when it has no account (短信链接岗位)."""

from django.db import transaction
from django.utils.translation import gettext

from mingcha.kernel import ledger
from mingcha.kernel.errors import Refused
from mingcha.orgs import access, queries
from mingcha.orgs.choices import PostRole
from mingcha.orgs.models import Post, Unit


@transaction.atomic
def add_link_post(unit: Unit, *, actor: Post) -> Post:
    """The unit's post for one-time links, made when it is first needed; nobody holds it, nobody can sign in as it.

    Raises:
        Refused.
    """
    if not access.may_add_link_post(actor):
        raise Refused("orgs.add_link_post")
    found = queries.link_post(unit)
    if found is not None:
        return found
    post = Post.objects.create(unit=unit, title=gettext("短信链接"), role=PostRole.CLERK)
    ledger.enter("orgs.add_link_post", actor=actor, on=post)
    return post
