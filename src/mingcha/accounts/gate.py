"""What must be done before anything else (先办事项): a password given by somebody else is changed first."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

OPEN = frozenset({"accounts:change_password", "desk:logout", "set_language"})


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
        return None
