"""What must be done before anything else (先办事项): change a password somebody else gave, add a second factor."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

SECOND_FACTOR_DUE = "second_factor_due"
"""Set in the session of somebody whose roles must have a second factor, until he has one."""
OPEN = frozenset({"accounts:change_password", "desk:logout", "set_language"})
ADDING = frozenset({"accounts:own_account", "accounts:add_totp", "accounts:add_passkey"})


class Gate:
    """Leads a signed-in person to what is due before he may go on; stands after the authentication middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on: what is due depends on the view, which is known later."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponseBase | None:
        """The page to do first, None where nothing is due. No statement of its own."""
        match = request.resolver_match
        if match is None or match.view_name in OPEN or match.view_name.startswith("api:"):
            return None
        if getattr(request.user, "must_change_password", False):
            return redirect("accounts:change_password")
        if match.view_name not in ADDING and request.user.is_authenticated and SECOND_FACTOR_DUE in request.session:
            return redirect("accounts:own_account")
        return None
