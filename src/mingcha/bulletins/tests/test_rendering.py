"""A bulletin as files: an issued one from what was frozen alone, the same bytes for ever."""

import json
import zipfile
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingcha.bulletins import queries, rendering
from mingcha.bulletins.choices import BulletinState, Format
from mingcha.bulletins.models import Bulletin
from mingcha.bulletins.tests.factories import SmallCampaign, a_draft, a_series, a_small_campaign, an_issued
from mingcha.campaigns.models import Participation
from mingcha.kernel.errors import BadFile
from mingcha.kernel.records import void_row
from mingcha.orgs.tests.factories import a_post
from mingcha.plans.models import PlanFiling, ReviewRound

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SOURCE = """# 一、备案

备案{plans.filed}个：{plans.filed:names}，通过{plans.pass_share:pct1}。

|数|
|-|
|{plans.passed}个|
"""


@pytest.fixture
def small() -> SmallCampaign:
    return a_small_campaign()


@pytest.fixture
def issued(small: SmallCampaign) -> Bulletin:
    return an_issued(a_series(small.campaign), SOURCE)


def _made(bulletin: Bulletin, form: str) -> bytes:
    found = queries.readable(a_post()).get(pk=bulletin.pk)
    return rendering.rendered(rendering.finished(found), form).content


@pytest.mark.parametrize(
    ("form", "begin"),
    [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!doctype html>"), ("txt", "内部资料".encode()), ("json", b"{")],
)
def test_issued_bulletin_is_made_in_every_format(form: str, begin: bytes, issued: Bulletin) -> None:
    assert _made(issued, form).startswith(begin)


def test_text_and_trace_tell_the_same_figures(issued: Bulletin) -> None:
    text, trace = _made(issued, "txt").decode(), json.loads(_made(issued, "json"))

    assert "备案2个：甲市、乙市，通过60.0%。" in text
    assert [figure["text"] for figure in trace["figures"]] == ["2", "甲市、乙市", "60.0%", "3"]
    assert trace["unbound"] == []


def test_issued_bulletin_is_rendered_from_frozen_tables_alone(issued: Bulletin) -> None:
    found = queries.readable(a_post()).get(pk=issued.pk)

    with CaptureQueriesContext(connection) as run:
        finished = rendering.finished(found)
        for form in Format.values:
            rendering.rendered(finished, form)

    tables = [query["sql"].split(" FROM ")[1].split(" ")[0].strip('"') for query in run.captured_queries]
    assert tables == ["bulletins_frozenfigure"]


def test_issued_bulletin_stays_the_same_bytes_when_records_and_series_change(issued: Bulletin) -> None:
    before = {form: _made(issued, form) for form in Format.values}
    for row in (*PlanFiling.objects.all(), *ReviewRound.objects.all(), *Participation.objects.all()):
        void_row(row, reason="全部作废")
    issued.series.name = "另一刊物"

    after = {form: _made(issued, form) for form in Format.values}

    assert {form: after[form] == before[form] for form in ("txt", "html", "json")} == dict.fromkeys(
        ("txt", "html", "json"), True
    )
    assert _parts(after["docx"]) == _parts(before["docx"])
    assert after["pdf"] == before["pdf"]


def _parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(docx)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.parametrize("form", Format.values)
def test_draft_is_made_without_number_and_day(form: str, small: SmallCampaign) -> None:
    draft = a_draft(a_series(small.campaign), SOURCE)

    assert _made(draft, form)
    trace = json.loads(_made(draft, "json"))
    assert (trace["bulletin"]["number"], trace["bulletin"]["issued_on"]) == (None, None)
    assert "第　期" in _made(draft, "txt").decode()


def test_signed_bulletin_still_follows_its_records(small: SmallCampaign) -> None:
    draft = a_draft(a_series(small.campaign), SOURCE)
    Bulletin.objects.filter(pk=draft.pk).update(state=BulletinState.SIGNED)
    void_row(PlanFiling.objects.get(unit=small.cities[0]), reason="重复登记")

    assert "备案1个：乙市" in _made(draft, "txt").decode()


def test_draft_with_a_faulty_mark_is_not_made(small: SmallCampaign) -> None:
    with pytest.raises(BadFile):
        _made(a_draft(a_series(small.campaign), "{{7*7}}"), "txt")


def test_files_are_called_by_number_or_draft(issued: Bulletin) -> None:
    draft = a_draft(issued.series)

    assert rendering.file_name(issued, "pdf") == "bulletin-1.pdf"
    assert rendering.file_name(draft, "pdf") == f"bulletin-draft-{draft.pk}.pdf"
