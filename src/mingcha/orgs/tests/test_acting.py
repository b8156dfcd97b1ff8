"""Who is acting, and pages for staff alone."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.orgs.models import Account, Post
from mingcha.orgs.tests.factories import PASSWORD, a_post, an_account

pytestmark = pytest.mark.django_db
Counted = Callable[[int], AbstractContextManager[Any]]


def _page() -> str:
    return reverse("orgs:leading_group_list")


def test_staff_page_asks_a_stranger_to_sign_in_without_a_statement(
    client: Client, django_assert_num_queries: Counted
) -> None:
    with django_assert_num_queries(0):
        response = client.get(_page())

    assert (response.status_code, response.headers["Location"]) == (302, f"{reverse('desk:login')}?next={_page()}")


def test_staff_page_opens_to_somebody_in_a_post(client: Client) -> None:
    post = a_post()
    client.force_login(an_account(post))

    response = client.get(_page())

    assert (response.status_code, response.context["request"].actor) == (200, post)


def test_staff_page_is_closed_to_an_account_whose_post_has_ended(client: Client) -> None:
    post = a_post()
    client.force_login(an_account(post))
    Post.objects.filter(pk=post.pk).update(valid_until=date(2018, 6, 30))

    response = client.get(_page())

    assert response.status_code == 403


def test_session_ends_when_the_account_is_disabled(client: Client) -> None:
    account = an_account(a_post())
    client.force_login(account)
    Account.objects.filter(pk=account.pk).update(is_active=False)

    response = client.get(_page())

    assert response.status_code == 302


def test_sign_in_with_the_password_opens_pages(client: Client) -> None:
    account = an_account(a_post())

    assert client.login(username=account.username, password=PASSWORD)
    assert client.get(_page()).status_code == 200
