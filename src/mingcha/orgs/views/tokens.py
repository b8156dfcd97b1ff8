"""Tokens of the own post (接口令牌): a list, making one, withdrawing one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from mingcha.kernel.errors import Refused
from mingcha.orgs import access, actions, queries
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.orgs.choices import ApiScope
from mingcha.orgs.forms.tokens import TokenForm
from mingcha.orgs.views._writing import form_page, is_written


@staff_page
def token_list(request: StaffRequest) -> HttpResponse:
    """Tokens the post may see, those in force first; never a secret."""
    rows = [
        (token, [gettext(str(ApiScope(scope).label)) for scope in token.scopes])
        for token in queries.api_tokens(request.actor)
    ]
    return render(request, "orgs/tokens.html", {"rows": rows, "may_make": access.may_make_token(request.actor)})


@require_http_methods(["GET", "POST"])
@staff_page
def make_token(request: StaffRequest) -> HttpResponse:
    """Make a token for the own post; its secret stands on the page that answers, and nowhere after."""
    if not access.may_make_token(request.actor):
        raise Refused("orgs.make_token")
    form = TokenForm(request.POST or None)
    made = []
    if is_written(form, lambda: made.append(actions.make_token(actor=request.actor, **form.cleaned_data))):
        token, secret = made[0]
        return render(request, "orgs/token_made.html", {"token": token, "secret": secret})
    words = {
        "form": form,
        "title": gettext("生成令牌"),
        "about": gettext("接口令牌"),
        "url": reverse("orgs:token_list"),
    }
    return form_page(request, words)


@require_POST
@staff_page
def revoke_token(request: StaffRequest, pk: int) -> HttpResponse:
    """Withdraw a token: the next call with it is refused."""
    token = get_object_or_404(queries.api_tokens(request.actor), pk=pk)
    actions.revoke_token(token, actor=request.actor)
    messages.success(request, gettext("已停用：%(name)s。") % {"name": token.name})
    return redirect("orgs:token_list")
