"""In which post a signed-in person acts (当前岗位), and pages for staff alone.

The middleware costs one statement for who is signed in, none for a stranger, however many posts he may act in.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext

from mingcha.kernel import ledger
from mingcha.orgs.models import Account, Post
from mingcha.orgs.queries import acting_posts, chosen_post

P = ParamSpec("P")
CHOSEN = "acting_post"
"""Key in the session of the post that was chosen."""


class ActingRequest(HttpRequest):
    """A request that knows who acts; None for a stranger and for a person without a valid post."""

    actor: Post | None
    posts: Sequence[Post]


class StaffRequest(ActingRequest):
    """A request of somebody who acts in a post."""

    actor: Post


class ActingPostMiddleware:
    """Sets `request.actor`, and `request.posts` of which it is one; stands after the authentication middleware.

    The ledger names who acted in the post, and whether for somebody else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Find the post once per request: the one chosen in this session while it is valid, else the first."""
        account, acting = request.user, cast("ActingRequest", request)
        acting.actor, acting.posts = None, ()
        if not isinstance(account, Account):
            return self.get_response(request)
        acting.posts = acting_posts(account)
        acting.actor = chosen_post(acting.posts, request.session.get(CHOSEN))
        if CHOSEN in request.session and (acting.actor is None or acting.actor.pk != request.session[CHOSEN]):
            del request.session[CHOSEN]
            messages.warning(request, gettext("您原来办事的岗位已到期，请看清页面上方现在是哪个岗位。"))
        with ledger.in_session(session_of(account, acting.actor)):
            return self.get_response(request)


def session_of(account: Account, actor: Post | None) -> str:
    """How the ledger names who acted: by user name, and that he did so for the holder of the post."""
    is_deputy = actor is not None and actor.is_deputised
    return f"{'deputy' if is_deputy else 'user'} {account.username}"


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
