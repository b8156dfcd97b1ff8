"""What tests of files share."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def kept_here(settings: Any, tmp_path: Path) -> None:
    """Kept files go to a folder of the test's own."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
