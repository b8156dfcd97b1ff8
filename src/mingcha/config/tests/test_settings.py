"""Settings: what they make on first use is for the owner alone."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("is_there", [False, True])
def test_home_and_key_when_made_are_for_the_owner_alone(tmp_path: Path, *, is_there: bool) -> None:
    home = tmp_path / "far" / "var"
    if is_there:
        home.mkdir(parents=True, mode=0o755)

    given = os.environ | {"MINGCHA_HOME": str(home)}
    subprocess.run([sys.executable, "-c", "import mingcha.config.settings"], env=given, check=True)

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (home, home / "secret.key")]
    assert modes == [0o700, 0o600]


def test_home_with_a_key_keeps_the_mode_its_owner_chose(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("x" * 50, encoding="utf-8")
    tmp_path.chmod(0o750)

    given = os.environ | {"MINGCHA_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", "import mingcha.config.settings"], env=given, check=True)

    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o750
