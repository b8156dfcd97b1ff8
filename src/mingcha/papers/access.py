"""All permissions of papers on one page.

A paper is seen by whoever made it: the office's by those who read all, a unit's by that unit alone. What is addressed
to a unit is seen by that unit too. Templates and numbers are the office's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import Q

if TYPE_CHECKING:
    from collections.abc import Callable

    from mingcha.orgs.models import Post
    from mingcha.papers.models import Paper

NOTHING = Q(pk__in=())


class Kind(Protocol):
    """What is asked of a kind of papers here: who may make one (`rules.PaperKind`)."""

    @property
    def may_make(self) -> Callable[[Any, Any], bool]:
        """(post, record) -> whether."""
        ...


def papers_visible_to(actor: Post) -> Q:
    """The office's papers for the office and who reads all; a unit's people those they made or were sent."""
    if actor.is_of_unit:
        return Q(maker=actor.unit_id, is_of_office=False) | Q(unit=actor.unit_id, is_addressed=True)
    return Q(is_of_office=True) if actor.reads_all else NOTHING


def templates_visible_to(actor: Post) -> Q:
    """Templates are the office's working material."""
    return Q() if actor.is_office else NOTHING


def may_make_paper(actor: Post, kind: Kind, record: object) -> bool:
    """Whom the kind lets make it, acting for a unit; a built-in post has no name to sign with."""
    return (actor.is_office or actor.is_of_unit) and actor.unit_id is not None and kind.may_make(actor, record)


def may_void_paper(actor: Post, paper: Paper) -> bool:
    """Whoever made it: the office its own, a unit's people their unit's."""
    if paper.is_of_office:
        return actor.is_office
    return actor.is_of_unit and actor.unit_id == paper.maker_id


def may_keep_templates(actor: Post) -> bool:
    """Templates are uploaded and retired by the office."""
    return actor.is_office


def may_keep_layouts(actor: Post) -> bool:
    """How lists look on paper is the office's to save; whoever sees a list may take it in any of its looks."""
    return actor.is_office


def may_keep_numbers(actor: Post) -> bool:
    """Numbers are reserved and explained by the office."""
    return actor.is_office
