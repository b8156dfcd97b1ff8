"""Messages that came into a mail folder (收件): sender, identity, and the files that hang on them.

The folder is a Maildir, into which any mail server delivers. A message stays in `new` until it is settled; what is too
large is not parsed. Who a sender is, and whether to believe it, is not known here.
"""

import hashlib
import logging
import mailbox
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

MOST_BYTES = 70_000_000
MOST_FILES = 20


@dataclass(frozen=True)
class Attachment:
    """A file that hangs on a message."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """One message.

    Attributes:
        key: its name in the folder. identity: the same for the same message delivered twice.
        sender: the one address it comes from, in small letters; "" where there is none or more than one.
        is_automatic: written by a machine: never answered.
    """

    key: str
    identity: str
    sender: str = ""
    is_automatic: bool = False
    is_too_large: bool = False
    attachments: list[Attachment] = field(default_factory=list)


def new_letters(folder: Path) -> Iterator[Letter]:
    """Messages not yet settled, in the order they came.

    Raises:
        FileNotFoundError: there is no such folder.
    """
    if not (folder / "new").is_dir():
        raise FileNotFoundError(str(folder))
    for path in sorted((folder / "new").iterdir(), key=lambda one: (one.stat().st_mtime_ns, one.name)):
        if path.name.startswith("."):
            continue
        if path.stat().st_size > MOST_BYTES:
            yield Letter(path.name, hashlib.sha256(path.name.encode()).hexdigest(), is_too_large=True)
        else:
            yield _sound_letter(path.name, path.read_bytes())


def settle(folder: Path, letter: Letter) -> None:
    """Be done with a message: it goes to `cur`, seen."""
    box = mailbox.Maildir(folder, factory=None, create=False)
    name = letter.key.split(":")[0]
    message = box.get_message(name)
    message.set_subdir("cur")
    message.add_flag("S")
    box[name] = message


def _sound_letter(key: str, content: bytes) -> Letter:
    """A message; one whose heads the library cannot make out comes from nobody and has no files: it stops no other."""
    try:
        return _letter(key, content)
    except Exception:  # malformed heads end in any error at all: IndexError, AttributeError, TypeError
        logging.getLogger(__name__).warning("message %s cannot be read", key, exc_info=True)
        return Letter(key, hashlib.sha256(content).hexdigest())


def _letter(key: str, content: bytes) -> Letter:
    message = message_from_bytes(content, policy=policy.default)
    identity = str(message.get("Message-ID", "")).strip() or hashlib.sha256(content).hexdigest()
    automatic = str(message.get("Auto-Submitted", "no")).strip().lower() != "no"
    automatic |= str(message.get("Precedence", "")).strip().lower() in {"bulk", "junk", "list", "auto_reply"}
    return Letter(
        key=key,
        identity=hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest(),
        sender=_sender(message),
        is_automatic=automatic,
        attachments=_attachments(message),
    )


def _sender(message: EmailMessage) -> str:
    heads = message.get_all("From", [])
    addresses: tuple[Any, ...] = getattr(heads[0], "addresses", ()) if len(heads) == 1 else ()
    return str(addresses[0].addr_spec).lower() if len(addresses) == 1 else ""


def _attachments(message: EmailMessage) -> list[Attachment]:
    found: list[Attachment] = []
    for part in message.walk():
        name = part.get_filename()
        if name and not part.is_multipart() and len(found) < MOST_FILES:
            found.append(Attachment(name, cast("bytes", part.get_payload(decode=True)) or b""))
    return found
