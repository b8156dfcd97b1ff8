"""How papers come to be: checked, numbered, filled, kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from mingcha.kernel import evidence, numbering
from mingcha.kernel.errors import BadValue
from mingcha.kernel.word import MEDIA_TYPE
from mingcha.orgs.models import Post
from mingcha.papers import queries, rules
from mingcha.papers.models import Paper, PaperTemplate
from mingcha.papers.rules import PaperKind


@dataclass(frozen=True, slots=True)
class Making:
    """What all papers of one act have in common."""

    kind: PaperKind
    actor: Post
    day: date
    template: PaperTemplate | None
    word: str
    series_key: str

    @classmethod
    def of(cls, kind: PaperKind, actor: Post, day: date) -> "Making":
        """With the template in force."""
        template = queries.template_in_force(kind)
        return cls(kind, actor, day, template, *queries.series_of(kind, template, actor))


def sound_values(making: Making, records: Sequence[Any]) -> list[dict[str, Any]]:
    """What each paper is to say.

    Raises:
        BadValue: it cannot be made of a record now, was made of it today, or a required field is empty.
    """
    kind, actor = making.kind, making.actor
    made = queries.made_today(kind, [record.pk for record in records], actor.unit_id, making.day)
    found = []
    for record in records:
        if record.pk in made:
            words = {"unit": kind.unit(record), "number": made[record.pk].reference}
            raise BadValue(gettext("%(unit)s当天已出具%(number)s；如需重出，请打开它作废重出") % words, field="record")
        if why := kind.refuses(record, actor):
            raise BadValue(f"{kind.unit(record)}：{why}", field="record")
        values = queries.field_values(kind, record, actor)
        if empty := rules.empty_fields(kind, values):
            words = {"unit": kind.unit(record), "fields": "、".join(empty)}
            raise BadValue(gettext("%(unit)s：“%(fields)s”没有内容，请先在业务页面补填") % words, field="record")
        found.append(values)
    return found


def numbers_for(making: Making, records: Sequence[Any]) -> list[tuple[str, str, int, int, bool]]:
    """Word, series, year, number and whether it is the paper's own: the record's where it has one, else new ones."""
    given = [making.kind.number_of(record) for record in records]
    without = [record for record, own in zip(records, given, strict=True) if own is None]
    year = making.day.year
    taken = iter(numbering.take_several(making.series_key, year=year, on=without) if without else ())
    return [
        (own[0], own[0], own[1], own[2], False) if own else (making.word, making.series_key, year, next(taken), True)
        for own in given
    ]


def write_papers(
    making: Making,
    records: Sequence[Any],
    values: Sequence[dict[str, Any]],
    numbers: Sequence[tuple[str, str, int, int, bool]],
    batch: UUID | None = None,
) -> list[Paper]:
    """Fill, keep and enter the papers, in order."""
    template = queries.opened(making.kind, making.template)
    rows = [
        _paper(making, record, number, template.fill(said | _common(making, number)), batch)
        for record, said, number in zip(records, values, numbers, strict=True)
    ]
    return list(Paper.objects.bulk_create(rows, batch_size=500))


def _common(making: Making, number: tuple[str, str, int, int, bool]) -> dict[str, str]:
    word, _, year, figure, _ = number
    return dict(queries.common_values(making.actor, numbering.reference(word, year, figure), making.day))


def _paper(
    making: Making, record: Any, number: tuple[str, str, int, int, bool], content: bytes, batch: UUID | None
) -> Paper:
    kind, actor, unit = making.kind, making.actor, making.kind.unit(record)
    word, series_key, year, figure, is_own = number
    name = f"{numbering.reference(word, year, figure)} {kind.label} {unit.short_name}.docx"
    return Paper(
        kind=kind.key,
        title=kind.title(record)[:200],
        series=word,
        series_key=series_key,
        year=year,
        number=figure,
        is_own_number=is_own,
        template=making.template,
        object_kind=kind.object_kind,
        object_id=record.pk,
        unit=unit,
        maker=actor.unit,
        made_by=actor,
        happened_on=making.day,
        file=evidence.keep(content, name=name, media_type=MEDIA_TYPE),
        batch=batch,
        is_of_office=actor.is_office,
        is_addressed=kind.is_addressed,
    )
