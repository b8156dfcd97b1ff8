"""What was sent and what became of it; messages to the own unit."""

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from mingcha.notices import access, actions, queries
from mingcha.notices.choices import NoticeState
from mingcha.notices.models import Message, Notice
from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.ui import details, lists
from mingcha.ui.records import kind_by_key

NOTICE_COLUMNS = ("unit", "channel", "state", "text", "made_at", "attempts", "error")
NOTICE_FIELDS = (
    "unit", "channel", "address", "wording", "text", "state", "error", "attempts", "sent_by", "made_at", "not_before",
    "sent_at", "delivered_at", "gateway_ref",
)  # fmt: skip
MESSAGE_COLUMNS = ("text", "made_at", "sent_by__unit", "read_at")
MESSAGE_FIELDS = ("unit", "text", "sent_by__unit", "made_at", "read_at")
MOST_AT_ONCE = 500


@staff_page
def notice_list(request: StaffRequest) -> HttpResponse:
    """Notices, newest first; failures stand out with their reason (通知)."""
    above = {"failed": queries.failed_count(request.actor), "actor": request.actor}
    return lists.record_list(
        request,
        queryset=queries.notices(request.actor),
        table=lists.table_for(Notice, NOTICE_COLUMNS),
        filterset=lists.filterset_for(Notice, ("unit", "channel", "state", "made_at"), search=("text", "unit__name")),
        kind=kind_by_key("notices.notice"),
        above=render_to_string("notices/_above_notices.html", above, request=request),
    )


@staff_page
def notice_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One notice: to whom, what, what became of it."""
    notice = get_object_or_404(Notice.objects.visible_to(request.actor).select_related("unit", "sent_by"), pk=pk)
    may_retry = notice.state == NoticeState.FAILED and access.may_retry_notice(request.actor, notice)
    retry = details.Link("重新发送", f"{reverse('notices:retry_notices')}?notice={pk}")
    return details.record_detail(
        request,
        notice,
        kind=kind_by_key("notices.notice"),
        fields=NOTICE_FIELDS,
        links=[retry] if may_retry else [],
    )


@require_http_methods(["GET", "POST"])
@staff_page
def retry_notices(request: StaffRequest) -> HttpResponse:
    """Send failed notices again: the one named, or all the reader may see (重新发送)."""
    failed = queries.notices(request.actor).filter(state=NoticeState.FAILED)
    named = (request.POST or request.GET).get("notice", "")
    number = int(named) if named.isdecimal() and len(named) < 19 else 0
    chosen = list((failed.filter(pk=number) if named else failed)[:MOST_AT_ONCE])
    if request.method == "POST":
        actions.retry_notices(chosen, actor=request.actor)
        flash.success(request, gettext("已重新安排发送 %(n)s 条。") % {"n": len(chosen)})
        return redirect("notices:notice_list")
    return render(request, "notices/retry_notices.html", {"notices": chosen, "named": named})


@staff_page
def message_list(request: StaffRequest) -> HttpResponse:
    """Messages to the own unit, newest first, unread ones counted above (站内消息)."""
    return lists.record_list(
        request,
        queryset=queries.messages(request.actor),
        table=lists.table_for(Message, MESSAGE_COLUMNS),
        filterset=lists.filterset_for(Message, ("made_at",), search=("text",)),
        kind=kind_by_key("notices.message"),
        above=render_to_string(
            "notices/_above_messages.html", {"unread": queries.unread_count(request.actor)}, request=request
        ),
    )


@staff_page
def message_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One message."""
    message = get_object_or_404(queries.messages(request.actor), pk=pk)
    return details.record_detail(request, message, kind=kind_by_key("notices.message"), fields=MESSAGE_FIELDS)


@require_POST
@staff_page
def read_messages(request: StaffRequest) -> HttpResponse:
    """Mark all messages of the own unit as read (全部标为已读)."""
    unread = list(queries.messages(request.actor).unread())
    actions.read_messages(unread, actor=request.actor)
    return redirect("notices:message_list")
