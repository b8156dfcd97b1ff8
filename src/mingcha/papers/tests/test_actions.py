"""Making, voiding and replacing papers."""

import hashlib
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from mingcha.kernel import numbering
from mingcha.kernel.errors import BadValue, NotInThisState, NotThere, Refused
from mingcha.kernel.models import LedgerDetail, LedgerEntry, NumberTaken, StoredFile
from mingcha.kernel.tests.word_files import text_of
from mingcha.orgs.models import Unit
from mingcha.orgs.tests.factories import a_post, a_unit
from mingcha.papers import actions, queries
from mingcha.papers.models import Paper
from mingcha.papers.rules import PaperField, PaperKind
from mingcha.papers.tests.factories import a_kind, an_own_template, entered, number_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def verbs() -> list[str]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True))


def test_make_paper_numbers_it_fills_it_and_keeps_its_bytes(kind: PaperKind) -> None:
    office, city = a_post(a_unit("省整顿办")), a_unit("甲市")

    paper = actions.make_paper(kind, city, actor=office)

    texts = text_of(queries.content_of(paper))
    assert (paper.reference, paper.title, paper.happened_on) == ("测试〔2018〕1号", "甲市的单子", date(2018, 4, 9))
    assert (paper.object_kind, paper.object_id, paper.template) == ("orgs.unit", city.pk, None)
    assert texts[0] == "省整顿办"
    assert "编号：测试〔2018〕1号2018年4月9日" in texts
    assert [t for t in texts if t.endswith("县")] == ["甲县", "乙县"]
    assert paper.file.name == "测试〔2018〕1号 测试单 甲市.docx"
    assert paper.file.digest == hashlib.sha256(queries.content_of(paper)).hexdigest()
    assert NumberTaken.objects.get().object_id == city.pk


def test_make_paper_enters_itself_with_number_and_digest(kind: PaperKind) -> None:
    paper = actions.make_paper(kind, a_unit("甲市"), actor=a_post())

    entry = LedgerEntry.objects.get(verb="papers.make_paper")
    assert (entry.object_kind, entry.object_id) == ("papers.paper", paper.pk)
    after = LedgerDetail.objects.get(entry=entry).after
    assert "测试〔2018〕1号" in after
    assert paper.file.digest in after


def test_make_paper_refuses_whom_the_kind_does_not_let(kind: PaperKind) -> None:
    with pytest.raises(Refused, match=r"papers\.make_paper"):
        actions.make_paper(kind, a_unit("甲市"), actor=a_post(a_unit("乙市"), role="CLERK"))

    assert not Paper.objects.exists()
    assert not NumberTaken.objects.exists()


def test_make_paper_of_a_unit_is_numbered_in_its_own_series(kind: PaperKind) -> None:
    city = a_unit("甲市", code="230100")

    actions.make_paper(kind, a_unit("乙市"), actor=a_post())
    own = actions.make_paper(kind, city, actor=a_post(city, role="CLERK"))

    assert (own.reference, own.series_key, own.is_of_office) == ("测试〔2018〕1号", "测试/230100", False)


def test_make_paper_twice_on_a_day_says_which_there_is(kind: PaperKind) -> None:
    office, city = a_post(), a_unit("甲市")
    actions.make_paper(kind, city, actor=office, happened_on=date(2018, 4, 8))
    actions.make_paper(kind, city, actor=office)

    with pytest.raises(BadValue, match="甲市当天已出具测试〔2018〕2号"):
        actions.make_paper(kind, city, actor=office)

    assert Paper.objects.count() == 2
    assert numbering.gaps("测试", 2018) == []


def test_database_keeps_two_of_a_day_apart_from_two_hands_at_once(kind: PaperKind) -> None:
    paper = actions.make_paper(kind, a_unit("甲市"), actor=a_post())
    paper.pk, paper.number = None, 2

    with pytest.raises(IntegrityError), transaction.atomic():
        paper.save(force_insert=True)


def test_make_paper_that_is_not_ready_or_lacks_a_value_says_why() -> None:
    office, city = a_post(), a_unit("甲市")
    late = a_kind("test.late", refuses=lambda record, actor: "尚未签收")
    empty = a_kind("test.empty", fields=(PaperField("name", "单位名称", lambda record, actor: None),
                                         *a_kind().fields[1:]))  # fmt: skip

    with entered(late), pytest.raises(BadValue, match="甲市：尚未签收"):
        actions.make_paper(late, city, actor=office)
    with entered(empty), pytest.raises(BadValue, match="甲市：“单位名称”没有内容，请先在业务页面补填"):
        actions.make_paper(empty, city, actor=office)

    assert not Paper.objects.exists()


def test_make_paper_in_the_future_is_refused(kind: PaperKind) -> None:
    with pytest.raises(BadValue):
        actions.make_paper(kind, a_unit("甲市"), actor=a_post(), happened_on=date(2018, 4, 10))


def test_make_paper_with_a_reserved_number_uses_it(kind: PaperKind) -> None:
    office = a_post()
    actions.reserve_numbers("测试", actor=office, year=2018, count=2, reason="急件", until=date(2018, 4, 30))

    paper = actions.make_paper(kind, a_unit("甲市"), actor=office, number=2)

    assert number_of(paper) == ("测试", 2018, 2)
    assert NumberTaken.objects.get(number=2).state == "USED"
    with pytest.raises(NotInThisState):
        actions.make_paper(kind, a_unit("乙市"), actor=office, number=2)
    assert Paper.objects.count() == 1


def test_make_paper_of_a_record_with_a_number_of_its_own_takes_none() -> None:
    office, city = a_post(), a_unit("甲市")
    with entered(a_kind("test.own", number_of=lambda unit: ("交办", 2017, 12))) as kind:
        paper = actions.make_paper(kind, city, actor=office)
        with pytest.raises(BadValue, match="使用业务本身的编号"):
            actions.make_paper(kind, a_unit("乙市"), actor=office, number=1)
        actions.void_paper(paper, actor=office, reason="有误")

    assert (paper.reference, paper.is_own_number) == ("交办〔2017〕12号", False)
    assert not NumberTaken.objects.exists()


def test_make_papers_makes_one_of_each_in_order_with_one_entry(kind: PaperKind) -> None:
    office, units = a_post(), [a_unit(f"{name}市") for name in "甲乙丙"]

    papers = actions.make_papers(kind, units, actor=office)

    assert [(paper.number, paper.unit.name) for paper in papers] == [(1, "甲市"), (2, "乙市"), (3, "丙市")]
    assert len({paper.batch for paper in papers}) == 1
    entry = LedgerEntry.objects.get()
    assert (entry.verb, entry.rows) == ("papers.make_papers", 3)


@pytest.mark.parametrize("fault", ["refused", "none", "twice"])
def test_make_papers_makes_all_or_none(kind: PaperKind, fault: str) -> None:
    city, other = a_unit("甲市"), a_unit("乙市")
    clerk = a_post(city, role="CLERK")
    office = a_post()
    if fault == "twice":
        actions.make_paper(kind, other, actor=office)
    before = StoredFile.objects.count()

    with pytest.raises(Refused if fault == "refused" else BadValue):
        actions.make_papers(
            kind, [] if fault == "none" else [city, other], actor=clerk if fault == "refused" else office
        )

    assert Paper.objects.count() == before
    assert StoredFile.objects.count() == before
    assert numbering.gaps("测试", 2018) == []


def test_void_paper_keeps_it_and_its_number(kind: PaperKind) -> None:
    office = a_post()
    paper = actions.make_paper(kind, a_unit("甲市"), actor=office)

    actions.void_paper(paper, actor=office, reason=" 写错 ")

    paper.refresh_from_db()
    taken = NumberTaken.objects.get()
    assert (paper.void_reason, taken.void_reason) == ("写错", "写错")
    assert queries.content_of(paper)
    assert verbs()[-1] == "papers.void_paper"
    with pytest.raises(NotInThisState):
        actions.void_paper(paper, actor=office, reason="再次")


def test_void_paper_of_another_side_or_without_a_reason_is_refused(kind: PaperKind) -> None:
    office, city = a_post(), a_unit("甲市")
    paper = actions.make_paper(kind, city, actor=office)

    with pytest.raises(Refused, match=r"papers\.void_paper"):
        actions.void_paper(paper, actor=a_post(city, role="CLERK"), reason="x")
    with pytest.raises(BadValue):
        actions.void_paper(paper, actor=office, reason=" ")

    paper.refresh_from_db()
    assert paper.voided_at is None


def test_replace_paper_makes_it_anew_of_the_record_as_it_is(kind: PaperKind) -> None:
    office, city = a_post(), a_unit("甲市")
    paper = actions.make_paper(kind, city, actor=office)
    Unit.objects.filter(pk=city.pk).update(name="新甲市")

    made = actions.replace_paper(paper, actor=office, reason="单位改名")

    paper.refresh_from_db()
    assert (made.reference, made.title, made.succeeds) == ("测试〔2018〕2号", "新甲市的单子", paper)
    assert paper.void_reason == "单位改名"
    assert "甲市" in text_of(queries.content_of(paper))
    assert verbs() == ["papers.make_paper", "papers.replace_paper"]


def test_replace_paper_is_refused_to_others_and_without_its_record(kind: PaperKind) -> None:
    office, city = a_post(), a_unit("甲市")
    paper = actions.make_paper(kind, city, actor=office)

    with pytest.raises(Refused, match=r"papers\.replace_paper"):
        actions.replace_paper(paper, actor=a_post(city, role="CLERK"), reason="x")
    Paper.objects.filter(pk=paper.pk).update(object_id=0)
    paper.refresh_from_db()
    with pytest.raises(NotThere):
        actions.replace_paper(paper, actor=office, reason="x")

    assert not Paper.objects.exclude(voided_at=None).exists()


def test_replace_paper_whose_kind_no_longer_lets_it_be_made_is_refused() -> None:
    office, city = a_post(), a_unit("甲市")
    with entered(a_kind()) as kind:
        paper = actions.make_paper(kind, city, actor=office)
    with entered(a_kind(may_make=lambda actor, unit: False)), pytest.raises(Refused):
        actions.replace_paper(paper, actor=office, reason="x")

    assert Paper.objects.current().count() == 1


def test_replace_paper_already_voided_is_in_the_wrong_state(kind: PaperKind) -> None:
    office = a_post()
    paper = actions.make_paper(kind, a_unit("甲市"), actor=office)
    actions.void_paper(paper, actor=office, reason="写错")

    with pytest.raises(NotInThisState):
        actions.replace_paper(paper, actor=office, reason="重出")

    assert Paper.objects.count() == 1


def test_paper_keeps_its_bytes_when_the_template_changes(kind: PaperKind) -> None:
    office = a_post()
    paper = actions.make_paper(kind, a_unit("甲市"), actor=office)
    before = queries.content_of(paper)

    actions.upload_template(kind, actor=office, content=an_own_template(), name="新.docx", series="黑整办测")
    later = actions.make_paper(kind, a_unit("乙市"), actor=office)

    paper.refresh_from_db()
    assert queries.content_of(paper) == before
    assert later.reference == "黑整办测〔2018〕1号"
    assert text_of(queries.content_of(later))[:2] == ["单位名称=乙市", f"maker={office.unit}"]
