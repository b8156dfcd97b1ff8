"""PDF of a Word file through LibreOffice (转 PDF), where it is installed; no more than two at once in a process."""

import hashlib
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext

from mingcha.kernel.errors import MingchaError

SECONDS = 60
_slots = threading.BoundedSemaphore(2)


class CannotPrint(MingchaError):
    """No PDF can be made here (不能转 PDF): the Word file itself is there."""

    status = 503


def can_print() -> bool:
    """Whether LibreOffice is installed."""
    return shutil.which("soffice") is not None


def printed(content: bytes) -> bytes:
    """The PDF of a .docx, kept by the file's digest so that it is made once (打印件).

    Raises:
        CannotPrint: as `to_pdf`.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = f"printed/{digest[:2]}/{digest}.pdf"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(to_pdf(content)))
    with default_storage.open(path, "rb") as file:
        made: bytes = file.read()
        return made


def to_pdf(content: bytes, *, seconds: int = SECONDS) -> bytes:
    """The PDF of a .docx; about 2 s for a first page, with a profile of its own so that several may run at once.

    Raises:
        CannotPrint: LibreOffice is not installed, busy, or did not answer in time.
    """
    program = shutil.which("soffice")
    if program is None:
        raise CannotPrint(gettext("服务器没有安装 LibreOffice，不能转成 PDF，请下载 Word 文件打印"))
    if not _slots.acquire(timeout=seconds):
        raise CannotPrint(gettext("正在转换的文件太多，请稍后再试，或下载 Word 文件打印"))
    try:
        return _converted(program, content, seconds)
    finally:
        _slots.release()


def _converted(program: str, content: bytes, seconds: int) -> bytes:
    with tempfile.TemporaryDirectory(prefix="mingcha-pdf-") as folder:
        source = Path(folder) / "paper.docx"
        source.write_bytes(content)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        options = ("--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder)
        command = [program, profile, *options, str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=seconds, check=False)  # noqa: S603  a fixed command
        except subprocess.TimeoutExpired as error:
            raise CannotPrint(gettext("转成 PDF 超时，请下载 Word 文件打印")) from error
        made = source.with_suffix(".pdf")
        if not made.exists():
            raise CannotPrint(gettext("没有转成 PDF，请下载 Word 文件打印"))
        return made.read_bytes()
