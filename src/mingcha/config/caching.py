"""What a signed-in person saw, and what a one-time link opened, is kept by no cache and told to nobody."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

LINKS = "/t/"
"""Where the addresses of one-time links begin: what follows is a secret."""


class NoStoreMiddleware:
    """Adds `no-store` to replies for somebody acting in a post; stands outside of what sets `request.actor`.

    Pages of one-time links, errors among them, besides: no search engine keeps them, and what the browser asks for
    next learns the site's name alone, never the address with its secret. "no-referrer" would do the same, but has
    browsers send "Origin: null" with our own forms, and Django refuses those as forged (decision 0006).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the page be made, then mark it."""
        response = self.get_response(request)
        is_link = request.path.startswith(LINKS)
        if is_link or getattr(request, "actor", None) is not None:
            add_never_cache_headers(response)
        if is_link:
            response.headers["Referrer-Policy"] = "strict-origin"
            response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response
