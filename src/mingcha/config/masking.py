"""Addresses of one-time links are secrets: neither the log nor the ledger has them."""

import logging
import re

_SECRET = re.compile(r"(?<=/t/)[^/?#\s]+")
MASK = "***"


def masked(text: str) -> str:
    """A text in which the addresses of links end after `/t/`."""
    return _SECRET.sub(MASK, text)


class LinkFilter(logging.Filter):
    """Masks what a log line says; the traceback of a fault names places in code alone."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line through, masked."""
        record.msg, record.args = masked(record.getMessage()), None
        return True
