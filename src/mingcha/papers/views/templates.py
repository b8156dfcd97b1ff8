"""The office's templates: which are in force, the fields they may hold, upload and retirement."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from mingcha.kernel import evidence, word
from mingcha.kernel.errors import BadValue
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.papers import access, actions, queries, rules
from mingcha.papers.forms import ReasonForm, UploadTemplateForm
from mingcha.papers.models import PaperTemplate
from mingcha.papers.rules import PaperKind
from mingcha.papers.views.papers import sent


@staff_page
def template_list(request: StaffRequest) -> HttpResponse:
    """Kinds of papers and the template each is made from now (文书模板)."""
    _office(request)
    in_force = queries.templates_in_force()
    rows = [(kind, in_force.get(kind.key)) for kind in rules.all_kinds()]
    return render(request, "papers/template_list.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@staff_page
def upload_template(request: StaffRequest, key: str) -> HttpResponse:
    """A kind's fields and versions; a new version may be uploaded (上传模板)."""
    _office(request)
    kind = queries.kind_or_not_there(key)
    versions = list(queries.templates(request.actor).filter(kind=kind.key))
    in_force = next((one for one in versions if one.retired_at is None), None)
    form = _upload_form(request, in_force.series if in_force else kind.series)
    if form.is_valid():
        try:
            template = _uploaded(request, kind, form)
        except BadValue as error:
            form.refuse(error)
        else:
            messages.success(request, gettext("已启用：%(template)s。") % {"template": template})
            return redirect("papers:upload_template", kind.key)
    words = {"kind": kind, "form": form, "versions": versions, "in_force": in_force, "common": rules.COMMON}
    return render(request, "papers/upload_template.html", words, status=422 if form.is_bound else 200)


def _upload_form(request: StaffRequest, series: str) -> UploadTemplateForm:
    if request.method == "POST":
        return UploadTemplateForm(request.POST, request.FILES)
    return UploadTemplateForm(initial={"series": series})


def _uploaded(request: StaffRequest, kind: PaperKind, form: UploadTemplateForm) -> PaperTemplate:
    given: dict[str, Any] = form.cleaned_data
    return actions.upload_template(
        kind,
        actor=request.actor,
        content=form.content(),
        name=given["file"].name,
        series=given["series"],
        note=given["note"],
    )


@staff_page
def built_in_template(request: StaffRequest, key: str) -> HttpResponse:
    """The built-in template, to begin an own one from (下载内置模板)."""
    _office(request)
    kind = queries.kind_or_not_there(key)
    return sent(queries.built_in(kind.key), f"{kind.label}（内置模板）.docx", word.MEDIA_TYPE)


@staff_page
def template_word(request: StaffRequest, pk: int) -> HttpResponse:
    """A version as it was uploaded."""
    template = _template(request, pk)
    with evidence.open_stored(template.file) as file:
        return sent(file.read(), template.file.name, word.MEDIA_TYPE)


@require_http_methods(["GET", "POST"])
@staff_page
def retire_template(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a version out of force (停用模板)."""
    template, form = _template(request, pk), ReasonForm(request.POST or None)
    if form.is_valid():
        actions.retire_template(template, actor=request.actor, reason=form.cleaned_data["reason"])
        messages.success(request, gettext("已停用：%(template)s。") % {"template": template})
        return redirect("papers:upload_template", template.kind)
    words = {"template": template, "form": form, "kind": rules.kind_by_key(template.kind)}
    return render(request, "papers/retire_template.html", words, status=422 if form.is_bound else 200)


def _template(request: StaffRequest, pk: int) -> PaperTemplate:
    template: PaperTemplate = get_object_or_404(queries.templates(request.actor), pk=pk)
    return template


def _office(request: StaffRequest) -> None:
    if not access.may_keep_templates(request.actor):
        raise Http404
