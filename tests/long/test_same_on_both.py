"""The demo on SQLite and on PostgreSQL: the same content, and issued No. 7 in the same words."""

import os
from pathlib import Path

import pytest

from tests.dump import Rows, differences
from tests.long.conftest import Sites
from tests.long.site import LOAD, MINGCHA, Site

pytestmark = [
    pytest.mark.long,
    pytest.mark.postgres,
    pytest.mark.skipif(not os.environ.get("MINGCHA_DATABASE"), reason="compares SQLite with a PostgreSQL"),
]


def loaded(site: Site, out: Path) -> tuple[Rows, str, str]:
    """Content, text and page of No. 7."""
    site.run(*LOAD)
    for form in ("txt", "html"):
        site.run(*MINGCHA, "bulletin", "render", "7", "--format", form, "--out", str(out))
    text, page = ((out / f"bulletin-7.{form}").read_text(encoding="utf-8") for form in ("txt", "html"))
    return site.dump(), text, page


def test_demo_when_loaded_on_both_databases_is_the_same(new_site: Sites, tmp_path: Path) -> None:
    embedded = Site(tmp_path / "embedded")
    embedded.migrate()

    here, *words = loaded(embedded, tmp_path / "sqlite")
    there, *other_words = loaded(new_site(), tmp_path / "postgresql")

    assert differences(here, there) == []
    assert words == other_words
