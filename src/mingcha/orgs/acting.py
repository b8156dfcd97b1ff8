"""In which post a signed-in person acts (当前岗位), and pages for staff alone.

The middleware costs one statement for who is signed in, none for a stranger.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from mingcha.orgs.models import Account, Post
from mingcha.orgs.queries import acting_post

P = ParamSpec("P")


class ActingRequest(HttpRequest):
    """A request that knows who acts; None for a stranger and for a person without a valid post."""

    actor: Post | None


class StaffRequest(ActingRequest):
    """A request of somebody who acts in a post."""

    actor: Post


class ActingPostMiddleware:
    """Sets `request.actor`; stands after the authentication middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Find the post once per request."""
        account = request.user
        cast("ActingRequest", request).actor = acting_post(account) if isinstance(account, Account) else None
        return self.get_response(request)


def staff_page(
    view: Callable[Concatenate[StaffRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Open a page to people acting in a post (工作人员页面): a stranger is asked to sign in, others get 403."""

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if cast("ActingRequest", request).actor is None:
            raise PermissionDenied
        return view(cast("StaffRequest", request), *args, **kwargs)

    return page
