"""Pages of tokens: made by the post itself, read once, withdrawn."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.kernel import clock
from mingcha.orgs.models import ApiToken, Post
from mingcha.orgs.tests.factories import a_post, a_unit, an_account

pytestmark = pytest.mark.django_db
GIVEN = {"name": "报表系统", "scopes": ["ASSIGNMENTS_READ"]}


def browser(post: Post) -> Client:
    client = Client()
    client.force_login(an_account(post))
    return client


def test_token_when_made_is_shown_once_and_opens_the_interface() -> None:
    client = browser(a_post(a_unit("甲市"), role="CLERK"))

    page = client.post(reverse("orgs:make_token"), GIVEN | {"expires_on": clock.today().isoformat()}).content.decode()

    found = re.search(r"mc_[\w-]+", page)
    assert found
    answer = Client().get("/api/assignments/tasks", headers={"Authorization": f"Bearer {found[0]}"})
    assert answer.status_code == 200
    listed = client.get(reverse("orgs:token_list")).content.decode()
    assert ("报表系统" in listed, found[0] in listed) == (True, False)


def test_token_that_cannot_be_is_refused_at_its_field() -> None:
    client = browser(a_post(a_unit("甲市"), role="CLERK"))

    answer = client.post(reverse("orgs:make_token"), GIVEN | {"expires_on": "2001-01-01"})

    assert answer.status_code == 422
    assert "有效期自今天起，最长一年" in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_token_is_withdrawn_by_its_holder_and_is_not_there_for_others() -> None:
    own = browser(a_post(a_unit("甲市"), role="CLERK"))
    own.post(reverse("orgs:make_token"), GIVEN | {"expires_on": clock.today().isoformat()})
    address = reverse("orgs:revoke_token", args=[ApiToken.objects.get().pk])

    other = browser(a_post(a_unit("乙市"), role="CLERK")).post(address)
    done = own.post(address)

    assert (other.status_code, done.status_code) == (404, 302)
    assert ApiToken.objects.get().revoked_at is not None


def test_administrator_makes_no_token() -> None:
    assert browser(a_post(role="SYSTEM_ADMIN")).get(reverse("orgs:make_token")).status_code == 403
