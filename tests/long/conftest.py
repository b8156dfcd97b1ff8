"""Empty sites on the database that the run is for (`MINGCHA_DATABASE`)."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.long.site import Site, postgres_database

Sites = Callable[[], Site]
SAID: pytest.StashKey[list[str]] = pytest.StashKey()
"""What tests tell about their run, for the output that is kept as evidence."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests told, at the end."""
    for line in terminalreporter.config.stash.get(SAID, []):
        terminalreporter.write_line(line)


@pytest.fixture
def new_site(tmp_path: Path) -> Iterator[Sites]:
    """Makes a migrated, empty site each time it is called."""
    server = os.environ.get("MINGCHA_DATABASE", "")
    with ExitStack() as stack:

        def make() -> Site:
            home = tmp_path / f"site-{len(list(tmp_path.iterdir()))}"
            home.mkdir()
            site = Site(home, stack.enter_context(postgres_database(server)) if server else "")
            site.migrate()
            return site

        yield make
