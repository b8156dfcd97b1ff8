"""Whether a bulletin may be signed."""

import pytest

from mingcha.bulletins.choices import BulletinState
from mingcha.bulletins.rules import state_after_signing
from mingcha.kernel.errors import BadValue


@pytest.mark.parametrize(("blocking", "reason"), [([], ""), ([], "急件"), (["第1行“5起”"], "急件")])
def test_bulletin_without_red_findings_or_with_a_reason_is_signed(blocking: list[str], reason: str) -> None:
    assert state_after_signing(blocking, reason) == BulletinState.SIGNED


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_red_findings_without_a_reason_are_all_named(reason: str) -> None:
    with pytest.raises(BadValue) as raised:
        state_after_signing(["第1行“5起”", "第2行“6人”"], reason)

    assert raised.value.field == "accepted_reason"
    assert raised.value.message == "校对尚有 2 处红色问题，确需签发须写明理由：第1行“5起”；第2行“6人”"
