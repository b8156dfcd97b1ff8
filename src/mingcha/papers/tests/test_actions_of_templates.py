"""Templates: uploaded in versions, retired with a reason; numbers of the office."""

from datetime import date
from typing import Any

import pytest

from mingcha.kernel import numbering
from mingcha.kernel.errors import BadValue, NotInThisState, NotThere, Refused
from mingcha.kernel.models import LedgerEntry, NumberTaken, StoredFile
from mingcha.kernel.tests.word_files import control, run
from mingcha.kernel.word import BadWordFile
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_post, a_unit
from mingcha.papers import actions, queries
from mingcha.papers.models import PaperTemplate
from mingcha.papers.rules import PaperKind
from mingcha.papers.tests.factories import an_own_template

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
UNTIL = date(2018, 4, 30)


def upload(kind: PaperKind, actor: Post, content: bytes | None = None, **given: str) -> PaperTemplate:
    name = given.pop("name", "督办单.docx")
    return actions.upload_template(kind, actor=actor, content=content or an_own_template(), name=name, **given)


def test_upload_template_puts_a_new_version_in_force(kind: PaperKind) -> None:
    office = a_post()

    first, second = upload(kind, office), upload(kind, office, series=" 黑整办测 ", note="新版头")

    assert [(t.version, t.series, t.note) for t in (first, second)] == [(1, "测试", ""), (2, "黑整办测", "新版头")]
    assert queries.template_in_force(kind) == second
    assert str(second) == "测试单 第2版"
    assert LedgerEntry.objects.filter(verb="papers.upload_template").count() == 2


def test_upload_template_refuses_a_clerk(kind: PaperKind) -> None:
    with pytest.raises(Refused, match=r"papers\.upload_template"):
        upload(kind, a_post(a_unit(), role="CLERK"))


def test_upload_template_with_faults_names_them_and_writes_nothing(kind: PaperKind) -> None:
    content = an_own_template(control("电话", run("x")), control("传真", run("x")))

    with pytest.raises(BadWordFile) as refused:
        upload(kind, a_post(), content)

    assert [(fault.code, fault.field) for fault in refused.value.faults] == [
        ("UNKNOWN_FIELD", "电话"),
        ("UNKNOWN_FIELD", "传真"),
    ]
    assert not PaperTemplate.objects.exists()
    assert not StoredFile.objects.exists()
    assert not LedgerEntry.objects.exists()


def test_upload_template_with_a_word_that_names_no_series_is_refused(kind: PaperKind) -> None:
    with pytest.raises(BadValue) as refused:
        upload(kind, a_post(), series="督办〔2018〕")

    assert refused.value.field == "series"


def test_retire_template_brings_back_the_one_before_and_then_the_built_in(kind: PaperKind) -> None:
    office = a_post()
    first, second = upload(kind, office), upload(kind, office)

    actions.retire_template(second, actor=office, reason=" 版头有误 ")
    assert queries.template_in_force(kind) == first
    actions.retire_template(first, actor=office, reason="旧版头")
    assert queries.template_in_force(kind) is None

    assert second.retire_reason == "版头有误"
    assert LedgerEntry.objects.filter(verb="papers.retire_template", reason="版头有误").count() == 1


def test_retire_template_is_refused_to_a_clerk_without_a_reason_and_twice(kind: PaperKind) -> None:
    office = a_post()
    template = upload(kind, office)

    with pytest.raises(Refused, match=r"papers\.retire_template"):
        actions.retire_template(template, actor=a_post(a_unit(), role="CLERK"), reason="x")
    with pytest.raises(BadValue):
        actions.retire_template(template, actor=office, reason=" ")
    assert queries.template_in_force(kind) == template
    actions.retire_template(template, actor=office, reason="旧")
    with pytest.raises(NotInThisState):
        actions.retire_template(template, actor=office, reason="旧")


NUMBER_VERBS: list[tuple[str, dict[str, Any]]] = [
    ("reserve_numbers", {"count": 1, "reason": "急件", "until": UNTIL}),
    ("skip_numbers", {"to": 3, "reason": "纸质编号"}),
    ("explain_gap", {"number": 1, "reason": "遗失"}),
    ("void_number", {"number": 1, "reason": "撤销"}),
]


@pytest.mark.parametrize(("verb", "given"), NUMBER_VERBS)
def test_verbs_of_numbers_are_refused_to_a_clerk(kind: PaperKind, verb: str, given: dict[str, Any]) -> None:
    with pytest.raises(Refused, match=f"papers.{verb}"):
        getattr(actions, verb)("测试", actor=a_post(a_unit(), role="CLERK"), year=2018, **given)

    assert not NumberTaken.objects.exists()


@pytest.mark.parametrize("verb", ["reserve_numbers", "skip_numbers"])
def test_numbers_of_another_series_are_not_reserved_or_skipped(kind: PaperKind, verb: str) -> None:
    with pytest.raises(BadValue, match="“线索”不是文书的编号序列") as refused:
        getattr(actions, verb)("线索", actor=a_post(), year=2018, **dict(NUMBER_VERBS)[verb])

    assert refused.value.field == "series"


def test_numbers_are_reserved_skipped_explained_and_voided_each_with_an_entry(kind: PaperKind) -> None:
    office = a_post()

    assert actions.reserve_numbers("测试", actor=office, year=2018, count=2, reason="急件", until=UNTIL) == [1, 2]
    assert actions.skip_numbers("测试", actor=office, year=2018, to=4, reason="纸质编号") == [3, 4]
    NumberTaken.objects.filter(number=4).delete()
    actions.explain_gap("测试", actor=office, year=2018, number=4, reason="遗失")
    actions.void_number("测试", actor=office, year=2018, number=1, reason="撤销")

    assert queries.reserved_numbers("测试") == [(2018, 2, "急件")]
    assert numbering.gaps("测试", 2018) == []
    entries = LedgerEntry.objects.order_by("sequence").values_list("verb", "reason", "rows")
    assert list(entries) == [
        ("papers.reserve_numbers", "急件", 2),
        ("papers.skip_numbers", "纸质编号", 2),
        ("papers.explain_gap", "遗失", None),
        ("papers.void_number", "撤销", None),
    ]


def test_void_number_leaves_a_used_one_to_what_it_is_for(kind: PaperKind) -> None:
    office = a_post()
    actions.make_paper(kind, a_unit("甲市"), actor=office)

    with pytest.raises(NotInThisState):
        actions.void_number("测试", actor=office, year=2018, number=1, reason="x")
    with pytest.raises(NotThere):
        actions.void_number("测试", actor=office, year=2018, number=9, reason="x")

    assert NumberTaken.objects.get().voided_at is None
