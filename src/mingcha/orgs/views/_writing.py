"""From a form to an action and on (表单到办理)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingcha.kernel.errors import BadValue
from mingcha.orgs.forms.fields import RefusedForm


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


def form_page(request: HttpRequest, words: dict[str, Any]) -> HttpResponse:
    """The page of a form (`form`, `title`, `about` and `url` to go back to): 422 where something in it is wrong."""
    return render(request, "orgs/form.html", words, status=422 if words["form"].is_bound else 200)
