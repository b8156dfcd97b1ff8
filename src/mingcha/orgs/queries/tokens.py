"""Reads of tokens (接口令牌)."""

from django.db.models import F, QuerySet

from mingcha.orgs import rules
from mingcha.orgs.models import ApiToken, Post


def api_tokens(actor: Post) -> QuerySet[ApiToken]:
    """Tokens the actor may see, those in force first, then the newest (接口令牌)."""
    visible = ApiToken.objects.visible_to(actor).select_related("post__unit")
    return visible.order_by(F("revoked_at").asc(nulls_first=True), "-pk")


def acting_token(secret: str) -> ApiToken | None:
    """The token that a caller shows, with its post; None where it is none or no longer one. One statement."""
    digest = rules.token_digest(secret)
    return ApiToken.objects.acting().filter(digest=digest).select_related("post__unit", "post__person").first()
