"""What every template knows besides its own words (模板公共变量)."""

from functools import partial
from typing import Any

from django.http import HttpRequest

from mingcha.ui import navigation


def page(request: HttpRequest) -> dict[str, Any]:
    """`menu` (made only when a template asks), `actor` (the acting post or None), `own_posts`. No statement."""
    return {
        "menu": partial(navigation.menu, request),
        "actor": getattr(request, "actor", None),
        "own_posts": getattr(request, "posts", ()),
    }
