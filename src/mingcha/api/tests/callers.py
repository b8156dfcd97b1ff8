"""Who calls the interface in tests (调用方)."""

from datetime import timedelta
from typing import Any

from django.test import Client

from mingcha.kernel import clock
from mingcha.orgs.actions import make_token
from mingcha.orgs.choices import ApiScope
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import an_account


class Caller:
    """Another system with a token of a post."""

    def __init__(self, post: Post, *scopes: str) -> None:
        if post.person is not None and not post.person.accounts.exists():
            an_account(post)
        until = clock.today() + timedelta(days=30)
        asked = scopes or ApiScope.values
        self.token, self.secret = make_token(actor=post, name="报表系统", scopes=asked, expires_on=until)
        self.client = Client()

    @property
    def headers(self) -> dict[str, str]:
        """The token as it is sent."""
        return {"Authorization": f"Bearer {self.secret}"}

    def get(self, path: str, **query: Any) -> Any:
        """GET below `/api/`."""
        return self.client.get(f"/api/{path}", query, headers=self.headers)

    def post(self, path: str, body: object = None) -> Any:
        """POST JSON below `/api/`."""
        return self.client.post(f"/api/{path}", body, content_type="application/json", headers=self.headers)
