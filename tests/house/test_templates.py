"""Templates extend `ui/` or are fragments; nothing in them runs or is styled in place (CSP)."""

import re

import pytest

from tests.house import tree

MARKUP = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|{% comment %}.*?{% endcomment %}|<!--.*?-->", re.DOTALL)
IN_PLACE = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\s(?:hx-on|on[a-z]+)[:a-z-]*\s*=", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
}
EXTENDS = re.compile(r"""\A\s*(?:{#.*?#}\s*)*{%\s*extends\s+["']ui/[^"']+["']""")


def template_faults(name: str, text: str) -> list[str]:
    """What is wrong with a template.

    Args:
        name: as templates are asked for, e.g. `plans/_round_rows.html`. A fragment's file name begins with `_`.
    """
    plain = MARKUP.sub("x", text)
    faults = [f"{name}: {what}" for what, pattern in IN_PLACE.items() if pattern.search(plain)]
    extends = "{% extends" in text
    if name.rsplit("/", maxsplit=1)[-1].startswith("_"):
        return [*faults, f"{name}: a fragment extends nothing"] if extends else faults
    if not name.startswith("ui/") and not EXTENDS.match(text):
        faults.append(f"{name}: a page extends ui/")
    return faults


def test_templates_extend_ui_and_run_nothing_in_place() -> None:
    templates = tree.code(".html")

    faults = [f for path in templates for f in template_faults(str(path).rsplit("/templates/")[-1], path.read_text())]

    assert templates
    assert faults == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<script>alert(1)</script>", "inline script"),
        ("<style>p{}</style>", "style element"),
        ('<p class="a" style="color:red">', "style attribute"),
        ('<a\n onclick="x()">', "event attribute"),
        ('<a hx-on:click="x()">', "event attribute"),
        ('<a href="javascript:x()">', "script address"),
    ],
)
def test_check_sees_what_is_planted_in_place(text: str, fault: str) -> None:
    assert template_faults("plans/_rows.html", text) == [f"plans/_rows.html: {fault}"]


def test_check_sees_a_page_on_its_own_and_a_fragment_on_a_base() -> None:
    page = '{% extends "ui/list.html" %}<script src="{% static "a.js" %}" defer></script>'

    assert template_faults("plans/round_list.html", page) == []
    assert template_faults("plans/round_list.html", "<html>") == ["plans/round_list.html: a page extends ui/"]
    assert template_faults("plans/r.html", '{% extends "desk/base.html" %}') == ["plans/r.html: a page extends ui/"]
    assert template_faults("plans/_r.html", page) == ["plans/_r.html: a fragment extends nothing"]
