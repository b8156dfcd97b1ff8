"""Who may open which page of the loaded demo: the office, a city's clerk, an auditor, a stranger."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.leads.models import Lead
from mingcha.orgs.models import Account
from mingcha.plans.models import PlanFiling, ReviewRound
from mingcha.ui import navigation, records
from tests.journeys.conftest import add_accounts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo", "accounts")]


@pytest.fixture
def accounts(tmp_path: Path) -> None:
    add_accounts(tmp_path)


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def status(client: Client, url: str) -> int:
    return int(client.get(url).status_code)


def filing_of(code: str) -> str:
    return reverse("plans:filing_detail", args=[PlanFiling.objects.get(unit__code=code).pk])


def lists() -> list[str]:
    """The address of every list of business records."""
    return [url for kind in records.all_kinds() if (url := navigation.list_url(kind))]


def rows_shown(client: Client, url: str) -> int:
    """How many rows a list shows its reader."""
    return client.get(url).content.decode().count("<tr") - 1


def test_clerk_opens_records_of_the_own_city_alone() -> None:
    harbin = signed_in("harbin")

    assert status(harbin, filing_of("230100")) == 200
    assert status(harbin, filing_of("230200")) == 404
    assert status(harbin, reverse("plans:round_detail", args=[ReviewRound.objects.order_by("pk")[0].pk])) == 404


def test_clerk_finds_no_lead_not_even_about_the_own_city() -> None:
    harbin = signed_in("harbin")
    urls = [reverse("leads:lead_detail", args=[pk]) for pk in Lead.objects.values_list("pk", flat=True)]

    assert len(urls) == 40
    assert {status(harbin, url) for url in urls} == {404}
    assert status(signed_in("office"), urls[0]) == 200


def test_department_opens_its_own_rounds_alone() -> None:
    police = signed_in("police")
    own, other = (ReviewRound.objects.filter(unit__code=code)[0].pk for code in ("230000-D005", "230000-D006"))

    assert status(police, reverse("plans:round_detail", args=[own])) == 200
    assert status(police, reverse("plans:round_detail", args=[other])) == 404


def test_auditor_sees_no_business_record() -> None:
    auditor = signed_in("auditor")

    assert {status(auditor, filing_of("230100")), status(auditor, reverse("leads:lead_detail", args=[1]))} == {404}
    office_reads = [url for url in lists() if rows_shown(signed_in("office"), url) > 0]
    assert len(office_reads) > 10
    assert [url for url in lists() if rows_shown(auditor, url) > 0] == []


def test_stranger_is_asked_to_sign_in_everywhere() -> None:
    urls = ["/", *lists(), filing_of("230100"), reverse("desk:unit", args=["230100"])]

    answers = {url: Client().get(url) for url in urls}

    login = reverse("desk:login")
    assert {answer.status_code for answer in answers.values()} == {302}
    assert [url for url, answer in answers.items() if not answer.headers["Location"].startswith(f"{login}?")] == []
