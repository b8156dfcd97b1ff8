"""Errors become status pages; refusals are entered in the ledger in a transaction of their own."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from mingcha.config import errors
from mingcha.kernel.errors import Refused
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs.tests.factories import PASSWORD, a_post, an_account

pytestmark = [pytest.mark.django_db, pytest.mark.urls("mingcha.config.tests.urls")]


@pytest.fixture
def visitor() -> Client:
    """A browser that is shown status pages instead of exceptions."""
    return Client(raise_request_exception=False, headers={"Accept-Language": "zh-CN"})


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("bad", 422, "轮次应为正数"),
        ("refused", 403, "无权办理：plans.close_round"),
        ("late", 409, "第1轮"),
        ("both", 409, "有人同时办理了同一件事"),
        ("gone", 404, "没有找到：第9轮"),
        ("suspicious", 400, "无法辨认"),
        ("forbidden", 403, "您的岗位不能办理这件事"),
        ("fault", 500, "问题已经记录"),
        ("nowhere", 404, "没有这个页面"),
    ],
)
def test_error_becomes_a_page_with_its_status_and_words(
    visitor: Client, caplog: pytest.LogCaptureFixture, name: str, status: int, words: str
) -> None:
    response = visitor.get(f"/fails/{name}")

    assert response.status_code == status
    assert words in response.content.decode()
    assert "<html" in response.content.decode()


@pytest.mark.parametrize(
    ("came_from", "is_offered"),
    [
        ("http://testserver/plans/rounds/1/", True),
        ("http://testserver/fails/late", False),
        ("https://elsewhere.example/plans/", False),
        ("javascript:alert(1)", False),
    ],
)
def test_error_page_leads_back_to_our_own_page_alone(visitor: Client, came_from: str, is_offered: bool) -> None:
    response = visitor.get("/fails/late", headers={"Referer": came_from})

    assert ("回上一页" in response.content.decode()) is is_offered


def test_forged_host_is_answered_without_a_way_back(visitor: Client, caplog: pytest.LogCaptureFixture) -> None:
    response = visitor.get("/login", headers={"Host": "evil.example", "Referer": "http://evil.example/"})

    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()


def test_error_asked_for_by_htmx_is_a_notice_on_the_page(visitor: Client) -> None:
    response = visitor.get("/fails/bad", headers={"HX-Request": "true"})

    assert response.status_code == 422
    assert "<html" not in response.content.decode()
    assert response.headers["HX-Retarget"] == "#notice"
    assert response.headers["HX-Push-Url"] == "false"


def test_refusal_is_entered_with_the_acting_post_and_survives_the_rolled_back_act(visitor: Client) -> None:
    post = a_post()
    visitor.login(username=an_account(post).username, password=PASSWORD)

    visitor.get("/fails/refused")

    entries = list(LedgerEntry.objects.values_list("verb", "actor_id", "outcome", "reason"))
    assert entries == [("plans.close_round", post.pk, "REFUSED", "/fails/refused")]


def test_refusal_at_an_address_without_end_is_entered_with_its_beginning() -> None:
    request = RequestFactory().get("/" + "x" * 600)

    errors.ErrorMiddleware(lambda _: HttpResponse()).process_exception(request, Refused("tests.tried"))

    assert LedgerEntry.objects.get().reason == "/" + "x" * 499


def test_refusal_of_a_stranger_is_entered_without_a_post(visitor: Client) -> None:
    visitor.get("/fails/refused")

    assert list(LedgerEntry.objects.values_list("actor_kind", "actor_id")) == [("", None)]


@pytest.mark.parametrize("name", ["bad", "late", "gone"])
def test_other_errors_are_no_refusals(visitor: Client, name: str) -> None:
    visitor.get(f"/fails/{name}")

    assert not LedgerEntry.objects.exists()


def test_status_pages_need_no_database(django_assert_num_queries: object) -> None:
    request = RequestFactory().get("/")

    with django_assert_num_queries(0):  # type: ignore[operator]
        pages = [errors.broken(request), errors.not_found(request), errors.forbidden(request)]

    assert [page.status_code for page in pages] == [500, 404, 403]


def test_form_without_its_token_is_refused_in_words() -> None:
    strict = Client(enforce_csrf_checks=True, headers={"Accept-Language": "zh-CN"})

    response = strict.post("/login", {"username": "x", "password": "x"})

    assert response.status_code == 403
    assert "刷新后再提交" in response.content.decode()
