"""Reads of tokens (接口令牌) and of the post that one-time links act in (短信链接岗位)."""

from collections.abc import Iterable

from django.db.models import F, QuerySet

from mingcha.kernel import clock
from mingcha.orgs import rules
from mingcha.orgs.choices import PostRole
from mingcha.orgs.models import ApiToken, Post, Unit


def api_tokens(actor: Post) -> QuerySet[ApiToken]:
    """Tokens the actor may see, those in force first, then the newest (接口令牌)."""
    visible = ApiToken.objects.visible_to(actor).select_related("post__unit")
    return visible.order_by(F("revoked_at").asc(nulls_first=True), "-pk")


def acting_token(secret: str) -> ApiToken | None:
    """The token that a caller shows, with its post; None where it is none or no longer one. One statement."""
    digest = rules.token_digest(secret)
    return ApiToken.objects.acting().filter(digest=digest).select_related("post__unit", "post__person").first()


def units_without_link_post(units: Iterable[Unit]) -> list[Unit]:
    """Of these units those that have no post for one-time links yet, each once. One statement."""
    once = {unit.pk: unit for unit in units}
    held = Post.objects.valid_on(clock.today()).filter(unit__in=list(once), person__isnull=True, role=PostRole.CLERK)
    there = set(held.values_list("unit_id", flat=True))
    return [unit for pk, unit in once.items() if pk not in there]


def link_post(unit: Unit) -> Post | None:
    """The post a unit answers in by one-time links (短信链接岗位): a clerk's post that nobody holds."""
    held = Post.objects.valid_on(clock.today()).filter(unit=unit, person__isnull=True, role=PostRole.CLERK)
    return held.order_by("pk").first()
