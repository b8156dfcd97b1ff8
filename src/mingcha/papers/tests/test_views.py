"""Pages of papers, through their addresses."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.kernel import clock
from mingcha.kernel.tests.word_files import text_of
from mingcha.kernel.word import printing
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_post, a_unit, an_account
from mingcha.papers import actions, queries
from mingcha.papers.models import Paper
from mingcha.papers.rules import PaperKind
from mingcha.papers.tests.factories import KEY, a_kind, entered

pytestmark = pytest.mark.django_db
Counted = Callable[..., AbstractContextManager[Any]]


def _browser(post: Post) -> Client:
    client = Client(headers={"Accept-Language": "zh-CN"})
    client.force_login(an_account(post))
    return client


def _url(name: str, *args: Any) -> str:
    return reverse(f"papers:{name}", args=args)


def _make(*units: Any) -> str:
    return f"{_url('make_paper', KEY)}?{'&'.join(f'record={unit.pk}' for unit in units)}"


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_page_cost_the_same_at_one_row_and_at_three(
    kind: PaperKind, count: int, django_assert_max_num_queries: Counted
) -> None:
    office = a_post()
    made = [actions.make_paper(kind, a_unit(f"{n}市"), actor=office) for n in range(count)]
    client = _browser(office)

    with django_assert_max_num_queries(9):
        listed = client.get(_url("paper_list"))
    with django_assert_max_num_queries(9):
        card = client.get(_url("paper_detail", made[0].pk))

    assert [row.record.pk for row in listed.context["table"].rows] == [paper.pk for paper in reversed(made)]
    assert made[0].file.digest in card.content.decode()
    assert "reference" not in listed.content.decode().lower()


def test_list_is_filtered_by_kind(kind: PaperKind) -> None:
    office, city = a_post(), a_unit("甲市")
    with entered(a_kind("test.other")) as other:
        for one in (kind, other):
            actions.make_paper(one, city, actor=office)

        listed = _browser(office).get(_url("paper_list"), {"kind": "test.other"})

        assert [row.record.kind for row in listed.context["table"].rows] == ["test.other"]


def test_pages_of_a_paper_are_not_there_for_others(kind: PaperKind) -> None:
    paper = actions.make_paper(kind, a_unit("甲市"), actor=a_post())
    others = [_browser(a_post(a_unit("乙市"), role="CLERK")), _browser(a_post(role="AUDITOR"))]

    for name in ("paper_detail", "paper_word", "paper_pdf", "void_paper", "replace_paper"):
        assert [client.get(_url(name, paper.pk)).status_code for client in others] == [404, 404]
        assert [client.post(_url(name, paper.pk), {"reason": "x"}).status_code for client in others] == [404, 404]
    assert Client().get(_url("paper_detail", paper.pk)).status_code == 302


def test_reader_to_whom_it_is_addressed_reads_it_and_does_not_void_it() -> None:
    city = a_unit("甲市")
    client = _browser(a_post(city, role="CLERK"))
    with entered(a_kind(is_addressed=True)) as kind:
        paper = actions.make_paper(kind, city, actor=a_post())

        page = client.get(_url("paper_detail", paper.pk))

        assert _url("paper_word", paper.pk) in page.content.decode()
        assert _url("void_paper", paper.pk) not in page.content.decode()
        assert client.get(_url("void_paper", paper.pk)).status_code == 404
        assert client.post(_url("void_paper", paper.pk), {"reason": "x"}).status_code == 403


def test_making_shows_what_it_will_say_then_makes_it(kind: PaperKind) -> None:
    city, client = a_unit("甲市"), _browser(a_post())

    page = client.get(_make(city)).content.decode()
    done = client.post(_make(city), {"record": [city.pk], "happened_on": "2018-04-09"}, follow=True)

    assert ("甲市" in page, "甲县" in page, "将填入的内容" in page) == (True, True, True)
    paper = Paper.objects.get()
    assert done.redirect_chain == [(_url("paper_detail", paper.pk), 302)]
    sent = client.get(_url("paper_word", paper.pk))
    assert sent.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E6%B5%8B%E8%AF%95")
    assert "甲市" in text_of(sent.content)


@pytest.mark.parametrize("named", ["", "abc", "²", "0", "9" * 5000])
def test_making_of_what_is_no_record_is_no_page(named: str, kind: PaperKind) -> None:
    address, client = _make(a_unit("甲市")), _browser(a_post())

    assert client.post(address.partition("?")[0], {"record": named}).status_code == 404


def test_making_twice_on_a_day_tells_on_the_form(kind: PaperKind) -> None:
    city, office = a_unit("甲市"), a_post()
    actions.make_paper(kind, city, actor=office)

    page = _browser(office).post(_make(city), {"happened_on": "2018-04-09"})

    assert page.status_code == 422
    assert "当天已出具测试〔2018〕1号" in page.content.decode()


def test_making_with_a_reserved_number_offers_it(kind: PaperKind) -> None:
    city, office = a_unit("甲市"), a_post()
    until = clock.today()
    actions.reserve_numbers("测试", actor=office, year=2018, count=2, reason="急件", until=until)
    client = _browser(office)

    assert "2018年 2号（急件）" in client.get(_make(city)).content.decode()
    client.post(_make(city), {"happened_on": "2018-04-09", "number": "2"})

    assert Paper.objects.get().number == 2


def test_making_is_not_there_for_a_record_out_of_sight_or_reach(kind: PaperKind) -> None:
    city, other = a_unit("甲市"), a_unit("乙市")
    client = _browser(a_post(city, role="CLERK"))

    assert client.get(_make(city)).status_code == 200
    bare = _url("make_paper", KEY)
    others = (_make(other), _make(city, other), bare, f"{bare}?record=x", f"{bare}?record=999999")
    for address in (*others, f"{_url('make_paper', 'no.kind')}?record=1"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"happened_on": "2018-04-09"}).status_code == 404
    assert not Paper.objects.exists()


def test_batch_is_made_in_one_go_and_given_out_three_ways(kind: PaperKind) -> None:
    units, client = [a_unit(f"{name}市") for name in "甲乙丙"], _browser(a_post())

    page = client.post(_make(*units), {"happened_on": "2018-04-09"}, follow=True)

    token = Paper.objects.values_list("batch", flat=True)[0]
    assert page.redirect_chain == [(_url("paper_batch", token), 302)]
    assert [name in page.content.decode() for name in ("甲市", "乙市", "丙市")] == [True] * 3
    packed = ZipFile(BytesIO(client.get(_url("batch_file", token, "zip")).content))
    assert packed.namelist()[0] == "001 测试〔2018〕1号 测试单 甲市.docx"
    joined = text_of(client.get(_url("batch_file", token, "docx")).content)
    assert [text for text in joined if text.endswith("市")] == ["甲市", "乙市", "丙市"]


def test_batch_of_others_is_not_there(kind: PaperKind) -> None:
    [paper] = actions.make_papers(kind, [a_unit("甲市")], actor=a_post())
    client = _browser(a_post(a_unit("乙市"), role="CLERK"))

    assert client.get(_url("paper_batch", paper.batch)).status_code == 404
    assert client.get(_url("batch_file", paper.batch, "zip")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_pages_of_making_and_of_a_batch_cost_the_same_at_one_and_at_three(
    kind: PaperKind, count: int, django_assert_max_num_queries: Counted
) -> None:
    office, units = a_post(), [a_unit(f"{n}市") for n in range(count)]
    client = _browser(office)
    papers = actions.make_papers(kind, units, actor=office, happened_on=clock.today().replace(day=8))

    with django_assert_max_num_queries(7):
        client.get(_make(*units))
    with django_assert_max_num_queries(5):
        client.get(_url("paper_batch", papers[0].batch))


def test_pdf_is_made_once_and_shown_for_print(kind: PaperKind, monkeypatch: pytest.MonkeyPatch) -> None:
    office = a_post()
    paper = actions.make_paper(kind, a_unit("甲市"), actor=office)
    client, made = _browser(office), [b"%PDF-1.6"]
    monkeypatch.setattr(printing, "to_pdf", lambda content: made.pop())

    pages = [client.get(_url("paper_pdf", paper.pk)) for _ in range(2)]

    assert [(page.content, page.headers["Content-Type"]) for page in pages] == [(b"%PDF-1.6", "application/pdf")] * 2
    assert pages[0].headers["Content-Disposition"].startswith("inline")
    assert made == []


def test_batch_pdf_prints_all_in_libreoffice(kind: PaperKind) -> None:
    office = a_post()
    papers = actions.make_papers(kind, [a_unit("甲市"), a_unit("乙市")], actor=office)

    page = _browser(office).get(_url("batch_file", papers[0].batch, "pdf"))

    assert page.content.startswith(b"%PDF")


def test_voiding_asks_for_a_reason_and_keeps_the_paper(kind: PaperKind) -> None:
    office = a_post()
    paper = actions.make_paper(kind, a_unit("甲市"), actor=office)
    client, address = _browser(office), _url("void_paper", paper.pk)

    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": ""}).status_code == 422
    page = client.post(address, {"reason": "写错"}, follow=True).content.decode()

    assert ("本记录已作废" in page, "写错" in page) == (True, True)
    assert client.post(address, {"reason": "再次"}).status_code == 409
    assert client.get(address).status_code == 404


def test_replacing_leads_to_the_new_paper(kind: PaperKind) -> None:
    office = a_post()
    paper = actions.make_paper(kind, a_unit("甲市"), actor=office)
    client, address = _browser(office), _url("replace_paper", paper.pk)

    assert client.post(address, {"reason": ""}).status_code == 422
    page = client.post(address, {"reason": "改名"}, follow=True)

    made = Paper.objects.get(number=2)
    assert page.redirect_chain == [(_url("paper_detail", made.pk), 302)]


def test_replacing_that_cannot_be_made_tells_on_the_form() -> None:
    office, city = a_post(), a_unit("甲市")
    with entered(a_kind()) as kind:
        paper = actions.make_paper(kind, city, actor=office)
    with entered(a_kind(refuses=lambda record, actor: "已经办结")):
        page = _browser(office).post(_url("replace_paper", paper.pk), {"reason": "改名"})

    assert page.status_code == 422
    assert "甲市：已经办结" in page.content.decode()
    assert Paper.objects.current().count() == 1


def test_links_lead_to_what_may_be_made_of_a_record_now(kind: PaperKind) -> None:
    city = a_unit("甲市")
    with entered(a_kind("test.never", refuses=lambda record, actor: "不行")):
        links = queries.links(city, a_post(city, role="CLERK"))
        none = queries.links(city, a_post(a_unit("乙市"), role="CLERK"))

    assert [link.url for link in links if "test" in link.url] == [_make(city)]
    assert [link for link in none if "test" in link.url] == []


def test_papers_of_a_record_are_those_the_actor_may_see(kind: PaperKind) -> None:
    office, city = a_post(), a_unit("甲市")
    paper = actions.make_paper(kind, city, actor=office)
    actions.make_paper(kind, a_unit("乙市"), actor=office)

    assert list(queries.papers_of(city, office)) == [paper]
    assert list(queries.papers_of(city, a_post(city, role="CLERK"))) == []
