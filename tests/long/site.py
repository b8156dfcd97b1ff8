"""A site of its own in a folder: its database, and commands run as processes of their own."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.dump import Rows

CHECKOUT = Path(__file__).resolve().parents[2]
DEMO = CHECKOUT / "demo" / "heilongjiang-2018"
BIN = Path(sys.executable).parent


class Site:
    """`home` holds everything; `database` is a PostgreSQL address, empty for SQLite in the folder."""

    def __init__(self, home: Path, database: str = "") -> None:
        self.environment: Mapping[str, str] = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "MINGCHA_HOME": str(home),
            "MINGCHA_DATABASE": database,
            "DJANGO_SETTINGS_MODULE": "mingcha.config.settings",
        }

    def begin(self, *command: str) -> subprocess.Popen[str]:
        """Start a command; its words can be read when it has ended."""
        return subprocess.Popen(
            [sys.executable, *command], cwd=CHECKOUT, env=self.environment, text=True, stdout=-1, stderr=-1
        )

    def run(self, *command: str) -> str:
        """Run a command to its end; gives what it printed."""
        process = self.begin(*command)
        printed, complaint = process.communicate(timeout=300)
        assert process.returncode == 0, f"{command}: {complaint}"
        return printed

    def migrate(self) -> None:
        """Make the tables."""
        self.run("-m", "django", "migrate", "--verbosity", "0")

    def dump(self) -> Rows:
        """The content of the database."""
        content: Rows = json.loads(self.run("-m", "tests.dump"))
        return content


MINGCHA = ("-c", "from mingcha.cli.main import main; main()")
LOAD = (*MINGCHA, "demo", "load", str(DEMO))


@contextmanager
def postgres_database(server: str) -> Iterator[str]:
    """A new database on the server that an address names; dropped at the end."""
    import psycopg

    name = f"mingcha_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
