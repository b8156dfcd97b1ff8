"""The ledger of tasks (督办台账) as a sheet and on A3: every row, merged heads, totals of what the screen shows."""

import io
import subprocess
import time
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingcha.assignments.models import Task
from mingcha.assignments.tests.factories import DUE_ON, ISSUED_ON, a_directive, a_task
from mingcha.assignments.tests.pages_world import World, a_world, browser
from mingcha.kernel.tests.workbook_files import converted
from mingcha.orgs.models import Unit
from mingcha.orgs.tests.factories import a_unit

pytestmark = pytest.mark.django_db
ADDRESS = "/assignments/tasks/?export={}&layout=样式1"


@pytest.fixture
def world() -> World:
    return a_world()


def _tasks(world: World, count: int) -> None:
    """So many tasks of one directive; every second submitted, every fourth accepted."""
    directive = a_directive(world.campaign, "报送整改台账")
    first = a_unit("第0区")
    units = [first] + [a_unit(f"第{n}区") for n in range(1, min(count, 20))]
    for n, unit in enumerate(units):
        given: dict[str, Any] = {"submitted_on": DUE_ON, "answer": "已整改" * 9} if n % 2 == 0 else {}
        a_task(directive, unit, state="ACCEPTED" if n % 4 == 0 else "SUBMITTED" if n % 2 == 0 else "ISSUED", **given)


def _many(world: World, count: int) -> None:
    directives = [a_directive(world.campaign, f"事项{n}") for n in range(count)]
    unit = Unit.objects.get(pk=world.city.pk)
    given = {"campaign": world.campaign, "unit": unit, "happened_on": ISSUED_ON, "due_on": DUE_ON}
    Task.objects.bulk_create(
        Task(directive=one, original_due_on=DUE_ON, answer="办理情况" * 20, **given) for one in directives
    )


def _content(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_ledger_has_title_merged_heads_every_row_and_the_totals_of_the_screen(world: World) -> None:
    _tasks(world, 9)
    client = browser(world.office)
    screen = client.get("/assignments/tasks/")

    sheet = openpyxl.load_workbook(io.BytesIO(_content(client.get(ADDRESS.format("xlsx"))))).active

    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    count = screen.context["table"].paginator.count
    assert rows[0][0] == "督办台账"
    assert rows[1][:2] == ["序号", "交办情况"]
    assert rows[2][1:3] == ["文号", "交办事项"]
    assert {"A1:M1", "B2:F2", "I2:M2", "A2:A3", "G2:G3"} <= {str(one) for one in sheet.merged_cells.ranges}
    assert [row[0] for row in rows[3:-1]] == list(range(1, count + 1))
    assert (rows[-1][1], rows[-1][8:11]) == (f"合计 {count} 条", [0, 5, 3])
    assert rows[3][9] in {None, DUE_ON} or rows[3][9].date() == date(2018, 3, 9)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert sheet.print_title_rows == "$1:$3"


def test_ledger_follows_the_filters_of_the_list(world: World) -> None:
    _tasks(world, 8)

    response = browser(world.office).get(f"{ADDRESS.format('csv')}&state=ACCEPTED")

    assert len(_content(response).decode().splitlines()) == 3


def test_ledger_of_500_rows_is_whole_and_takes_less_than_10_seconds(world: World) -> None:
    _many(world, 500)
    client = browser(world.office)

    began = time.monotonic()
    content = _content(client.get(ADDRESS.format("xlsx")))
    took = time.monotonic() - began

    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).active
    assert sum(1 for _ in sheet.iter_rows()) == 3 + 500 + 1
    assert took < 10


def test_ledger_in_a_look_that_there_is_not_is_not_found(world: World) -> None:
    assert browser(world.office).get("/assignments/tasks/?export=xlsx&layout=没有").status_code == 404


def test_list_offers_its_looks(world: World) -> None:
    _tasks(world, 1)

    page = browser(world.clerk).get("/assignments/tasks/")

    assert "layout=%E6%A0%B7%E5%BC%8F1" in browser(world.office).get("/assignments/tasks/").content.decode()
    assert page.status_code == 200


def test_ledger_costs_the_same_at_1_and_at_30_rows(world: World) -> None:
    client, statements = browser(world.office), []
    _content(client.get(ADDRESS.format("xlsx")))
    for count in (1, 29):
        _many(world, count)
        with CaptureQueriesContext(connection) as found:
            _content(client.get(ADDRESS.format("xlsx")))
        statements.append(len(found))

    assert statements[0] == statements[1]


@pytest.mark.long
def test_ledger_prints_on_a3_landscape_with_its_heads_on_every_page(world: World, tmp_path: Path) -> None:
    _many(world, 80)
    content = _content(browser(world.office).get(ADDRESS.format("xlsx")))

    printed = converted(content, "pdf", tmp_path)

    (tmp_path / "a3.pdf").write_bytes(printed)
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        sizes = {tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) for page in pdf.pages}
        pages = len(pdf.pages)
    text = subprocess.run(["pdftotext", "-layout", str(tmp_path / "a3.pdf"), "-"], capture_output=True, check=True)
    assert sizes == {(420, 297)}
    assert pages > 1
    assert text.stdout.decode().count("督办台账") == pages
    assert "合计 80 条" in text.stdout.decode()
