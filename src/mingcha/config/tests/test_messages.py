"""The translation: what is collected, what counts as missing, what the site reads."""

from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po, write_po

from mingcha.config import messages


@pytest.fixture
def po_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalog of its own, not the repository's."""
    path = tmp_path / "en" / "django.po"
    monkeypatch.setattr(messages, "PO_FILE", path)
    return path


def _translate(path: Path, message: str, text: str, *, is_doubtful: bool = False) -> None:
    with path.open("rb") as file:
        catalog = read_po(file, locale="en")
    found = catalog.get(message)
    assert found is not None
    found.string = text
    if is_doubtful:
        found.flags.add("fuzzy")
    with path.open("wb") as file:
        write_po(file, catalog)


def test_collected_holds_texts_of_templates_calls_models_choices_and_registries() -> None:
    found = {message.id if isinstance(message.id, str) else message.id[0] for message in messages.collected()}

    assert found >= {
        "登录工作台",  # a template
        "没有这个页面，或者它不在您的查看范围内。",  # a call
        "规范化简称",  # a column
        "拒绝",  # a choice
        "领导小组",  # a record kind
        "共 %(counter)s 条",  # a block with a plural
        "本单位各轮审核",  # the title of related records
    }
    assert "meeting" not in found


def test_update_adds_new_texts_keeps_translations_and_drops_what_is_gone(po_file: Path) -> None:
    messages.update()
    _translate(po_file, "登录工作台", "Sign in")
    with po_file.open("ab") as file:
        file.write('\nmsgid "早已不用的话"\nmsgstr "Gone"\n'.encode())

    messages.update()

    text = po_file.read_text()
    assert 'msgid "登录工作台"\nmsgstr "Sign in"' in text
    assert "早已不用的话" not in text


def test_update_twice_changes_nothing(po_file: Path) -> None:
    messages.update()
    first = po_file.read_bytes()

    messages.update()

    assert po_file.read_bytes() == first


def test_missing_names_texts_without_or_with_a_doubtful_translation(po_file: Path) -> None:
    assert "登录工作台" in messages.missing()
    messages.update()
    _translate(po_file, "登录工作台", "Sign in")
    _translate(po_file, "用户名", "User name", is_doubtful=True)

    missing = messages.missing()

    assert "登录工作台" not in missing
    assert "用户名" in missing
    assert "共 %(counter)s 条" in missing


def test_compile_makes_what_the_site_reads(po_file: Path) -> None:
    messages.update()
    _translate(po_file, "登录工作台", "Sign in")

    made = messages.compile_()

    with made.open("rb") as file:
        read = read_mo(file)
    assert [message.string for message in read if message.id == "登录工作台"] == ["Sign in"]


@pytest.mark.parametrize(("command", "code"), [("update", 0), ("compile", 0), ("missing", 1), ("nothing", 2)])
def test_command_ends_with_its_code(po_file: Path, command: str, code: int) -> None:
    messages.update()

    assert messages.main([command]) == code
