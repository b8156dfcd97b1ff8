"""Fonts: what is missing is named, nothing is swapped silently. The machine's own fonts are used."""

import pytest

from mingcha.bulletins.render import fonts
from mingcha.bulletins.render.fonts import Role


def _with(monkeypatch: pytest.MonkeyPatch, key: str, role: Role) -> None:
    monkeypatch.setattr(fonts, "ROLES", {**fonts.ROLES, key: role})


def test_no_font_for_a_role_is_an_error_that_names_it_and_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    _with(monkeypatch, "fang", Role("仿宋", ("Wanted",), ("Second",)))

    with pytest.raises(fonts.NoFont) as stopped:
        fonts.report({})

    assert str(stopped.value) == "没有可用的仿宋字体（Wanted、Second），请运行 make system 安装"


def test_a_substitute_is_named_with_what_was_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    _with(monkeypatch, "fang", Role("仿宋", ("Wanted",), ("FandolFang R",)))

    report = fonts.report({})

    assert report.warnings[0] == "仿宋：未安装 Wanted，以 FandolFang R 代替"
    assert report.chains["fang"] == ("FandolFang R",)


def test_an_office_font_that_is_there_is_no_substitute(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in fonts.ROLES:
        _with(monkeypatch, key, Role(key, ("FandolFang R",), ()))

    assert fonts.report({"fang": ["整顿"]}).warnings == ()


def test_a_rare_character_is_named_with_the_font_that_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    _with(monkeypatch, "fang", Role("仿宋", ("FandolFang R",), ("Noto Serif CJK SC",)))

    report = fonts.report({"fang": ["王喆、王喆，12.5%“好”　a"]})

    assert [line for line in report.warnings if "喆" in line] == [
        "“喆”（U+5586）：FandolFang R 无此字，以 Noto Serif CJK SC 代替"
    ]
    assert len([line for line in report.warnings if "无此字" in line]) == 1


def test_a_character_that_no_font_has_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    _with(monkeypatch, "fang", Role("仿宋", ("FandolFang R",), ()))

    report = fonts.report({"fang": ["喆"]})

    assert "“喆”（U+5586）：FandolFang R 均无此字，印出为空框" in report.warnings
