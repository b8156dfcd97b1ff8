"""From a form to an action and on (表单到办理)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from mingcha.assignments.forms._base import RefusedForm
from mingcha.assignments.forms.answers import AnswerForm
from mingcha.assignments.queries import filling
from mingcha.kernel import evidence
from mingcha.kernel.errors import BadValue
from mingcha.kernel.models import StoredFile


def sent(request: HttpRequest) -> QueryDict | None:
    """What the browser sent with a form, empty or not; None where it only asks for the page."""
    return request.POST if request.method == "POST" else None


def is_written(form: RefusedForm, write: Callable[[], object]) -> bool:
    """Run an action once the form is sound; what the action finds wrong is put at its field."""
    if not form.is_valid():
        return False
    try:
        write()
    except BadValue as error:
        form.refuse(error)
        return False
    return True


def form_page(request: HttpRequest, template: str, words: dict[str, Any]) -> HttpResponse:
    """The page of a form: 422 where it was sent and something in it is wrong."""
    return render(request, template, words, status=422 if words["form"].is_bound else 200)


def typed_answer(form: AnswerForm) -> tuple[dict[str, Any], str]:
    """Values and words as typed; files that came along are kept first and stay with the form whatever else is wrong."""
    form.remember({code: str(keep_upload(file).pk) for code, file in form.uploads()})
    return form.typed(filling.kept_files(form.file_ids())), str(form.data.get("answer", "")).strip()


def keep_upload(file: Any) -> StoredFile:
    """A file that came with a form, kept."""
    return evidence.keep(file, name=file.name or "", media_type=file.content_type or "")
