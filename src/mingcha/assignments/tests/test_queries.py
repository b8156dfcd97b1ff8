"""Reads over assignments: who is missing has a name."""

import pytest
from pytest_django import DjangoAssertNumQueries

from mingcha.assignments import queries
from mingcha.assignments.models import Directive
from mingcha.assignments.tests.factories import a_directive, a_task
from mingcha.campaigns.tests.factories import a_campaign
from mingcha.kernel.records import void_row
from mingcha.orgs.tests.factories import a_post, a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def directive() -> Directive:
    """To five units, one task for each state in unit order, and a voided one."""
    directive = a_directive(a_campaign())
    for position, state in enumerate(("ISSUED", "SIGNED_FOR", "SUBMITTED", "RETURNED", "ACCEPTED"), 1):
        a_task(directive, a_unit(f"{position}市", position=position), state=state)
    void_row(a_task(directive, a_unit("错市")), reason="录入有误")
    a_task(a_directive(directive.campaign, "另一件"), a_unit("丙市"))
    return directive


def test_state_counts_give_every_state(directive: Directive, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    office = a_post()

    with django_assert_num_queries(1):
        counts = queries.state_counts(directive, office)

    assert list(counts.items()) == [
        ("ISSUED", 1), ("SIGNED_FOR", 1), ("WITH_HEAD", 0), ("SUBMITTED", 1), ("RETURNED", 1), ("ACCEPTED", 1),
    ]  # fmt: skip


def test_unanswered_tasks_are_named_in_unit_order(directive: Directive) -> None:
    missing = queries.unanswered_tasks(directive, a_post())

    assert [task.unit.name for task in missing.select_related("unit")] == ["1市", "2市", "4市"]


def test_counts_and_names_are_those_the_reader_may_see(directive: Directive) -> None:
    first = directive.tasks.get(unit__name="1市")
    clerk = a_post(first.unit, role="CLERK")

    assert sum(queries.state_counts(directive, clerk).values()) == 1
    assert list(queries.unanswered_tasks(directive, clerk)) == [first]


def test_directives_are_newest_first_and_tasks_without_voided_ones(directive: Directive) -> None:
    assert [row.title for row in queries.directives(a_post())] == ["另一件", "报送台账"]
    assert queries.tasks(a_post()).count() == 6
