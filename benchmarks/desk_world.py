"""A site of its own with a million tasks, made by `python -m benchmarks.desk_world` in the folder MINGCHA_HOME.

Prints as JSON: seconds of processor time that issuing one directive to 12,000 units took, through the action; how many
tasks there are; a session key for each of three readers.
"""

import json
import time
from datetime import date, timedelta

import django

COUNTIES, WINDOWS = 999, 11_000
DIRECTIVES = 1_000
TODAY = date(2026, 11, 26)

TASKS = """
INSERT INTO assignments_task ({names})
SELECT {values} FROM assignments_directive d CROSS JOIN orgs_unit u
WHERE u.level IN ('PREFECTURE', 'COUNTY') AND d.title LIKE '报送第%' ORDER BY d.id, u.official_order
"""
MIX = "(d.id * 7 + u.id * 13) % 100"
STATES = (
    f"CASE WHEN {MIX} < 70 THEN 'ACCEPTED' WHEN {MIX} < 80 THEN 'SUBMITTED' WHEN {MIX} < 85 THEN 'RETURNED' "
    f"WHEN {MIX} < 93 THEN 'SIGNED_FOR' ELSE 'ISSUED' END"
)
DUE = "date('2026-10-01', '+' || ((d.id * 31 + u.id) % 120) || ' days')"
"""Seven tasks of ten are accepted; they are due over four months around the day of the benchmark."""


def main() -> None:
    """Make the world, print what is asked of it."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps({"issue_s": _units_and_one_directive(), "tasks": _million(), "sessions": _readers()}))


def _units_and_one_directive() -> float:
    from mingcha.assignments.actions import Asked, issue_directive
    from mingcha.campaigns.tests.factories import a_campaign
    from mingcha.kernel.workdays import load_year
    from mingcha.orgs.actions._placing import write_units
    from mingcha.orgs.choices import Level, UnitKind
    from mingcha.orgs.models import Unit
    from mingcha.orgs.tests.factories import a_post, a_row

    load_year(TODAY.year, source="国办发明电〔2025〕7号")
    county, window = {"level": Level.COUNTY}, {"level": Level.WINDOW, "kind": UnitKind.WINDOW}
    write_units([a_row("省", code="P", level=Level.PROVINCE)])
    write_units([a_row(f"第{n}市", code=f"C{n:02}", territory_parent="P") for n in range(13)])
    counties = ((n, f"D{n:04}", f"C{n % 13:02}") for n in range(COUNTIES))
    write_units([a_row(f"第{n}县", code=code, territory_parent=above, **county) for n, code, above in counties])
    windows = ((n, f"W{n:05}", f"D{n % COUNTIES:04}") for n in range(WINDOWS))
    write_units([a_row(f"第{n}窗口", code=code, territory_parent=above, **window) for n, code, above in windows])
    campaign = a_campaign()
    office = a_post(campaign.office)
    units = list(Unit.objects.exclude(level="PROVINCE").in_official_order()[:12_000])
    due_on = TODAY + timedelta(days=30)
    asked = Asked(title="全省台账", asks="报送整改台账", basis="通知", minutes_needed=20, due_on=due_on)
    began = time.process_time()
    issue_directive(campaign, actor=office, asked=asked, units=units)
    return time.process_time() - began


def _million() -> int:
    from django.db import connection

    from mingcha.assignments.models import Directive, Task
    from mingcha.campaigns.models import Campaign

    campaign = Campaign.objects.get()
    asked = {"asks": "报送整改台账", "basis": "通知", "minutes_needed": 20, "year": 2025}
    days = {"happened_on": date(2025, 12, 1), "due_on": date(2026, 12, 1)}
    Directive.objects.bulk_create(
        Directive(campaign=campaign, unit=campaign.office, number=n + 1, title=f"报送第{n}号台账", **asked, **days)
        for n in range(DIRECTIVES)
    )
    values = {
        "recorded_at": "'2026-01-01'", "void_reason": "''", "is_reconstructed": "0", "source_note": "''",
        "campaign_id": "d.campaign_id", "unit_id": "u.id", "directive_id": "d.id", "part": "'LEAD'", "state": STATES,
        "happened_on": "'2025-12-01'", "due_on": DUE, "original_due_on": DUE, "answer": "''",
        "accepted_on": f"CASE WHEN {STATES} = 'ACCEPTED' THEN '2026-11-01' END"
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(TASKS.format(names=", ".join(values), values=", ".join(values.values())))
        cursor.execute("ANALYZE")
    return Task.objects.count()


def _readers() -> dict[str, str]:
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from mingcha.orgs.models import Post, Unit
    from mingcha.orgs.tests.factories import a_post, an_account

    posts = {
        "office": Post.objects.get(role="OFFICE"),
        "city": a_post(Unit.objects.get(code="C00"), role="CLERK"),
        "county": a_post(Unit.objects.get(code="D0001"), role="CLERK"),
    }
    keys = {}
    for name, post in posts.items():
        account = an_account(post)
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.save()
        keys[name] = session.session_key
    return keys


if __name__ == "__main__":
    main()
