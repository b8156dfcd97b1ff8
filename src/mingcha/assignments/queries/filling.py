"""What the fill-in page starts from: draft, returned answer, held values; whose files may be opened (填报的底稿)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from mingcha.assignments.choices import FieldKind, SubmissionState, TaskState
from mingcha.assignments.models import Draft, Field, Submission, Task, Value
from mingcha.assignments.queries import reading
from mingcha.assignments.queries.answers import held_values
from mingcha.kernel.errors import NotThere
from mingcha.kernel.models import StoredFile
from mingcha.orgs.models import Post


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form of a task as it stands for the reader.

    Attributes:
        values: code -> text or rows, of the draft, else of the answer sent back, else what is known already.
        held: codes of values that were known already and are still unchanged.
        version: of the draft, 0 where there is none.
        returned: the answer that was sent back, None in a first answer.
        before: code -> that answer's value ready to be read. remarks: code -> why it was sent back.
    """

    fields: Sequence[Field]
    values: Mapping[str, Any]
    answer: str
    version: int
    held: frozenset[str]
    returned: Submission | None = None
    before: Mapping[str, reading.Read] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    draft: Draft | None = None


def sheet_of(task: Task, actor: Post) -> Sheet:
    """What the page starts from. At most seven statements."""
    fields = reading.form_fields(task.directive_id)
    draft = draft_of(task, actor)
    returned = _returned(task, actor)
    known = held_values(task)
    old = reading.values_by_submission([returned])[returned.pk] if returned else {}
    values = draft.values if draft else {**known, **_as_typed(old)}
    before = {one.code: reading.read(one, old.get(one.code)) for one in fields} if returned else {}
    return Sheet(
        fields=fields,
        values=values,
        answer=draft.answer if draft else returned.answer if returned else "",
        version=draft.version if draft else 0,
        held=frozenset(code for code, value in known.items() if value and values.get(code) == value),
        returned=returned,
        before=before,
        remarks=reading.remarks_by_code(returned),
        draft=draft,
    )


def draft_of(task: Task, actor: Post) -> Draft | None:
    """What the unit has written so far; for the unit's own people alone. One statement, none for others."""
    if actor.unit_id != task.unit_id:
        return None
    return Draft.objects.filter(task=task).select_related("edited_by").first()


def _returned(task: Task, actor: Post) -> Submission | None:
    rows = Submission.objects.current().visible_to(actor).filter(task=task)
    sent_back = (SubmissionState.RETURNED, SubmissionState.REFUSED_BY_HEAD)
    found: Submission | None = rows.filter(state__in=sent_back).order_by("-number").first()
    return found if found and task.state in {TaskState.RETURNED, TaskState.SIGNED_FOR} else None


def _as_typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """An answer's values as a draft keeps them: files by their number."""
    return {code: str(v.pk) if isinstance(v, StoredFile) else v for code, v in values.items()}


def drafted_values(sheet: Sheet) -> list[reading.Compared]:
    """What the draft says, ready to be read beside what another has typed. One statement."""
    ids = {one.code: str(sheet.values.get(one.code) or "") for one in sheet.fields if one.kind == FieldKind.FILE}
    values = {**sheet.values, **dict.fromkeys(ids), **kept_files(ids)}
    return reading.compared(sheet.fields, values, None, {})


def kept_files(ids: Mapping[str, str]) -> dict[str, StoredFile]:
    """Field code -> kept file, by the numbers a form carries. One statement, none without any."""
    wanted = {code: int(pk) for code, pk in ids.items() if pk.isdecimal()}
    if not wanted:
        return {}
    found = StoredFile.objects.in_bulk(list(wanted.values()))
    return {code: found[pk] for code, pk in wanted.items() if pk in found}


def file_of_task(task: Task, actor: Post, file_pk: int) -> StoredFile:
    """A file of an answer the reader may see, of its signed paper, or of the own unit's draft.

    Raises:
        NotThere: it hangs on none of these.
    """
    seen = Submission.objects.visible_to(actor).filter(task=task)
    hangs = Q(pk__in=Value.objects.filter(submission__in=seen).values("file")) | Q(pk__in=seen.values("signed_paper"))
    if file_pk in _drafted(draft_of(task, actor), reading.form_fields(task.directive_id)):
        hangs |= Q(pk=file_pk)
    found = StoredFile.objects.filter(hangs, pk=file_pk).first()
    if found is None:
        raise NotThere(file_pk)
    return found


def _drafted(draft: Draft | None, fields: Iterable[Field]) -> set[int]:
    if draft is None:
        return set()
    kept = (draft.values.get(one.code) for one in fields if one.kind == FieldKind.FILE)
    return {int(pk) for pk in kept if isinstance(pk, str) and pk.isdecimal()}
