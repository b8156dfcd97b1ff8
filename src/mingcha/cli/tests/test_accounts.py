"""`mingcha accounts`: the first administrators, passwords reset on the server."""

import pytest
from django.test import Client

from mingcha.cli.tests.factories import run
from mingcha.kernel.models import LedgerEntry
from mingcha.orgs.models import Account, Post
from mingcha.orgs.tests.factories import a_post, a_system_post, a_unit, an_account

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Capsys = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _system() -> None:
    a_system_post()


def test_administrators_are_made_once_with_passwords_that_let_in(capsys: Capsys) -> None:
    a_unit("省整顿办", code="L1")

    first, second = (run(capsys, "accounts", "administrators", "--unit", "L1") for _ in range(2))

    rows = [line.split("\t") for line in first.out.splitlines()]
    assert [name for name, *_ in rows] == ["sysadmin", "secadmin", "auditor"]
    assert (first.code, second.code, second.out) == (0, 0, "")
    roles = Post.objects.filter(person__isnull=False).order_by("pk").values_list("role", flat=True)
    assert list(roles) == ["SYSTEM_ADMIN", "SECURITY_ADMIN", "AUDITOR"]
    client = Client()
    answer = client.post("/login", {"login": "sysadmin", "password": rows[0][1]}, follow=True)
    assert answer.redirect_chain[-1] == ("/accounts/password", 302)


def test_administrator_that_is_there_is_left_alone(capsys: Capsys) -> None:
    a_unit("省整顿办", code="L1")
    a_post(role="AUDITOR")

    ran = run(capsys, "accounts", "administrators", "--unit", "L1")

    assert [line.split("\t")[0] for line in ran.out.splitlines()] == ["sysadmin", "secadmin"]


def test_administrators_in_no_unit_are_not_made(capsys: Capsys) -> None:
    ran = run(capsys, "accounts", "administrators", "--unit", "nowhere")

    assert (ran.code, Account.objects.count()) == (2, 0)


def test_reset_gives_an_administrator_a_password_for_once(capsys: Capsys) -> None:
    account = an_account(a_post(role="SECURITY_ADMIN"))

    ran = run(capsys, "accounts", "reset", account.username)

    account.refresh_from_db()
    assert (account.check_password(ran.out.strip()), account.must_change_password) == (True, True)
    assert LedgerEntry.objects.latest("sequence").verb == "accounts.reset_password"


def test_reset_of_nobody_says_so(capsys: Capsys) -> None:
    ran = run(capsys, "accounts", "reset", "nobody")

    assert (ran.code, "nobody" in ran.err) == (2, True)
