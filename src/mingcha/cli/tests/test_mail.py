"""`mingcha mail receive`."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mingcha.cli.mail import mail

pytestmark = pytest.mark.django_db


def test_receive_says_how_many_came(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    settings.MAILDIR = str(tmp_path)

    found = CliRunner().invoke(mail, ["receive"])

    assert (found.exit_code, found.output) == (0, "收取填报表 0 个\n")
