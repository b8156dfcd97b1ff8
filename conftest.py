"""What every test shares: which tests run on PostgreSQL too, which drive a browser, how Hypothesis draws."""

import os
from pathlib import Path

import pytest
from django.conf import settings as site
from django.utils import translation
from hypothesis import settings

LOOPBACK = ["127.0.0.1", "::1", "localhost"]
ON_BOTH_DATABASES = {"test_models.py", "test_access.py", "test_queries.py", "test_actions.py", "test_facts.py"}

# Two cores shared by all: no deadline for one example. CI draws the same examples each time.
settings.register_profile("mingcha", deadline=None, database=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("mingcha")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by their room and by what they use, so that no author forgets it.

    The rooms that talk to the database (and all of `figures`) are marked `postgres`; whoever asks for a `page` is
    marked `browser` and may reach loopback addresses, which nobody else may. A test with transactions of its own ends
    by emptying the tables, so each such test first gets back what the migrations wrote (the built-in posts).
    """
    for item in items:
        if is_of_database(item.path):
            item.add_marker("postgres")
        fixtures: list[str] = getattr(item, "fixturenames", [])
        drives_a_browser = "page" in fixtures and "page" not in _parameters(item)
        if drives_a_browser:
            item.add_marker("browser")
            item.add_marker(pytest.mark.allow_hosts(LOOPBACK))
        if is_transactional(item) or drives_a_browser:
            fixtures.append("django_db_serialized_rollback")


@pytest.fixture(autouse=True)
def speak_the_office_language() -> None:
    """Begin each test in the office's language: a page asked for in English leaves its thread in English."""
    translation.activate(site.LANGUAGE_CODE)


def _parameters(item: pytest.Item) -> set[str]:
    """Names that the test's own parameters take; one may be called `page` and is no window."""
    return set(getattr(getattr(item, "callspec", None), "params", {}))


def is_transactional(item: pytest.Item) -> bool:
    """Whether a test commits for real."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


def is_of_database(path: Path) -> bool:
    """Whether a test file belongs to a room that talks to the database, or to the floor of facts and measures."""
    return path.parent.name == "tests" and (path.name in ON_BOTH_DATABASES or path.parts[-3] == "figures")
