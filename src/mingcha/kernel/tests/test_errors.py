"""Errors have a status and a text a reader understands."""

import pytest

from mingcha.kernel.errors import BadFile, BadValue, MingchaError, NotInThisState, NotThere, Refused


@pytest.mark.parametrize(
    ("error", "status", "text"),
    [
        (BadValue("轮次不能为零", field="number"), 422, "轮次不能为零"),
        (BadFile("缺少列", file="a.csv"), 422, "a.csv: 缺少列"),
        (BadFile("不是日期", file="a.csv", line=3), 422, "a.csv:3: 不是日期"),
        (BadFile("未知的口径", file="7.md", line=3, column=9), 422, "7.md:3:9: 未知的口径"),
        (Refused("plans.close_round"), 403, "无权办理：plans.close_round"),
        (NotInThisState("第1轮"), 409, "状态已变，不能办理，请刷新后再看：第1轮"),
        (NotThere("232701"), 404, "没有找到：232701"),
    ],
)
def test_error_has_its_status_and_text(error: MingchaError, status: int, text: str) -> None:
    assert error.status == status
    assert str(error) == text


def test_bad_file_is_a_bad_value_and_bad_value_names_its_field() -> None:
    assert isinstance(BadFile("x", file="a"), BadValue)
    assert BadValue("x", field="code").field == "code"
    assert BadValue("x").field == ""
