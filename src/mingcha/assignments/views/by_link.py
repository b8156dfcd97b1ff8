"""Pages that a one-time link opens, for people without an account (免登录填报): asked, code, form, receipt.

Whoever has verified the number is known by a signed cookie of two hours that names the link and the moment of
verification: a copied address opens nothing in another browser, and a new code ends the windows before it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.assignments import actions, rules
from mingcha.assignments.forms.answers import AnswerForm
from mingcha.assignments.forms.links import CodeForm
from mingcha.assignments.models import TaskLink
from mingcha.assignments.queries import filling, links
from mingcha.assignments.views._writing import keep_upload, typed_answer
from mingcha.kernel import clock, ledger
from mingcha.kernel.errors import BadForm, BadValue, NotInThisState
from mingcha.orgs.models import Post
from mingcha.orgs.queries import link_post

SALT = "assignments.link"
LASTS_SECONDS = 2 * 3600
GONE = 410
Page = Callable[[HttpRequest, str, TaskLink, Post], HttpResponse]


def _link_page(view: Page) -> Callable[[HttpRequest, str], HttpResponse]:
    """Find the link of an address and act as its post; what it can no longer be used for is told, with whom to call."""

    @wraps(view)
    def page(request: HttpRequest, secret: str) -> HttpResponse:
        link = links.link_of(secret)
        post = link_post(link.task.unit) if link else None
        if link is None or post is None:
            return render(request, "assignments/link_closed.html", {"why": "UNKNOWN"}, status=404)
        with ledger.in_session(link.session):
            try:
                return view(request, secret, link, post)
            except NotInThisState:
                return _closed(request, links.link_of(secret) or link)

    return page


@require_GET
@_link_page
def open_link(request: HttpRequest, secret: str, link: TaskLink, post: Post) -> HttpResponse:
    """Who asks what of whom, and the number that a code goes to (打开链接). Nothing the unit holds stands here."""
    is_mine = _is_verified(request, link)
    if is_mine and link.used_at:
        return redirect("links:link_receipt", secret)
    if links.why_closed(link):
        return _closed(request, link)
    return redirect("links:answer_by_link", secret) if is_mine else _ask_page(request, secret, link, CodeForm())


@require_POST
@_link_page
def send_link_code(request: HttpRequest, secret: str, link: TaskLink, post: Post) -> HttpResponse:
    """Send a code to the number of the link (发送验证码)."""
    try:
        actions.send_link_code(link, actor=post)
    except BadValue as error:
        return _ask_page(request, secret, link, CodeForm(), error=str(error))
    return redirect("links:open_link", secret)


@require_POST
@_link_page
def verify_link(request: HttpRequest, secret: str, link: TaskLink, post: Post) -> HttpResponse:
    """Open the form to whoever has the code (验证)."""
    form = CodeForm(request.POST)
    form.is_valid()
    try:
        is_right = actions.verify_link(link, actor=post, code=str(form.cleaned_data.get("code", "")))
    except BadValue as error:
        return _ask_page(request, secret, link, CodeForm(), error=str(error))
    link.refresh_from_db()
    if not is_right:
        left = rules.links.MOST_TRIES - link.tries
        form.add_error("code", gettext("验证码不对，还可以试%(left)d次") % {"left": left})
        return _ask_page(request, secret, link, form)
    response = redirect("links:answer_by_link", secret)
    response.set_signed_cookie(
        _cookie(link),
        _mark(link),
        salt=SALT,
        max_age=LASTS_SECONDS,
        path="/t/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@require_http_methods(["GET", "POST"])
@_link_page
def answer_by_link(request: HttpRequest, secret: str, link: TaskLink, post: Post) -> HttpResponse:
    """The form of the task: add rows, or send it, which uses the link up (填报、报送)."""
    if not _is_verified(request, link) or links.why_closed(link):
        return redirect("links:open_link", secret)
    sheet, task = filling.sheet_of(link.task, post), link.task
    if request.method == "GET":
        initial = {"answer": sheet.answer}
        form = AnswerForm(fields=sheet.fields, task_id=task.pk, values=sheet.values, initial=initial)
        return _fill_page(request, link, form, sheet)
    edit = request.POST.get("edit", "")
    form = AnswerForm(request.POST, request.FILES, fields=sheet.fields, task_id=task.pk, edit=edit)
    if _is_kept(form) if edit else _is_sent(link, form, post):
        return _fill_page(request, link, form, sheet) if edit else redirect("links:link_receipt", secret)
    return _fill_page(request, link, form, sheet, status=422)


def _is_kept(form: AnswerForm) -> bool:
    """Files chosen before a row was added stay with the form: without scripts the browser forgets them."""
    try:
        typed_answer(form)
    except BadValue as error:
        form.refuse(error)
        return False
    return True


def _is_sent(link: TaskLink, form: AnswerForm, post: Post) -> bool:
    try:
        values, answer = typed_answer(form)
        paper = form.files.get("signed_paper")
        given: dict[str, Any] = {"signed_paper": keep_upload(paper) if paper else None}
        actions.answer_by_link(link, actor=post, answer=answer, values=values, **given)
    except BadForm as error:
        form.refuse_fields(error.errors)
        return False
    except BadValue as error:
        form.refuse(error)
        return False
    return True


@require_GET
@_link_page
def link_receipt(request: HttpRequest, secret: str, link: TaskLink, post: Post) -> HttpResponse:
    """The receipt, to be kept or printed (回执)."""
    if link.used_at is None or not _is_verified(request, link):
        return redirect("links:open_link", secret)
    return render(request, "assignments/link_receipt.html", _words(link) | {"printed_at": clock.now()})


# -------------------------------------------------------------------- what they share
def _cookie(link: TaskLink) -> str:
    return f"link{link.pk}"


def _mark(link: TaskLink) -> str:
    """What the cookie says: which verification it is of."""
    return f"{link.pk}:{link.verified_at.isoformat()}" if link.verified_at else ""


def _is_verified(request: HttpRequest, link: TaskLink) -> bool:
    """Whether this browser is the one the code was typed in."""
    kept = request.get_signed_cookie(_cookie(link), default="", salt=SALT, max_age=LASTS_SECONDS)
    return bool(kept) and kept == _mark(link)


def _words(link: TaskLink) -> dict[str, Any]:
    return {
        "link": link,
        "task": link.task,
        "directive": link.task.directive,
        "asker": links.asker_of(link),
        "mobile": rules.masked(link.mobile),
    }


def _ask_page(request: HttpRequest, secret: str, link: TaskLink, form: CodeForm, *, error: str = "") -> HttpResponse:
    may_try = rules.may_try_code(clock.now(), sent_at=link.code_sent_at, tries=link.tries)
    words = _words(link) | {"secret": secret, "form": form, "error": error, "may_try": may_try}
    words["is_spent"] = link.codes_sent >= rules.links.MOST_CODES
    return render(request, "assignments/open_link.html", words, status=422 if error or form.errors else 200)


def _fill_page(
    request: HttpRequest, link: TaskLink, form: AnswerForm, sheet: filling.Sheet, *, status: int = 200
) -> HttpResponse:
    files = filling.kept_files(form.file_ids())
    entries = form.entries(held=sheet.held, remarks=sheet.remarks, before=sheet.before, files=files)
    words = _words(link) | {"form": form, "sheet": sheet, "entries": entries, "is_outside": True}
    return render(request, "assignments/answer_by_link.html", words, status=status)


def _closed(request: HttpRequest, link: TaskLink) -> HttpResponse:
    """Why the link opens nothing any more, and what to do."""
    words = _words(link) | {"why": links.why_closed(link) or "CHANGED"}
    return render(request, "assignments/link_closed.html", words, status=GONE)
