"""Pages of templates and numbers, through their addresses."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mingcha.kernel import clock, numbering
from mingcha.kernel.models import NumberTaken
from mingcha.kernel.tests.word_files import control, run
from mingcha.kernel.word import check
from mingcha.orgs.models import Post
from mingcha.orgs.tests.factories import a_post, a_unit, an_account
from mingcha.papers import actions
from mingcha.papers.models import PaperTemplate
from mingcha.papers.rules import PaperKind
from mingcha.papers.tests.factories import KEY, an_own_template

pytestmark = pytest.mark.django_db
Counted = Callable[..., AbstractContextManager[Any]]
IN_2018 = {"series": "测试", "year": 2018}


def _browser(post: Post) -> Client:
    client = Client(headers={"Accept-Language": "zh-CN"})
    client.force_login(an_account(post))
    return client


def _url(name: str, *args: Any) -> str:
    return reverse(f"papers:{name}", args=args)


def _sent(content: bytes) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("督办单.docx", content), "series": "测试", "note": ""}


def test_uploading_puts_a_version_in_force_and_lists_the_fields(kind: PaperKind) -> None:
    client, address, content = _browser(a_post()), _url("upload_template", KEY), an_own_template()

    page = client.get(address).content.decode()
    done = client.post(address, _sent(content), follow=True).content.decode()

    assert [word in page for word in ("单位名称", "登记日期", "名单：框住表格的一行", "下载内置模板")] == [True] * 4
    assert "已启用：测试单 第1版" in done
    assert "办公室模板第1版" in client.get(_url("template_list")).content.decode()
    kept = client.get(_url("template_word", PaperTemplate.objects.get().pk))
    assert kept.content == content


def test_uploading_a_faulty_file_names_each_fault_at_the_field(kind: PaperKind) -> None:
    content = an_own_template(control("电话", run("x")), control("传真", run("x")))

    page = _browser(a_post()).post(_url("upload_template", KEY), _sent(content))

    assert page.status_code == 422
    says = page.context["form"].errors["file"]
    assert [("“电话”" in text, "“传真”" in text) for text in says] == [(True, False), (False, True)]
    assert not PaperTemplate.objects.exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK" + b"0" * 6_000_000])
def test_uploading_what_is_no_word_file_says_so(kind: PaperKind, content: bytes) -> None:
    page = _browser(a_post()).post(_url("upload_template", KEY), _sent(content))

    assert page.status_code == 422
    assert page.context["form"].errors["file"]


def test_built_in_template_is_given_out_and_passes_its_own_check(kind: PaperKind) -> None:
    page = _browser(a_post()).get(_url("built_in_template", KEY))

    check(page.content, kind.specs)
    assert page.headers["Content-Disposition"].startswith("attachment")


def test_retiring_asks_for_a_reason(kind: PaperKind) -> None:
    office = a_post()
    template = actions.upload_template(kind, actor=office, content=an_own_template(), name="a.docx")
    client, address = _browser(office), _url("retire_template", template.pk)

    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": ""}).status_code == 422
    page = client.post(address, {"reason": "版头有误"}, follow=True).content.decode()

    assert ("已停用" in page, "版头有误" in page) == (True, True)


def test_pages_of_templates_and_numbers_are_the_offices_alone(kind: PaperKind) -> None:
    office = a_post()
    template = actions.upload_template(kind, actor=office, content=an_own_template(), name="a.docx")
    addresses = [
        _url("template_list"),
        *(_url(name, KEY) for name in ("upload_template", "built_in_template")),
        *(_url(name, template.pk) for name in ("template_word", "retire_template")),
        *(_url(name) for name in ("series_list", "reserve_numbers", "skip_numbers", "explain_gap", "void_number")),
        f"{_url('series_page')}?series=测试&year=2018",
    ]
    others = [_browser(a_post(a_unit("甲市"), role="CLERK")), _browser(a_post(role="AUDITOR"))]
    client = _browser(office)

    assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)
    for other in others:
        assert [other.get(address).status_code for address in addresses] == [404] * len(addresses)
        assert other.post(_url("reserve_numbers"), {}).status_code == 404
    assert client.get(_url("upload_template", "no.kind")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_at_one_and_at_three(
    kind: PaperKind, count: int, django_assert_max_num_queries: Counted
) -> None:
    office = a_post()
    client = _browser(office)
    for number in range(count):
        actions.make_paper(kind, a_unit(f"{number}市"), actor=office)
        actions.upload_template(kind, actor=office, content=an_own_template(), name="a.docx")
        numbering.take(f"序列{number}", year=2018, on=None)

    for address, most in (("template_list", 4), ("series_list", 6)):
        with django_assert_max_num_queries(most):
            client.get(_url(address))
    with django_assert_max_num_queries(10):
        client.get(f"{_url('series_page')}?series=测试&year=2018")
    with django_assert_max_num_queries(5):
        client.get(_url("upload_template", KEY))


def test_numbers_are_shown_with_their_papers_and_gaps(kind: PaperKind) -> None:
    office = a_post()
    actions.make_paper(kind, a_unit("甲市"), actor=office)
    numbering.take_several("测试", year=2018, on=[None, None])
    NumberTaken.objects.filter(number=2).delete()
    client = _browser(office)

    listed = client.get(_url("series_list")).content.decode()
    page = client.get(f"{_url('series_page')}?series=测试&year=2018").content.decode()

    assert "测试〔2018〕" in listed
    assert [word in page for word in ("没有说明的空号", "甲市的单子", "测试〔2018〕3号")] == [True] * 3
    assert client.get(_url("series_page")).status_code == 404
    assert client.get(f"{_url('series_page')}?series=测试&year=x").status_code == 404


@pytest.mark.parametrize(
    ("verb", "given", "wrong"),
    [
        ("reserve_numbers", {"count": 2, "until": "2018-04-30", "reason": "急件"}, {"until": "2018-04-01"}),
        ("skip_numbers", {"to": 9, "reason": "纸质编号"}, {"to": 1}),
        ("explain_gap", {"number": 2, "reason": "遗失"}, {"reason": ""}),
        ("void_number", {"number": 4, "reason": "撤销"}, {"reason": ""}),
    ],
)
def test_verbs_of_numbers_are_done_on_their_pages(
    kind: PaperKind, verb: str, given: dict[str, Any], wrong: dict[str, Any]
) -> None:
    office = a_post()
    numbering.take_several("测试", year=2018, on=[None] * 3)
    NumberTaken.objects.filter(number=2).delete()
    until = clock.today()
    actions.reserve_numbers("测试", actor=office, year=2018, count=1, reason="件", until=until)
    client, before = _browser(office), NumberTaken.objects.count()

    refused = client.post(_url(verb), IN_2018 | given | wrong)
    done = client.post(_url(verb), IN_2018 | given, follow=True)

    assert refused.status_code == 422
    assert done.status_code == 200
    assert "已登记" in done.content.decode()
    changed = NumberTaken.objects.count() - before or NumberTaken.objects.exclude(void_reason="").count()
    assert changed
