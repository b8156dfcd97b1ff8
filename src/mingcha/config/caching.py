"""What a signed-in person saw is kept by no cache, neither on the way nor on a shared machine's disk."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers


class NoStoreMiddleware:
    """Adds `no-store` to replies for somebody acting in a post; stands outside of what sets `request.actor`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the page be made, then mark it."""
        response = self.get_response(request)
        if getattr(request, "actor", None) is not None:
            add_never_cache_headers(response)
        return response
