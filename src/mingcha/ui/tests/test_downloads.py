"""Kept files are handed out as downloads alone."""

import pytest

from mingcha.kernel import evidence
from mingcha.ui import downloads


@pytest.mark.django_db
def test_stored_file_when_handed_out_then_no_browser_shows_or_guesses_it() -> None:
    stored = evidence.keep(b"content", name="整改报告.pdf", media_type="text/html")

    response = downloads.stored_file(stored)

    assert b"".join(response.streaming_content) == b"content"  # type: ignore[arg-type]  # a sync response
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    response.close()
