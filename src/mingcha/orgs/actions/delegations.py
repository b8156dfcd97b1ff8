"""Letting somebody else act in a post (代办)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadValue, NotInThisState, Refused
from mingcha.orgs import access, queries, rules
from mingcha.orgs.models import Delegation, Person, Post


@transaction.atomic
def make_delegation(
    post: Post, *, actor: Post, person: Person, valid_from: date, valid_until: date, reason: str
) -> Delegation:
    """Let another person act in a post from a day to a day (设代办); it ends by itself.

    Raises:
        Refused: neither the holder of the post nor the head of its unit; an administrator's post.
        BadValue: days past, turned round or too many; somebody not of the unit; one there already; no reason.
    """
    if not access.may_make_delegation(actor, post):
        raise Refused("orgs.make_delegation")
    rules.delegation_days(valid_from, valid_until, today=clock.today())
    if not reason.strip():
        raise BadValue(gettext("须写明原因"), field="reason")
    if person.pk == post.person_id or not queries.possible_deputies(actor).filter(pk=person.pk).exists():
        raise BadValue(gettext("代办人须是本单位在岗、有账号的其他人"), field="person")
    same = Delegation.objects.filter(post=post, person=person, ended_at__isnull=True)
    if same.filter(valid_from__lte=valid_until, valid_until__gte=valid_from).exists():
        raise BadValue(gettext("这些日期已有同一人代办"), field="valid_from")
    made: Delegation = Delegation.objects.create(
        post=post,
        person=person,
        valid_from=valid_from,
        valid_until=valid_until,
        reason=reason.strip(),
        made_by=actor,
    )
    after = {"post": post.pk, "person": person.pk, "from": valid_from, "until": valid_until}
    ledger.enter("orgs.make_delegation", actor=actor, on=made, after=after)
    return made


@transaction.atomic
def end_delegation(delegation: Delegation, *, actor: Post) -> None:
    """End it before its day (结束代办): the next page of the deputy is no longer in that post.

    Raises:
        Refused; NotInThisState: over already.
    """
    if not access.may_end_delegation(actor, delegation):
        raise Refused("orgs.end_delegation")
    running = Delegation.objects.filter(pk=delegation.pk, ended_at__isnull=True, valid_until__gte=clock.today())
    if not running.update(ended_at=clock.now(), ended_by=actor):
        raise NotInThisState(delegation)
    ledger.enter("orgs.end_delegation", actor=actor, on=delegation)
