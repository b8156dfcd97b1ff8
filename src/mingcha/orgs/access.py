"""Who may see and change the registry (单位登记册的权限), all on one page.

The registry is the office's map: every post sees it but the auditor, who reads logs only. A hall or window that stands
in it only because somebody went there unannounced would tell that he did: it is for the office alone.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from mingcha.orgs.choices import Level, PostRole

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mingcha.orgs.models import ApiToken, Delegation, LeadingGroup, Post, Unit

NONE = Q(pk__in=())
"""Matches no row, without a query."""

INSPECTED = Q(is_placeholder=True, level__in=(Level.HALL, Level.WINDOW))
"""Halls and windows nobody registered: they came in with the visit to them."""

REGISTRARS = (PostRole.OFFICE, PostRole.OFFICE_HEAD, PostRole.SYSTEM)
ADMINISTRATORS = (PostRole.SYSTEM_ADMIN, PostRole.SECURITY_ADMIN, PostRole.AUDITOR)


def _reads(actor: "Post | None") -> bool:
    return actor is not None and actor.role not in ADMINISTRATORS


def _registers(actor: "Post | None") -> bool:
    return actor is not None and actor.role in REGISTRARS


def units_visible_to(actor: "Post | None") -> Q:
    """The office and the built-in posts see all units, clerks all but those of a visit; the auditor and nobody none."""
    if _registers(actor):
        return Q()
    return ~INSPECTED if _reads(actor) else NONE


def leading_groups_visible_to(actor: "Post | None") -> Q:
    """Every post but the auditor: who leads a campaign is not hidden from those who report to it."""
    return Q() if _reads(actor) else NONE


def may_add_unit(actor: "Post | None") -> bool:
    """The office and the built-in posts keep the registry: adding, closing and succession of units."""
    return _registers(actor)


def may_add_account(actor: "Post | None") -> bool:
    """The system administrator registers people and opens accounts; the built-in posts do on the server."""
    return actor is not None and actor.role in (PostRole.SYSTEM_ADMIN, PostRole.SYSTEM)


def may_add_post(actor: "Post | None") -> bool:
    """The security administrator gives posts, and with them roles; he opens no account."""
    return actor is not None and actor.role in (PostRole.SECURITY_ADMIN, PostRole.SYSTEM)


def may_close_post(actor: "Post | None", post: "Post") -> bool:
    """Who gives posts, but nobody his own: nobody changes his own rights."""
    return actor is not None and may_add_post(actor) and (actor.is_system or actor.person_id != post.person_id)


def accounts_visible_to(actor: "Post | None") -> Q:
    """Who keeps accounts and who gives posts."""
    return Q() if actor is not None and actor.role in (PostRole.SYSTEM_ADMIN, PostRole.SECURITY_ADMIN) else NONE


def posts_visible_to(actor: "Post | None") -> Q:
    """As accounts, without the built-in posts."""
    return accounts_visible_to(actor) & ~Q(role=PostRole.SYSTEM)


def may_found_leading_group(actor: "Post | None", unit: "Unit") -> bool:
    """The office, or the unit's own clerk for the unit itself."""
    return _registers(actor) or (actor is not None and actor.role == PostRole.CLERK and actor.unit_id == unit.pk)


def may_correct_leading_group(actor: "Post | None", group: "LeadingGroup") -> bool:
    """Who may found it may correct it."""
    return may_found_leading_group(actor, group.unit)


def contacts_visible_to(actor: "Post | None", *, below: "QuerySet[Any, Any]", unit: str = "unit") -> Q:
    """Names and numbers of persons: the office sees all, a unit and its leaders their own and those below it.

    Other units see none, nor do the built-in posts, which see nothing personal.

    Args:
        actor: who reads.
        below: ids of the actor's own unit and all below it, as a subquery.
        unit: path to the unit, "pk" where units themselves are asked for.
    """
    if actor is not None and actor.role in (PostRole.OFFICE, PostRole.OFFICE_HEAD):
        return Q()
    if actor is not None and actor.role in (PostRole.CLERK, PostRole.HEAD, PostRole.LEADER):
        return Q((f"{unit}__in", below))
    return NONE


def responsibilities_visible_to(actor: "Post | None") -> Q:
    """As leading groups: who answers for a unit is not hidden from those who work in the campaign."""
    return Q() if _reads(actor) else NONE


def may_assign_responsibility(actor: "Post | None", unit: "Unit") -> bool:
    """The office, or the unit's own clerk and head for the unit itself."""
    return _registers(actor) or _works_for(actor, unit)


def may_set_contact(actor: "Post | None", unit: "Unit") -> bool:
    """The office, or the unit's own clerk and head for the unit itself."""
    return _registers(actor) or _works_for(actor, unit)


def _works_for(actor: "Post | None", unit: "Unit") -> bool:
    return actor is not None and actor.is_of_unit and actor.unit_id == unit.pk


def tokens_visible_to(actor: "Post") -> Q:
    """Who holds a token sees it; the security administrator sees that there are any, whose and until when."""
    return Q() if actor.role == PostRole.SECURITY_ADMIN else Q(post=actor.pk)


def may_make_token(actor: "Post") -> bool:
    """Everybody for the own post: whoever makes a token reads its secret, so nobody makes one for another's post.

    A deputy makes none: it would outlive the delegation.
    """
    return actor.role not in (*ADMINISTRATORS, PostRole.SYSTEM) and not actor.is_deputised


def may_revoke_token(actor: "Post", token: "ApiToken") -> bool:
    """Its holder, and the security administrator."""
    return actor.pk == token.post_id or actor.role == PostRole.SECURITY_ADMIN


def may_add_link_post(actor: "Post") -> bool:
    """The office, and a clerk who asks units below: the post is held by nobody."""
    return _registers(actor) or actor.is_clerk


def delegations_visible_to(actor: "Post") -> Q:
    """Those of the own post and those one acts by; a head those of the unit; the security administrator all."""
    if actor.role == PostRole.SECURITY_ADMIN:
        return Q()
    own = Q(post=actor.pk) | Q(person=actor.person_id, person__isnull=False)
    return own | Q(post__unit=actor.unit_id, post__unit__isnull=False) if _leads(actor) else own


def may_make_delegation(actor: "Post", post: "Post") -> bool:
    """Who holds the post, or the head of its unit, in person; never a post of an administrator or of nobody."""
    if post.role in (*ADMINISTRATORS, PostRole.SYSTEM) or post.person_id is None or actor.is_deputised:
        return False
    return actor.pk == post.pk or (_leads(actor) and actor.unit_id == post.unit_id)


def may_end_delegation(actor: "Post", delegation: "Delegation") -> bool:
    """Who may make it, the deputy himself, and the security administrator."""
    is_deputy = delegation.person_id == actor.person_id and not actor.is_deputised
    return may_make_delegation(actor, delegation.post) or is_deputy or actor.role == PostRole.SECURITY_ADMIN


def _leads(actor: "Post") -> bool:
    return actor.is_head or actor.is_office_head
