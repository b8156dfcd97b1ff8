"""Reads over papers: what was made, templates in force, what a paper would say."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.db.models import Model
from django.urls import reverse

from mingcha.kernel import clock, evidence
from mingcha.kernel.errors import NotThere
from mingcha.kernel.models import NumberState, NumberTaken, SheetLayout
from mingcha.kernel.records import kind_and_id
from mingcha.kernel.word import Template
from mingcha.kernel.word.layouts import build
from mingcha.orgs.models import Post
from mingcha.papers import access, rules
from mingcha.papers.models import Paper, PaperQuerySet, PaperTemplate, PaperTemplateQuerySet
from mingcha.papers.rules import PaperKind
from mingcha.ui import layouts
from mingcha.ui.details import Link
from mingcha.ui.layouts import Layout


def papers(actor: Post) -> PaperQuerySet:
    """Papers the actor may see, voided ones too, the newest first. One statement."""
    found: PaperQuerySet = Paper.objects.visible_to(actor).select_related("unit", "maker", "file")
    return found.order_by("-happened_on", "-pk")


def papers_of(record: Model, actor: Post) -> PaperQuerySet:
    """What was made of one record, of what the actor may see, the newest first (本件文书). One statement."""
    kind, pk = kind_and_id(record)
    return papers(actor).filter(object_kind=kind, object_id=pk)


def batch(actor: Post, token: Any) -> PaperQuerySet:
    """Papers made in one go that the actor may see, voided ones left out, by number. One statement."""
    return papers(actor).current().filter(batch=token).order_by("number", "pk")


def record_of(paper: Paper, actor: Post) -> Any:
    """The record a paper was made of, if the actor may see it; None if not. One statement."""
    return rules.kind_by_key(paper.kind).records(actor).filter(pk=paper.object_id).first()


def made_today(kind: PaperKind, ids: Sequence[int], maker_id: int | None, day: date) -> dict[int, Paper]:
    """Papers of a kind made of these records on a day, by record: there is one a day. One statement."""
    same = Paper.objects.current().filter(kind=kind.key, object_id__in=ids, maker=maker_id, happened_on=day)
    return {paper.object_id: paper for paper in same.select_related("unit")}


def papers_by_number(actor: Post, series_key: str, year: int, numbers: Sequence[int]) -> dict[int, Paper]:
    """Number -> the paper that bears it, of those the actor may see. One statement."""
    same = Paper.objects.visible_to(actor).filter(series_key=series_key, year=year, number__in=numbers)
    return {paper.number: paper for paper in same.filter(is_own_number=True)}


def templates(actor: Post) -> PaperTemplateQuerySet:
    """Templates, the newest first. One statement."""
    return PaperTemplate.objects.visible_to(actor).select_related("file", "uploaded_by").order_by("-pk")


def template_in_force(kind: PaperKind) -> PaperTemplate | None:
    """The newest version that is not retired; None: the built-in one. One statement."""
    standing = PaperTemplate.objects.filter(kind=kind.key, retired_at__isnull=True)
    return standing.select_related("file").order_by("-version").first()


def templates_in_force() -> dict[str, PaperTemplate]:
    """Kind -> template in force, kinds with a template of the office's alone. One statement."""
    standing = PaperTemplate.objects.filter(retired_at__isnull=True).order_by("version")
    return {template.kind: template for template in standing.select_related("file")}


@cache
def built_in(key: str) -> bytes:
    """The built-in template of a kind as a .docx (内置模板)."""
    kind = rules.kind_by_key(key)
    return build(kind.layout, kind.specs)


def opened(kind: PaperKind, template: PaperTemplate | None) -> Template:
    """A template ready to be filled; those used last are kept open."""
    if template is None:
        return Template(built_in(kind.key), kind.specs)
    return _opened(kind.key, template.file.digest, template.file_id)


@lru_cache(maxsize=32)
def _opened(key: str, digest: str, file_id: int) -> Template:
    stored = PaperTemplate.objects.select_related("file").filter(file=file_id)[:1].get().file
    with evidence.open_stored(stored) as file:
        return Template(file.read(), rules.kind_by_key(key).specs)


def content_of(paper: Paper) -> bytes:
    """The bytes of a paper as they were made.

    Raises:
        NotThere: the storage has lost them.
    """
    with evidence.open_stored(paper.file) as file:
        content: bytes = file.read()
        return content


def field_values(kind: PaperKind, record: Any, actor: Post) -> dict[str, Any]:
    """What the fields of a paper would say, as it is printed: text, or rows of a list (填入内容)."""
    values: dict[str, Any] = {}
    for field in kind.fields:
        found = field.get(record, actor)
        values[field.name] = rules.written_rows(found) if field.columns else rules.written(found)
    return values


def common_values(actor: Post, number: str, day: date) -> Mapping[str, str]:
    """The fields every paper has."""
    maker = actor.unit.name if actor.unit else ""
    return {"maker": maker, "number": number, "made_on": rules.written(day)}


def series_of(kind: PaperKind, template: PaperTemplate | None, actor: Post) -> tuple[str, str]:
    """The word a paper is numbered by, and the series its number is taken from."""
    word = template.series if template else kind.series
    own = "" if actor.is_office or actor.unit is None else actor.unit.code
    return word, rules.series_key(word, own)


def reserved_numbers(series_key: str) -> list[tuple[int, int, str]]:
    """(year, number, purpose) of numbers reserved in a series and not run out, oldest first. One statement."""
    open_ = NumberTaken.objects.filter(series=series_key, state=NumberState.RESERVED, voided_at__isnull=True)
    standing = open_.filter(reserved_until__gte=clock.today()).order_by("year", "number")
    return list(standing.values_list("year", "number", "reason"))


def own_series() -> list[str]:
    """Series the office numbers its papers by (文书编号序列). One statement."""
    words = {kind.series for kind in rules.all_kinds()} | set(PaperTemplate.objects.values_list("series", flat=True))
    return sorted(words)


def kind_or_not_there(key: str) -> PaperKind:
    """The kind of a key.

    Raises:
        NotThere: there is none.
    """
    try:
        return rules.kind_by_key(key)
    except KeyError as error:
        raise NotThere(key) from error


def links(record: Model, actor: Post) -> list[Link]:
    """Buttons to the papers the actor may make of a record now (出具文书). No statement of its own."""
    model = type(record)
    kinds = [kind for kind in rules.all_kinds() if kind.model is model and access.may_make_paper(actor, kind, record)]
    return [
        Link(kind.label, make_url(kind, [record.pk]), is_primary=False)
        for kind in kinds
        if not kind.refuses(record, actor)
    ]


def make_url(kind: PaperKind, ids: Sequence[int]) -> str:
    """Address of the page that makes a paper of records."""
    asked = "&".join(f"record={pk}" for pk in ids)
    return f"{reverse('papers:make_paper', args=[kind.key])}?{asked}"


def layout_versions(key: str, name: str) -> list[SheetLayout]:
    """Every version of a look, the newest first (样式的历次版本). One statement."""
    return list(SheetLayout.objects.filter(key=key, name=name).order_by("-version"))


def layout_version(key: str, name: str, version: int) -> SheetLayout:
    """One version of a look.

    Raises:
        NotThere: none.
    """
    found = SheetLayout.objects.filter(key=key, name=name, version=version, is_taken_out=False).first()
    if found is None:
        raise NotThere(name)
    return found


def layout_to_edit(key: str, name: str) -> tuple[Layout, list[SheetLayout]]:
    """A look with its versions; without a name, a new one that begins as the first the list has. Two statements.

    Raises:
        NotThere: no such list, or no such look and none of it before.
    """
    known = layouts.paths_of(key)
    if not name:
        begun = next(iter(layouts.layouts_of(key)), None)
        columns = begun.columns if begun else tuple(layouts.LayoutColumn(path) for path in known)
        return Layout(key, "", columns, begun.title if begun else ""), []
    versions = layout_versions(key, name)
    return layouts.layout_named(key, name), versions
