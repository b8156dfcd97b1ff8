"""Who calls and for what (令牌验证): a token in the `Authorization` header, never a cookie."""

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja.errors import AuthorizationError
from ninja.security import HttpBearer
from ninja.throttling import AuthRateThrottle

from mingcha.orgs import queries
from mingcha.orgs.models import ApiToken

if TYPE_CHECKING:
    from mingcha.orgs.acting import StaffRequest

READING = frozenset({"GET", "HEAD", "OPTIONS"})
RATE = "600/m"
"""Calls that one token may make; counted by each server process."""


class TokenAuth(HttpBearer):
    """Lets a token act in its post, for reading or writing in one mechanism. One statement."""

    def __init__(self, mechanism: str) -> None:
        super().__init__()
        self.mechanism = mechanism

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """The token in force, after which `request.actor` is its post; None is answered with 401."""
        found = queries.acting_token(token)
        if found is None:
            return None
        scope = f"{self.mechanism}_{'READ' if request.method in READING else 'WRITE'}"
        if scope not in found.scopes:
            raise AuthorizationError(message=gettext("令牌没有此权限：%(scope)s") % {"scope": scope})
        cast("StaffRequest", request).actor = found.post
        return found


class TokenThrottle(AuthRateThrottle):
    """So many calls a minute for each token."""

    def __init__(self) -> None:
        super().__init__(RATE)

    def get_cache_key(self, request: HttpRequest) -> str:
        """Counted by the token's number."""
        token: ApiToken = request.auth  # type: ignore[attr-defined]  # set by the library
        return f"api-token-{token.pk}"
