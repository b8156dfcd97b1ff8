"""What was made: list, page, download, void, replace."""

from io import BytesIO
from urllib.parse import quote
from uuid import UUID
from zipfile import ZIP_STORED, ZipFile

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods
from django_filters import ChoiceFilter, FilterSet

from mingcha.kernel import word
from mingcha.kernel.errors import BadValue
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.papers import access, actions, queries, rules
from mingcha.papers.forms import ReasonForm
from mingcha.papers.models import Paper
from mingcha.ui import details, lists
from mingcha.ui.filters import ALL
from mingcha.ui.records import kind_by_key, url_of

PAPER_COLUMNS = ("reference", "label", "title", "unit", "maker", "happened_on", "voided_at")
PAPER_FILTERS = ("unit", "year", "number", "happened_on")
PAPER_FIELDS = ("unit", "maker", "made_by", "happened_on", "recorded_at")
PDF = "application/pdf"


@staff_page
def paper_list(request: StaffRequest) -> HttpResponse:
    """Papers, the newest first (文书)."""
    return lists.record_list(
        request,
        queryset=queries.papers(request.actor),
        table=_table(),
        filterset=_filters(),
        kind=kind_by_key("papers.paper"),
        above=render_to_string("papers/_ways.html", {"actor": request.actor}),
    )


def _table() -> type[lists.RecordTable]:
    """The columns of the list; two of them are no columns of the table of papers, and have their names here."""
    table = lists.table_for(Paper, PAPER_COLUMNS)
    for name, label in (("reference", gettext_lazy("编号")), ("label", gettext_lazy("文种"))):
        table.base_columns[name].verbose_name = label
    return table


def _filters() -> type[FilterSet]:
    """The filters of the list, the kind of paper first."""
    kinds = [(kind.key, gettext(kind.label)) for kind in rules.all_kinds()]
    chosen = ChoiceFilter(field_name="kind", label=gettext_lazy("文种"), choices=kinds, empty_label=ALL)
    base = lists.filterset_for(Paper, PAPER_FILTERS, search=("title", "series", "unit__name"))
    return type("PaperKindFilter", (base,), {"kind": chosen})


@staff_page
def paper_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One paper, voided ones too: what it is of, its number, its file and digest."""
    paper = _paper(request, pk)
    record = queries.record_of(paper, request.actor)
    about = [(gettext("依据记录"), record)] if record is not None else []
    if paper.template is None:
        about.append((gettext("模板"), gettext("内置模板")))
    else:
        about.append((gettext("模板"), gettext("第%(version)s版") % {"version": paper.template.version}))
    kept = [(gettext("文件"), paper.file.name), (gettext("摘要（SHA-256）"), paper.file.digest)]
    return details.record_detail(
        request,
        paper,
        kind=kind_by_key("papers.paper"),
        fields=(
            (gettext("文种"), gettext(paper.label)),
            (gettext("编号"), paper.reference),
            *about,
            *PAPER_FIELDS,
            *kept,
        ),
        links=_links(request, paper),
    )


def _links(request: StaffRequest, paper: Paper) -> list[details.Link]:
    links = [details.Link(gettext("下载 Word"), reverse("papers:paper_word", args=[paper.pk]))]
    if word.can_print():
        links.append(details.Link(gettext("打印 PDF"), reverse("papers:paper_pdf", args=[paper.pk])))
    if paper.voided_at is None and access.may_void_paper(request.actor, paper):
        for verb, label in (("void_paper", gettext("作废")), ("replace_paper", gettext("作废重出"))):
            links.append(details.Link(label, reverse(f"papers:{verb}", args=[paper.pk]), is_primary=False))
    return links


@staff_page
def paper_word(request: StaffRequest, pk: int) -> HttpResponse:
    """The file as it was made (下载)."""
    paper = _paper(request, pk)
    return sent(queries.content_of(paper), paper.file.name, word.MEDIA_TYPE)


@staff_page
def paper_pdf(request: StaffRequest, pk: int) -> HttpResponse:
    """For print (打印)."""
    paper = _paper(request, pk)
    name = f"{paper.file.name.removesuffix('.docx')}.pdf"
    return sent(word.printed(queries.content_of(paper)), name, PDF, is_shown=True)


@staff_page
def paper_batch(request: StaffRequest, token: UUID) -> HttpResponse:
    """Papers made in one go: all at once, or one by one (同批文书)."""
    papers = _batch(request, token)
    words = {"papers": papers, "token": token, "can_print": word.can_print(), "kind": papers[0].label}
    return render(request, "papers/paper_batch.html", words)


@staff_page
def batch_file(request: StaffRequest, token: UUID, form: str) -> HttpResponse:
    """The papers of a batch as one: a ZIP of files, one Word file with page breaks, or its PDF."""
    papers = _batch(request, token)
    name = f"{papers[0].label} {papers[0].reference}等{len(papers)}份"
    contents = [queries.content_of(paper) for paper in papers]
    if form == "zip":
        return sent(_zipped([paper.file.name for paper in papers], contents), f"{name}.zip", "application/zip")
    joined = word.join(contents)
    if form == "docx":
        return sent(joined, f"{name}.docx", word.MEDIA_TYPE)
    return sent(word.printed(joined), f"{name}.pdf", PDF, is_shown=True)


@require_http_methods(["GET", "POST"])
@staff_page
def void_paper(request: StaffRequest, pk: int) -> HttpResponse:
    """Void a paper (作废)."""
    paper, form = _paper(request, pk), ReasonForm(request.POST or None)
    if form.is_valid():
        actions.void_paper(paper, actor=request.actor, reason=form.cleaned_data["reason"])
        messages.success(request, gettext("已作废：%(paper)s。编号保留，不再使用。") % {"paper": paper})
        return redirect(url_of(paper))
    return _reason_page(request, paper, form, gettext("作废文书"))


@require_http_methods(["GET", "POST"])
@staff_page
def replace_paper(request: StaffRequest, pk: int) -> HttpResponse:
    """Void a paper and make it anew (作废重出)."""
    paper, form = _paper(request, pk), ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.replace_paper(paper, actor=request.actor, reason=form.cleaned_data["reason"])
        except BadValue as error:
            form.refuse(error)
        else:
            messages.success(request, gettext("已出具：%(paper)s。") % {"paper": made})
            return redirect(url_of(made))
    return _reason_page(request, paper, form, gettext("作废重出"))


def sent(content: bytes, name: str, media_type: str, *, is_shown: bool = False) -> HttpResponse:
    """A file to the browser: to be saved, or shown for print."""
    response = HttpResponse(content, content_type=media_type)
    way = "inline" if is_shown else "attachment"
    response.headers["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(name)}"
    return response


def _paper(request: StaffRequest, pk: int) -> Paper:
    rows = queries.papers(request.actor).select_related("unit", "maker", "file", "made_by", "template")
    paper: Paper = get_object_or_404(rows.select_related("succeeds", "succeeded_by"), pk=pk)
    return paper


def _batch(request: StaffRequest, token: UUID) -> list[Paper]:
    papers = list(queries.batch(request.actor, token))
    if not papers:
        raise Http404
    return papers


def _zipped(names: list[str], contents: list[bytes]) -> bytes:
    """The files side by side; they are packed already."""
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_STORED) as file:
        for place, (name, content) in enumerate(zip(names, contents, strict=True), start=1):
            file.writestr(f"{place:03} {name}", content)
    return kept.getvalue()


def _reason_page(request: StaffRequest, paper: Paper, form: ReasonForm, title: str) -> HttpResponse:
    may = paper.voided_at is None and access.may_void_paper(request.actor, paper)
    if not form.is_bound and not may:
        raise Http404
    words = {"paper": paper, "form": form, "title": title, "label": rules.kind_by_key(paper.kind).label}
    return render(request, "papers/void_paper.html", words, status=422 if form.is_bound else 200)
