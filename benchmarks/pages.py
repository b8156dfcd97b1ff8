"""Statements of a page, signed in, on the demo: session and account counted."""

import time

from benchmarks.table import Row
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingcha.bulletins.queries import bulletin_named
from mingcha.cli.loading.accounts import make_accounts
from mingcha.config.settings import HOME
from mingcha.orgs.models import Account
from mingcha.orgs.queries import post_by_system_name

MOST = 12
ROUNDS = 5


def rows() -> list[Row]:
    """Home, bulletin, one figure with its records, units; then lists and pages of records, for comparison."""
    make_accounts(HOME / "accounts.txt")
    client = Client()
    client.force_login(Account.objects.get(username="office"))
    sheet = f"/bulletins/{bulletin_named('7', post_by_system_name('system')).pk}/"
    pages = {
        "home": "/",
        "bulletin No. 7": sheet,
        "bulletin, one figure": f"{sheet}figures/10/",
        "unit, a city": "/units/230100/",
        "unit, a department": "/units/230000-D005/",
        "review rounds": "/plans/rounds/",
    }
    return [row for name, url in pages.items() for row in _of_page(client, name, url)]


def _of_page(client: Client, name: str, url: str) -> list[Row]:
    assert client.get(url).status_code == 200, url
    with CaptureQueriesContext(connection) as run:
        client.get(url)
    statements = len(run)  # the next request empties the log
    began = time.process_time()
    for _ in range(ROUNDS):
        client.get(url)
    took_ms = 1000 * (time.process_time() - began) / ROUNDS
    return [Row(f"page: {name}", statements, "statements", limit=MOST), Row("– processor time", took_ms)]
