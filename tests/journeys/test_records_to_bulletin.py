"""From records to Bulletin No. 7: every claim of the source comes out of the demo's records, with its counter word."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingcha.bulletins import live, queries
from mingcha.bulletins.models import Bulletin
from mingcha.bulletins.rendering import finished
from mingcha.orgs.queries import post_by_system_name

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.postgres]

CLAIMS = Path(__file__).with_name("data") / "claims-of-no-7.jsonl"
"""Numerals of the source as annotated by hand (without its sentences): kind, value, counter word, subject, who."""


def claims() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CLAIMS.read_text(encoding="utf-8").splitlines()]


def number_seven() -> Bulletin:
    return queries.bulletin_named("7", post_by_system_name("system"))


def words_of(unit: str) -> set[str]:
    """条（篇） may be written 条, 篇 or 条（篇）."""
    plain = unit.replace("（", "(").replace("）", ")")
    return {plain, *(plain.rstrip(")").split("(") if "(" in plain else ())}


def is_carried(claim: dict[str, Any], figure: dict[str, Any]) -> bool:
    """Whether a figure has the claim's value and counter word; percentages as printed, to one place."""
    if not words_of(claim["unit"]) & words_of(figure["unit"]):
        return False
    return bool(claim["value"] == figure["value"])


def evaluated(run: CaptureQueriesContext) -> list[str]:
    """From before the first statement over a fact to after the last: that they stand in one transaction."""
    begins = ["SELECT (SELECT", "SAVEPOINT", "RELEASE"]
    said = [next((b for b in begins if row["sql"].startswith(b)), "other") for row in run]
    places = [i for i, begin in enumerate(said) if begin == "SELECT (SELECT"]
    return said[places[0] - 1 : places[-1] + 2]


def test_number_seven_carries_every_claim_of_the_source_with_records_behind_it() -> None:
    trace = finished(number_seven()).trace

    carried = [[figure for figure in trace["figures"] if is_carried(claim, figure)] for claim in claims()]

    assert len(carried) == 43
    assert [claim["subject"] for claim, figures in zip(claims(), carried, strict=True) if not figures] == []
    bare = [f["key"] for figures in carried for f in figures if not (f["evidence_count"] and f["definition"])]
    assert bare == []
    assert trace["unbound"] == []


def test_number_seven_keeps_different_claims_of_the_same_words_apart() -> None:
    trace = finished(number_seven()).trace

    fives = [claim for claim in claims() if (claim["value"], claim["unit"]) == (5, "个")]
    statements = {figure["sql"] for figure in trace["figures"] if is_carried(fives[0], figure)}

    assert len(fives) == 3  # documents, teams, cities
    assert len(statements) == 3


def test_number_seven_when_evaluated_anew_says_the_same_in_one_statement_a_fact() -> None:
    bulletin = number_seven()

    with CaptureQueriesContext(connection) as run:
        composed = live.composed(bulletin)

    figures = composed.figures
    facts = {figure.figure.fact for figure in figures} | {"indicators.targets"}  # the denominator of the one ratio
    assert composed.statements == len(facts)
    assert evaluated(run) == ["SAVEPOINT", *["SELECT (SELECT"] * len(facts), "RELEASE"]
    assert [figure.text for figure in figures] == [frozen.text for frozen in bulletin.figures.order_by("index")]
    assert live.errata(bulletin) == []
