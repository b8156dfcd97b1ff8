"""Files kept as they came (附件原件): the digest is taken before anything else reads a file; nothing is ever run.

What a browser or a machine would execute is refused, by its name and by its first bytes. A file is kept once, however
often it is handed in, under a name made of its digest alone; the name it came with is for readers.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils.translation import gettext

from mingcha.kernel.errors import BadValue, NotThere
from mingcha.kernel.models import StoredFile

MAX_BYTES = 50_000_000
CHUNK = 1 << 20
LONGEST_NAME = 120
MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}")
PLAIN = "application/octet-stream"

ACTIVE_SUFFIXES = frozenset(
    {
        *(
            "exe",
            "com",
            "bat",
            "cmd",
            "scr",
            "pif",
            "msi",
            "msp",
            "dll",
            "sys",
            "cpl",
            "hta",
            "lnk",
            "url",
            "reg",
            "inf",
        ),
        *("js", "jse", "mjs", "vbs", "vbe", "wsf", "wsh", "ps1", "psm1", "sh", "bash", "csh", "ksh", "scf", "jnlp"),
        *("py", "pyc", "pl", "rb", "php", "jar", "class", "apk", "app", "dmg", "pkg", "deb", "rpm", "elf", "so", "swf"),
        *("html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml", "svg", "svgz", "xsl", "xslt"),
        *("docm", "dotm", "xlsm", "xltm", "xlam", "pptm", "potm", "ppam"),
    }
)
"""Names that a machine runs or a browser shows as a page; documents with macros among them."""
ACTIVE_HEADS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
)
ACTIVE_TAGS = re.compile(rb"<\s*(!doctype\s+html|html|head|body|script|svg|iframe)\b", re.IGNORECASE)


def keep(file: "File[Any] | IO[bytes] | bytes", *, name: str, media_type: str = "") -> StoredFile:
    """Keep a file (存入附件). Whose it is and who may open it is said by the record it is hung on.

    Args:
        file: the content; a file is read from its beginning.
        name: as its owner calls it; folders and control characters are taken off.
        media_type: as the sender says; only told on, never trusted.

    Raises:
        BadValue: empty, too large, or something a machine or a browser would run.
    """
    source: Any = BytesIO(file) if isinstance(file, bytes) else file
    shown = clean_name(name)
    digest, size, head = _measured(source)
    _harmless(shown, head)
    path = f"evidence/{digest[:2]}/{digest[2:4]}/{digest}"
    if not default_storage.exists(path):
        source.seek(0)
        path = default_storage.save(path, ContentFile(source.read()) if size < CHUNK else File(source))
    said = media_type.strip().lower()
    told = said if MEDIA_TYPE.fullmatch(said) else PLAIN
    return StoredFile.objects.create(digest=digest, name=shown, size=size, media_type=told[:100], path=path)


def open_stored(stored: StoredFile) -> "File[Any]":
    """The content of a kept file, to be closed by the caller (打开附件).

    Raises:
        NotThere: the storage has lost it.
    """
    with suppress(FileNotFoundError):
        return default_storage.open(stored.path, "rb")
    raise NotThere(stored.name)


def is_intact(stored: StoredFile) -> bool:
    """Whether the content is still the one whose digest was taken (附件未被改动)."""
    with open_stored(stored) as file:
        return _digest_of(file) == stored.digest


def clean_name(name: str) -> str:
    """A name safe to show and to save under: no folders, no control or direction marks, not too long.

    Raises:
        BadValue: nothing is left of it.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(char for char in last if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
    stem, dot, suffix = kept.strip(" .").rpartition(".")
    if not (stem or suffix):
        raise BadValue(gettext("文件没有名称"), field="file")
    return f"{stem[: LONGEST_NAME - len(suffix[:20]) - 1]}{dot}{suffix[:20]}" if stem else suffix[:LONGEST_NAME]


def _measured(source: Any) -> tuple[str, int, bytes]:
    """Digest, size and the first bytes of a content; reading stops where it is too large."""
    source.seek(0)
    sha, size, head = hashlib.sha256(), 0, b""
    for chunk in _chunks(source):
        head = head or chunk[:1024]
        size += len(chunk)
        if size > MAX_BYTES:
            raise BadValue(gettext("附件不能超过%(most)d MB") % {"most": MAX_BYTES // 1_000_000}, field="file")
        sha.update(chunk)
    if not size:
        raise BadValue(gettext("附件是空文件"), field="file")
    return sha.hexdigest(), size, head


def _digest_of(source: Any) -> str:
    sha = hashlib.sha256()
    for chunk in _chunks(source):
        sha.update(chunk)
    return sha.hexdigest()


def _chunks(source: Any) -> Iterator[bytes]:
    while chunk := source.read(CHUNK):
        yield chunk


def _harmless(name: str, head: bytes) -> None:
    """Refuse what would run: by any suffix of its name, and by what it begins with."""
    suffixes = {suffix[1:].strip().lower() for suffix in PurePosixPath(name).suffixes[-2:]}
    starts = head.lstrip(b"\xef\xbb\xbf\x00 \t\r\n")
    if suffixes & ACTIVE_SUFFIXES or starts.startswith(ACTIVE_HEADS) or ACTIVE_TAGS.match(_after_prologue(starts)):
        raise BadValue(gettext("不接收程序、网页、脚本和带宏的文件：%(name)s") % {"name": name}, field="file")


def _after_prologue(head: bytes) -> bytes:
    """What follows an XML declaration and comments, where a page hides behind them."""
    return re.sub(rb"\A(\s|<\?.*?\?>|<!--.*?-->)+", b"", head, flags=re.DOTALL)
