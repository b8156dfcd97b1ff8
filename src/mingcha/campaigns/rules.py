"""What every record about a unit is entered with, as plain values."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """When it happened and how we know (发生日期、来源); a mechanism's rows add their own values.

    Attributes:
        happened_on: None means today.
        source_note: where it comes from and for which period; "" where the office saw it itself.
        is_reconstructed: made up from a count (按原文数量重建); None: so wherever there is a source note.
    """

    happened_on: date | None = None
    source_note: str = ""
    is_reconstructed: bool | None = None

    def columns(self, day: date) -> dict[str, Any]:
        """Column -> value for the record that happened on `day`, the checked date."""
        known = self.is_reconstructed
        reconstructed = bool(self.source_note) if known is None else known
        return asdict(self) | {"happened_on": day, "is_reconstructed": reconstructed}
