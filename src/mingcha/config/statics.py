"""Static files: the few browser assets we use out of npm's many, and a storage that does without source maps."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder, BaseFinder
from django.core.files.storage import FileSystemStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

ASSETS = {
    "vendor/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "vendor/htmx.min.js": "htmx.org/dist/htmx.min.js",
}
"""Name in the address -> file under `node_modules`. Nothing else of npm is served."""


class HouseFinder(AppDirectoriesFinder):
    """`static/` of our own apps; what libraries bring for their own templates is not served."""

    def __init__(self, app_names: Sequence[str] | None = None, *args: Any, **kwargs: Any) -> None:
        own = [name for name in settings.INSTALLED_APPS if name.startswith("mingcha.")]
        super().__init__(app_names or own, *args, **kwargs)


class _NodeModules(FileSystemStorage):
    """`node_modules`, seen through `ASSETS`."""

    def path(self, name: str) -> str:
        return super().path(ASSETS[name])


class AssetFinder(BaseFinder):
    """Finds what `ASSETS` names; a missing file shows as missing, `npm ci` in `frontend/` brings it."""

    storage = _NodeModules(location=settings.NODE_MODULES)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file behind a name, as Django's finders answer."""
        found = [str(settings.NODE_MODULES / ASSETS[path])] if path in ASSETS else []
        existing = [file for file in found if Path(file).exists()]
        return existing if find_all else next(iter(existing), [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """All of them."""
        for name in ASSETS:
            yield name, self.storage


class MaplessStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names and compressed files; source maps are for those who build the assets, and are not followed."""

    patterns = tuple(
        (kind, tuple(rule for rule in rules if "sourceMappingURL" not in str(rule)))
        for kind, rules in CompressedManifestStaticFilesStorage.patterns
    )
