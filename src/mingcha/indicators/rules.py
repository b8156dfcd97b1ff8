"""Decisions about reported values, as pure functions."""

from datetime import date

from mingcha.kernel.errors import BadValue

MOST = 2**63 - 1
"""What a column of the database holds."""


def sound_value(quantity: int, since: date | None, until: date) -> None:
    """Check a reported value (报送值校验): neither negative nor past what is stored, its period not backwards.

    Raises:
        BadValue: names the field. Zero is a value; "not reported" is no row at all.
    """
    if quantity < 0:
        raise BadValue(f"数值不能为负：{quantity}", field="quantity")
    if quantity > MOST:
        raise BadValue(f"数值过大：{quantity}", field="quantity")
    if since is not None and since > until:
        raise BadValue(f"时段起 {since} 晚于时段止 {until}", field="since")
