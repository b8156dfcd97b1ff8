"""Decisions about reported values, as pure functions."""

from datetime import date

from mingcha.kernel.errors import BadValue


def sound_value(quantity: int, since: date | None, until: date) -> None:
    """Check a reported value (报送值校验): never negative, its period not backwards.

    Raises:
        BadValue: names the field. Zero is a value; "not reported" is no row at all.
    """
    if quantity < 0:
        raise BadValue(f"数值不能为负：{quantity}", field="quantity")
    if since is not None and since > until:
        raise BadValue(f"时段起 {since} 晚于时段止 {until}", field="since")
