"""Fonts: what is missing is named, nothing is swapped silently. The machine's own fonts are used."""

from pathlib import Path
from struct import pack

import pytest
from fontTools.ttLib import TTFont

from mingcha.bulletins.render import fonts, glyphs
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


def test_characters_of_the_fonts_in_use_are_those_that_fonttools_finds() -> None:
    families = {family for chain in fonts.report({}).chains.values() for family in chain}
    used = {info.family: (info.path, info.index) for info in fonts.installed().fonts() if info.path}

    for family in families:
        path, index = used[family]
        with TTFont(path, fontNumber=index if path.endswith(".ttc") else -1, lazy=True) as font:
            expected = {chr(code) for code, glyph in font.getBestCmap().items() if font.getGlyphID(glyph)}
        assert (family, set(glyphs.characters(path, max(index, 0))) ^ expected) == (family, set())


def test_characters_of_a_file_without_a_table_are_none(tmp_path: Path) -> None:
    path = tmp_path / "no.ttf"
    path.write_bytes(b"\x00\x01\x00\x00" + bytes(8))

    assert glyphs.characters(str(path), 0) == frozenset()


def test_a_code_that_leads_to_the_empty_box_is_no_character(tmp_path: Path) -> None:
    segments = ((0x42, 0xFFFF), (0x40, 0xFFFF), (-0x41 & 0xFFFF, 1), (0, 0))  # ends, starts, differences, distances
    columns = [pack(">2H", *column) for column in segments]
    body = pack(">3H", 8 + 6 + 2 * 8 + 2, 0, 4) + bytes(6) + columns[0] + bytes(2) + b"".join(columns[1:])
    table = pack(">HHHHI", 0, 1, 3, 1, 12) + pack(">H", 4) + body
    path = tmp_path / "tiny.ttf"
    path.write_bytes(pack(">IHHHH", 0x10000, 1, 0, 0, 0) + pack(">4sIII", b"cmap", 0, 28, len(table)) + table)

    assert glyphs.characters(str(path), 0) == {"@", "B"}
