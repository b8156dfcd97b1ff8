"""Kept files handed out (下载附件): always as a download, never shown by the browser itself."""

from django.http import FileResponse

from mingcha.kernel import evidence
from mingcha.kernel.models import StoredFile


def stored_file(stored: StoredFile) -> FileResponse:
    """A kept file under the name it came with. The view has found it through what the reader may see.

    Raises:
        NotThere: the storage has lost it.
    """
    response = FileResponse(
        evidence.open_stored(stored), as_attachment=True, filename=stored.name, content_type=stored.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
