"""The book of all acts (台账): one entry an act, in the act's own transaction, each hashed over the one before.

Source: security-design 4. What was before and after stands in a row of its own and can be erased; the chain holds only
a commitment to it, an HMAC under a random nonce, since a bare digest of a short value can be guessed.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from json.encoder import encode_basestring as quoted
from typing import Any, Literal

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from mingcha.kernel import clock
from mingcha.kernel.models import LedgerDetail, LedgerEntry, LedgerHead, Outcome
from mingcha.kernel.records import kind_and_id

GENESIS = "0" * 64
FIELDS = (
    "actor_id",
    "actor_kind",
    "at",
    "commitment",
    "object_id",
    "object_kind",
    "outcome",
    "previous_hash",
    "reason",
    "rows",
    "sequence",
    "session",
    "suite",
    "verb",
)
"""What is hashed, in the order of canonical JSON."""

Named = models.Model | tuple[str, int | None] | None
_session: ContextVar[str] = ContextVar("mingcha_session", default="")


@contextmanager
def in_session(name: str) -> Iterator[None]:
    """Name the session or token within the block; never a cookie's value itself. At most 64 characters."""
    token = _session.set(name)
    try:
        yield
    finally:
        _session.reset(token)


class _Encoder(DjangoJSONEncoder):
    """Canonical JSON of what actions hand over: also enums, mappings, sets and records."""

    def default(self, o: Any) -> Any:
        match o:
            case datetime():
                return o.isoformat()
            case Enum():
                return o.value
            case Mapping():
                return dict(o)
            case set() | frozenset():
                return sorted(o)
            case models.Model():
                return list(kind_and_id(o))
        return super().default(o)


def canonical(value: object) -> str:
    """Canonical JSON: sorted keys, no spaces, UTF-8 characters as they are.

    Raises:
        TypeError, ValueError: the value has no JSON form (a float that is no number included).
    """
    return json.dumps(value, cls=_Encoder, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def enter(  # noqa: PLR0913  the shape every action of the house calls (design, ruling 9)
    verb: str,
    *,
    actor: Named,
    on: Named,
    before: object = None,
    after: object = None,
    reason: str = "",
    outcome: str = Outcome.DONE,
    rows: int | None = None,
    digest: str = "",
) -> LedgerEntry:
    """Enter one act (记账), in the transaction of the act. Four statements.

    Args:
        verb: `<mechanism>.<action>`, `plans.close_round`.
        actor: the post that acted; None where nobody is known (a refused stranger).
        on: the record, or a pair of kind and id (a bulk act names its kind), or None.
        before, after: what was and is there: anything with a JSON form, an enum, a date, a mapping; None for nothing.
        reason: why, where the act asks for one. outcome: DONE, REFUSED or FAILED.
        rows, digest: how many rows a bulk act wrote, and their digest (ruling 8), kept beside `after`.

    Raises:
        RuntimeError: not inside a transaction; an act and its entry stand or fall together.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"ledger.enter({verb!r}) outside a transaction")
    head = _locked_head()
    nonce, was, became = _content(before, {"after": after, "digest": digest} if digest else after)
    actor_kind, actor_id = kind_and_id(actor)
    object_kind, object_id = kind_and_id(on)
    entry = LedgerEntry(
        sequence=head.sequence + 1,
        at=clock.now(),
        actor_kind=actor_kind,
        actor_id=actor_id,
        session=_session.get(),
        verb=verb,
        object_kind=object_kind,
        object_id=object_id,
        outcome=str(outcome),
        reason=reason,
        rows=rows,
        commitment=_commitment(nonce, was, became) if nonce else "",
        previous_hash=head.hash,
    )
    _append(entry)
    if nonce:
        LedgerDetail.objects.create(entry=entry, nonce=nonce, before=was, after=became)
    return entry


def _append(entry: LedgerEntry) -> None:
    """Close an entry with its hash and move the head to it."""
    entry.hash = _hash(tuple(getattr(entry, field) for field in FIELDS))
    entry.save(force_insert=True)
    head = LedgerHead.objects.filter(pk=1, sequence=entry.sequence - 1)
    if not head.update(sequence=entry.sequence, hash=entry.hash):
        raise RuntimeError("the head of the ledger moved under its lock")


def _locked_head() -> LedgerHead:
    """The head, locked until the transaction ends (SQLite: the transaction itself is the lock)."""
    heads = LedgerHead.objects.select_for_update()
    return heads.filter(pk=1).first() or heads.get_or_create(pk=1, defaults={"hash": GENESIS})[0]


def _content(before: object, after: object) -> tuple[str, str, str]:
    """Nonce and canonical JSON of before and after; an empty nonce where there is nothing to keep."""
    if before is None and after is None:
        return "", "", ""
    return secrets.token_hex(32), canonical(before), canonical(after)


def _commitment(nonce: str, before: str, after: str) -> str:
    """HMAC-SHA256 under the nonce over the canonical JSON of `{"after": ..., "before": ...}`."""
    message = f'{{"after":{after},"before":{before}}}'
    return hmac.digest(nonce.encode(), message.encode(), "sha256").hex()


def _whole(number: int | None) -> str:
    return "null" if number is None else str(number)


def _hash(row: Sequence[Any]) -> str:
    """SHA-256 over the canonical JSON of the row (values in the order of FIELDS); written out, twice as fast."""
    # fmt: off
    (actor_id, actor_kind, at, commitment, object_id, object_kind, outcome,
     previous_hash, reason, rows, sequence, session, suite, verb) = row
    # fmt: on
    text = (
        f'{{"actor_id":{_whole(actor_id)},"actor_kind":{quoted(actor_kind)},"at":"{at.isoformat()}",'
        f'"commitment":{quoted(commitment)},"object_id":{_whole(object_id)},"object_kind":{quoted(object_kind)},'
        f'"outcome":{quoted(outcome)},"previous_hash":{quoted(previous_hash)},"reason":{quoted(reason)},'
        f'"rows":{_whole(rows)},"sequence":{sequence},"session":{quoted(session)},"suite":{suite},'
        f'"verb":{quoted(verb)}}}'
    )
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found (核验结论).

    Attributes:
        ok: the chain holds.
        entries: how many entries hold, from the first.
        broken_at: sequence of the first bad or missing entry; None if all hold.
        word: "" | "broken" (altered) | "gap" (missing in the middle) | "cut" (missing at the end).
    """

    ok: bool
    entries: int
    broken_at: int | None = None
    word: Literal["", "broken", "gap", "cut"] = ""


def verify() -> Verdict:
    """Compute the whole chain anew (核验台账). Memory stays flat; three statements, read while others write.

    A detail that was erased leaves its commitment, which then says nothing; a detail that was altered is broken.
    """
    head = LedgerHead.objects.filter(pk=1).values_list("sequence", "hash").first() or (0, GENESIS)
    rows = (
        LedgerEntry.objects.order_by("sequence")
        .values_list(*FIELDS, "hash", "detail__nonce", "detail__before", "detail__after")
        .iterator(chunk_size=2000)
    )
    verdict = _walk(rows, head)
    if not verdict.ok:
        return verdict
    if verdict.entries < head[0]:
        return Verdict(ok=False, entries=verdict.entries, broken_at=verdict.entries + 1, word="cut")
    newest = LedgerHead.objects.filter(pk=1).values_list("sequence", flat=True).first() or 0
    if verdict.entries > newest:
        return Verdict(ok=False, entries=newest, broken_at=newest + 1, word="broken")
    return verdict


def _walk(rows: Iterable[tuple[Any, ...]], head: tuple[int, str]) -> Verdict:
    """Follow the chain entry by entry; the entry the head names must have the head's hash."""
    due, previous = 1, GENESIS
    head_sequence, head_hash = head
    for *fields, kept, nonce, before, after in rows:
        sequence, commitment = fields[10], fields[3]
        if sequence != due:
            return Verdict(ok=False, entries=due - 1, broken_at=due, word="gap")
        holds = (
            fields[7] == previous
            and _hash(fields) == kept
            and (nonce is None or _commitment(nonce, before, after) == commitment)
            and (sequence != head_sequence or kept == head_hash)
        )
        if not holds:
            return Verdict(ok=False, entries=due - 1, broken_at=due, word="broken")
        due, previous = due + 1, kept
    return Verdict(ok=True, entries=due - 1)
