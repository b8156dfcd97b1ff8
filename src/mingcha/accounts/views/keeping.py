"""Accounts and posts for the administrators (账号、岗位)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mingcha.accounts import access, actions, queries
from mingcha.accounts.forms.keeping import EndPostForm, GivePostForm, KeepingForm, OpenAccountForm
from mingcha.accounts.views._tables import linked_table
from mingcha.kernel.errors import BadValue, Refused
from mingcha.orgs import actions as orgs
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.orgs.choices import PostRole
from mingcha.orgs.models import Account, Post
from mingcha.ui import lists
from mingcha.ui.records import RecordKind

ACCOUNTS = RecordKind("accounts.account", Account, "账号", headline="username", unit_field="", date_field="recorded_at")
POSTS = RecordKind("accounts.post", Post, "岗位", headline="title", date_field="valid_from")
ACCOUNT_COLUMNS = ("username", "person__name", "is_active", "must_change_password", "recorded_at")
POST_COLUMNS = ("title", "unit__name", "role", "person__name", "valid_from", "valid_until")


def _for_administrators(request: StaffRequest) -> None:
    """A page that is not there for anybody else."""
    if not access.may_read_accounts(request.actor):
        raise Http404


def _post_table() -> type[lists.RecordTable]:
    table = linked_table(Post, POST_COLUMNS, "accounts:end_post")
    table.base_columns["unit__name"].verbose_name = gettext_lazy("单位")  # the page of a unit is not for administrators
    return table


@staff_page
def account_list(request: StaffRequest) -> HttpResponse:
    """账号."""
    _for_administrators(request)
    words = {"may_open": access.may_open_account(request.actor), "locks": queries.locks(request.actor)}
    return lists.record_list(
        request,
        queryset=queries.accounts(request.actor),
        table=linked_table(Account, ACCOUNT_COLUMNS, "accounts:account_detail"),
        filterset=lists.filterset_for(
            Account, ("is_active",), search=("username", "person__name", "person__posts__title")
        ),
        kind=ACCOUNTS,
        above=render_to_string("accounts/_above_accounts.html", words, request=request),
    )


@staff_page
def account_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One account: its person's posts, and what the reader may do."""
    found = get_object_or_404(queries.accounts(request.actor), pk=pk)
    actor, is_guarded = request.actor, queries.is_of_administrator(found)
    words = {
        "account": found,
        "posts": queries.posts_of(found),
        "factors": queries.second_factors(found),
        "may_keep": access.may_keep_account(actor, found),
        "may_reset": access.may_reset_password(actor, found, is_of_administrator=is_guarded),
        "may_clear": access.may_clear_second_factors(actor, found),
        "may_give": access.may_give_post(actor, found),
    }
    return render(request, "accounts/account_detail.html", words)


@require_http_methods(["GET", "POST"])
@staff_page
def open_account(request: StaffRequest) -> HttpResponse:
    """开通账号: ends with the one-time password, shown once."""
    if not access.may_open_account(request.actor):
        raise Refused("accounts.open_account")
    form = OpenAccountForm(request.POST or None)
    if form.is_valid():
        try:
            account, password = actions.open_account(**form.cleaned_data, actor=request.actor)
        except BadValue as error:
            form.refuse(error)
        else:
            return render(request, "accounts/one_time.html", {"account": account, "password": password})
    return _form_page(request, form, gettext("开通账号"), "", reverse("accounts:account_list"))


@require_POST
@staff_page
def reset_password(request: StaffRequest, pk: int) -> HttpResponse:
    """重置密码: the one-time password, shown once."""
    found = get_object_or_404(queries.accounts(request.actor), pk=pk)
    password = actions.reset_password(found, actor=request.actor)
    return render(request, "accounts/one_time.html", {"account": found, "password": password})


def _act(request: StaffRequest, pk: int, act: Callable[..., object], says: str) -> HttpResponse:
    """One verb on an account without a form."""
    found = get_object_or_404(queries.accounts(request.actor), pk=pk)
    act(found, actor=request.actor)
    messages.success(request, says)
    return redirect("accounts:account_detail", pk)


@require_POST
@staff_page
def close_account(request: StaffRequest, pk: int) -> HttpResponse:
    """停用账号."""
    return _act(request, pk, actions.close_account, gettext("账号已停用，已登录的都已退出。"))


@require_POST
@staff_page
def reopen_account(request: StaffRequest, pk: int) -> HttpResponse:
    """启用账号."""
    return _act(request, pk, actions.reopen_account, gettext("账号已启用。"))


@require_POST
@staff_page
def clear_second_factors(request: StaffRequest, pk: int) -> HttpResponse:
    """清除第二因素."""
    return _act(request, pk, actions.clear_second_factors, gettext("第二因素已清除，下次只凭密码登录。"))


@require_POST
@staff_page
def unlock_sign_in(request: StaffRequest, pk: int) -> HttpResponse:
    """解锁."""
    found = get_object_or_404(queries.locks(request.actor), pk=pk)
    actions.unlock_sign_in(found, actor=request.actor)
    messages.success(request, gettext("已解锁。"))
    return redirect("accounts:account_list")


@staff_page
def post_list(request: StaffRequest) -> HttpResponse:
    """岗位."""
    _for_administrators(request)
    return lists.record_list(
        request,
        queryset=queries.posts(request.actor),
        table=_post_table(),
        filterset=lists.filterset_for(Post, ("role",), search=("title", "unit__name", "person__name")),
        kind=POSTS,
    )


@require_http_methods(["GET", "POST"])
@staff_page
def give_post(request: StaffRequest, pk: int) -> HttpResponse:
    """授予岗位."""
    found = get_object_or_404(queries.accounts(request.actor), pk=pk)
    if not access.may_give_post(request.actor, found):
        raise Refused("orgs.add_post")
    form = GivePostForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        words = {"title": given["title"].strip(), "role": PostRole(given["role"]), "person": found.person}
        try:
            orgs.add_post(given["unit"], actor=request.actor, **words)
        except BadValue as error:
            form.refuse(error)
        else:
            messages.success(request, gettext("岗位已授予。"))
            return redirect("accounts:account_detail", pk)
    return _form_page(request, form, gettext("授予岗位"), found.username, reverse("accounts:account_detail", args=[pk]))


@require_http_methods(["GET", "POST"])
@staff_page
def end_post(request: StaffRequest, pk: int) -> HttpResponse:
    """撤销岗位; for who may not, the page of the post."""
    found = get_object_or_404(queries.posts(request.actor), pk=pk)
    form = EndPostForm(request.POST or None)
    if form.is_valid():
        try:
            orgs.close_post(found, actor=request.actor, **form.cleaned_data)
        except BadValue as error:
            form.refuse(error)
        else:
            messages.success(request, gettext("岗位已撤销。"))
            return redirect("accounts:post_list")
    may_end = found.valid_until is None and access.may_end_post(request.actor, found)
    words = {"form": form, "post": found, "may_end": may_end}
    return render(request, "accounts/end_post.html", words, status=422 if form.is_bound else 200)


def _form_page(request: StaffRequest, form: KeepingForm, title: str, about: str, url: str) -> HttpResponse:
    words: dict[str, Any] = {"form": form, "title": title, "about": about, "url": url}
    return render(request, "accounts/keeping_form.html", words, status=422 if form.is_bound else 200)
