"""Pages of publicity, for reading: articles, columns, interviews, materials put up."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from mingcha.orgs.acting import StaffRequest, staff_page
from mingcha.publicity import queries
from mingcha.publicity.models import Article, Interview, Material, MediaColumn
from mingcha.ui import details, lists, records

ARTICLE_COLUMNS = ("unit", "kind", "title", "medium_level", "outlet", "quantity", "happened_on")
COLUMN_COLUMNS = ("name", "unit", "parent", "outlet", "happened_on")
INTERVIEW_COLUMNS = ("unit", "quantity", "medium_level", "outlet", "happened_on")
MATERIAL_COLUMNS = ("unit", "kind", "quantity", "place", "happened_on")
SOURCE_FIELDS = ("source_note", "recorded_at")


@staff_page
def article_list(request: StaffRequest) -> HttpResponse:
    """Articles and totals, newest first (稿件)."""
    filters = ("unit", "kind", "medium", "medium_level", "happened_on")
    return lists.record_list(
        request,
        queryset=queries.articles(request.actor),
        table=lists.table_for(Article, ARTICLE_COLUMNS),
        filterset=lists.filterset_for(Article, filters, search=("title", "series", "outlet", "unit__name")),
        kind=records.kind_by_key("publicity.article"),
    )


@staff_page
def article_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One article, or one total with its period."""
    visible = Article.objects.visible_to(request.actor).select_related("unit", "column", "succeeds")
    return details.record_detail(
        request,
        get_object_or_404(visible, pk=pk),
        kind=records.kind_by_key("publicity.article"),
        fields=(*ARTICLE_COLUMNS, "counted_since_on", "medium", "series", "column", *SOURCE_FIELDS),
    )


@staff_page
def column_list(request: StaffRequest) -> HttpResponse:
    """Columns and sub-columns, newest first (专栏)."""
    return lists.record_list(
        request,
        queryset=queries.columns(request.actor),
        table=lists.table_for(MediaColumn, COLUMN_COLUMNS),
        filterset=lists.filterset_for(MediaColumn, ("unit", "happened_on"), search=("name", "outlet", "unit__name")),
        kind=records.kind_by_key("publicity.column"),
    )


@staff_page
def column_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One column with its sub-columns and articles."""
    visible = MediaColumn.objects.visible_to(request.actor).select_related("unit", "parent", "succeeds")
    column = get_object_or_404(visible, pk=pk)
    return details.record_detail(
        request,
        column,
        kind=records.kind_by_key("publicity.column"),
        fields=(*COLUMN_COLUMNS, *SOURCE_FIELDS),
        related=(
            details.Related("子栏目", queries.columns(request.actor).filter(parent=column), ("name", "happened_on")),
            details.Related("稿件", queries.articles(request.actor).filter(column=column), ARTICLE_COLUMNS),
        ),
    )


@staff_page
def interview_list(request: StaffRequest) -> HttpResponse:
    """Interviews with heads, newest first (一把手专访)."""
    filters = ("unit", "medium_level", "happened_on")
    return lists.record_list(
        request,
        queryset=queries.interviews(request.actor),
        table=lists.table_for(Interview, INTERVIEW_COLUMNS),
        filterset=lists.filterset_for(Interview, filters, search=("outlet", "unit__name")),
        kind=records.kind_by_key("publicity.interview"),
    )


@staff_page
def interview_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One report of interviews."""
    visible = Interview.objects.visible_to(request.actor).select_related("unit", "succeeds")
    return details.record_detail(
        request,
        get_object_or_404(visible, pk=pk),
        kind=records.kind_by_key("publicity.interview"),
        fields=(*INTERVIEW_COLUMNS, "medium", *SOURCE_FIELDS),
    )


@staff_page
def material_list(request: StaffRequest) -> HttpResponse:
    """Boards and banners put up, newest first (宣传品)."""
    return lists.record_list(
        request,
        queryset=queries.materials(request.actor),
        table=lists.table_for(Material, MATERIAL_COLUMNS),
        filterset=lists.filterset_for(Material, ("unit", "kind", "happened_on"), search=("place", "unit__name")),
        kind=records.kind_by_key("publicity.material"),
    )


@staff_page
def material_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One report of materials put up."""
    visible = Material.objects.visible_to(request.actor).select_related("unit", "succeeds")
    return details.record_detail(
        request,
        get_object_or_404(visible, pk=pk),
        kind=records.kind_by_key("publicity.material"),
        fields=(*MATERIAL_COLUMNS, *SOURCE_FIELDS),
    )
