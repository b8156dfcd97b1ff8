"""Decisions about bulletins, as pure functions."""

from collections.abc import Sequence

from mingcha.bulletins.choices import BulletinState
from mingcha.kernel.errors import BadValue


def state_after_signing(blocking: Sequence[str], accepted_reason: str) -> BulletinState:
    """Whether a bulletin may be signed (带病签发须具名并写明理由).

    Args:
        blocking: the red findings of the proofreader, as sentences with their lines.
        accepted_reason: why it is signed all the same.

    Raises:
        BadValue: red findings without a reason.

    Source: design ruling 11.
    """
    if blocking and not accepted_reason.strip():
        told = "；".join(blocking)
        raise BadValue(f"校对尚有 {len(blocking)} 处红色问题，确需签发须写明理由：{told}", field="accepted_reason")
    return BulletinState.SIGNED
