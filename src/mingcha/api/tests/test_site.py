"""The interface as a whole: tokens and scopes, errors in one shape, unknown names, pages, the session in the ledger."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from mingcha.api import site, snapshot, token_auth
from mingcha.api.tests.callers import Caller
from mingcha.assignments.tests.factories import a_directive, a_task
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel import clock
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs.actions import revoke_token
from mingcha.orgs.choices import ApiScope
from mingcha.orgs.models import ApiToken
from mingcha.orgs.tests.factories import a_post, a_unit, an_account

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


def test_description_when_compared_is_the_committed_one() -> None:
    kept = (ROOT / "docs/api/openapi.json").read_text()

    assert snapshot.described() == kept, "changed on purpose? python -m mingcha.api.snapshot docs/api/openapi.json"


def test_snapshot_when_asked_writes_the_description(tmp_path: Path) -> None:
    assert snapshot.main([str(tmp_path / "openapi.json")]) == 0
    assert snapshot.main([]) == 2
    assert (tmp_path / "openapi.json").read_text() == snapshot.described()


def test_description_when_asked_over_http_is_open_to_all() -> None:
    assert Client().get("/api/openapi.json").json()["info"]["title"] == "Mingcha 明查"


def test_scopes_are_those_of_the_mounted_routers() -> None:
    assert {scope.rpartition("_")[0].lower() for scope in ApiScope.values} == set(site.ROUTERS)


def test_call_when_there_is_no_token_or_a_cookie_alone_is_401() -> None:
    account = an_account(a_post())
    client = Client()
    client.force_login(account)

    answers = [Client().get("/api/orgs/units"), client.get("/api/orgs/units")]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].headers["WWW-Authenticate"] == "Bearer"
    assert answers[0].json()["faults"] == []


def test_call_when_the_token_is_revoked_or_expired_is_401() -> None:
    revoked, expired = Caller(a_post()), Caller(a_post())
    assert revoked.get("orgs/units").status_code == 200

    revoke_token(revoked.token, actor=revoked.token.post)
    ApiToken.objects.filter(pk=expired.token.pk).update(expires_on=clock.today() - timedelta(days=1))

    assert revoked.get("orgs/units").status_code == 401
    assert expired.get("orgs/units").status_code == 401


def test_call_when_the_scope_is_missing_is_403_for_reading_and_for_writing() -> None:
    reader = Caller(a_post(), ApiScope.ASSIGNMENTS_READ)

    assert reader.get("assignments/tasks").status_code == 200
    assert reader.get("orgs/units").json()["message"] == "令牌没有此权限：ORGS_READ"
    assert reader.post("assignments/tasks/1/accept").status_code == 403


def test_call_when_a_name_is_unknown_is_422_and_names_it() -> None:
    caller = Caller(a_post())

    in_address = caller.get("orgs/units", color="red")
    in_body = caller.post("assignments/tasks/1/submit", {"answer": "已办", "state": "ACCEPTED", "unit": 1})

    assert (in_address.status_code, in_address.json()["faults"][0]["field"]) == (422, "color")
    assert in_body.status_code == 422
    assert [fault["field"] for fault in in_body.json()["faults"]] == ["state", "unit"]
    assert in_body.json()["faults"][0]["message"] == "没有这个字段"


def test_call_when_the_body_is_no_json_is_400_and_when_a_field_lacks_422() -> None:
    caller = Caller(a_post())

    broken = caller.client.post("/api/assignments/tasks/1/submit", "{", "application/json", headers=caller.headers)
    lacking = caller.post("assignments/tasks/1/return", {})

    assert (broken.status_code, broken.json()["message"]) == (400, "请求体不是 JSON。")
    assert lacking.json()["faults"] == [{"field": "reason", "message": "必填", "row": None, "column": None}]


def test_call_when_the_record_is_another_units_is_answered_as_one_that_is_not() -> None:
    own, other = a_unit("甲市"), a_unit("乙市")
    directive = a_directive(a_campaign())
    a_task(directive, own)
    foreign = a_task(directive, other)
    caller = Caller(a_post(own, role="CLERK"))

    there, nowhere = caller.get(f"assignments/tasks/{foreign.pk}"), caller.get("assignments/tasks/999999")

    assert (there.status_code, there.content) == (404, nowhere.content)
    assert caller.get("assignments/tasks").json()["count"] == 1


def test_call_when_refused_is_403_and_entered_under_the_tokens_name() -> None:
    unit = a_unit("甲市")
    task = a_task(a_directive(a_campaign()), unit, state="SUBMITTED")
    caller = Caller(a_post(unit, role="CLERK"))

    answer = caller.post(f"assignments/tasks/{task.pk}/accept")

    assert answer.status_code == 403
    entry = LedgerEntry.objects.get(outcome="REFUSED")
    assert (entry.verb, entry.reason) == ("assignments.accept_task", f"/api/assignments/tasks/{task.pk}/accept")
    assert entry.session == f"token {caller.token.pk} 报表系统"


def test_call_when_it_acts_is_entered_under_the_tokens_name_and_not_kept_by_caches() -> None:
    unit = a_unit("甲市")
    task = a_task(a_directive(a_campaign()), unit)
    caller = Caller(a_post(unit, role="CLERK"))

    answer = caller.post(f"assignments/tasks/{task.pk}/sign-for")

    assert answer.json()["state"] == "SIGNED_FOR"
    assert "no-store" in answer.headers["Cache-Control"]
    entry = LedgerEntry.objects.get(verb="assignments.sign_for_task")
    assert (entry.session, entry.actor_id) == (f"token {caller.token.pk} 报表系统", caller.token.post_id)
    assert caller.post(f"assignments/tasks/{task.pk}/sign-for").status_code == 409


def test_list_when_paged_gives_every_record_once() -> None:
    for number in range(7):
        a_unit(f"市{number}")
    caller = Caller(a_post())
    count = caller.get("orgs/units").json()["count"]

    pages = [caller.get("orgs/units", page=page, size=3).json() for page in (1, 2, 3, 4)]

    codes = [unit["code"] for page in pages for unit in page["records"]]
    assert len(codes) == len(set(codes)) == count == pages[0]["count"]
    assert pages[-1] == {"records": [], "count": count, "page": 4, "size": 3}
    assert caller.get("orgs/units", size=1000).status_code == 422


def test_call_when_repeated_too_often_is_429(monkeypatch: pytest.MonkeyPatch) -> None:
    caller = Caller(a_post())
    monkeypatch.setattr(token_auth, "RATE", "2/m")
    [throttle] = site.api.throttle  # type: ignore[misc]
    monkeypatch.setattr(throttle, "num_requests", 2)

    answers: list[Any] = [caller.get("orgs/units") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0
