"""Real rows for tests; a kind of paper made of a unit, since no mechanism is below this one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mingcha.kernel.tests.word_files import a_template, control, run
from mingcha.kernel.word.layouts import Form, Line, Rows
from mingcha.orgs.models import Post, Unit
from mingcha.papers import rules
from mingcha.papers.models import Paper
from mingcha.papers.rules import PaperField, PaperKind

KEY = "test.paper"


def _units(actor: Post) -> Any:
    return Unit.objects.visible_to(actor).order_by("pk")


def a_kind(key: str = KEY, **given: Any) -> PaperKind:
    """A kind made of units by whoever is of the office or of the unit; not yet entered."""
    plain: dict[str, Any] = {
        "series": "测试",
        "fields": (
            PaperField("name", "单位名称", lambda unit, actor: unit.name),
            PaperField("since", "设立日期", lambda unit, actor: unit.valid_from, is_required=False, says="登记日期"),
            PaperField(
                "below", "下级单位", lambda unit, actor: [{"name": "甲县"}, {"name": "乙县"}], is_required=False,
                columns=(("position", "序号"), ("name", "名称")),
            ),
        ),
        "layout": Form("测试单", (Line("单位", "{name}"), Rows("below", (("position", 1), ("name", 5))))),
        "records": _units,
        "may_make": lambda actor, unit: actor.is_office or actor.unit_id == unit.pk,
        "unit": lambda unit: unit,
        "title": lambda unit: f"{unit.name}的单子",
    }  # fmt: skip
    return PaperKind(key, "测试单", Unit, **(plain | given))


@contextmanager
def entered(kind: PaperKind) -> Iterator[PaperKind]:
    """The kind is entered within the block."""
    rules.register(kind)
    try:
        yield kind
    finally:
        rules.unregister(kind.key)


def an_own_template(*extra: Any) -> bytes:
    """A Word file that holds what the kind requires."""

    def write(document: Any) -> None:
        for tag in ("单位名称", "maker", "number", "made_on"):
            document.add_paragraph(f"{tag}=")._p.append(control(tag, run("x")))
        for element in extra:
            document.add_paragraph()._p.append(element)

    return a_template(write, has_unit=False)


def number_of(paper: Paper) -> tuple[str, int, int]:
    """Series, year and number."""
    return paper.series_key, paper.year, paper.number
