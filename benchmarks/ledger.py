"""`ledger verify` over a longer chain than the demo's, against the bare work: read, canonical JSON, SHA-256."""

import hashlib
import json

from benchmarks.table import Row, medians_ms
from django.db import transaction

from mingcha.kernel import clock, ledger
from mingcha.kernel.models import LedgerDetail, LedgerEntry, LedgerHead

ENTRIES = 20_000
GOAL = "goal on a quiet machine: 60,000"


def rows(rounds: int = 3) -> list[Row]:
    """The peer reads each entry, writes its fields as sorted JSON and hashes them, nothing else."""
    _lengthen()
    count = LedgerEntry.objects.count()
    took = medians_ms({"ours": lambda _: ledger.verify(), "bare": lambda _: _bare()}, rounds=rounds)
    assert ledger.verify().entries == count
    return [
        Row(f"ledger verify, {count:,} entries", took["ours"], peer=took["bare"], against="read, JSON, SHA-256"),
        Row("– a second", 1000 * count / took["ours"], "entries/s", against=GOAL),
    ]


def _bare() -> None:
    fields = (*ledger.FIELDS, "detail__before", "detail__after")
    for row in LedgerEntry.objects.order_by("sequence").values_list(*fields).iterator(chunk_size=2000):
        text = json.dumps(dict(zip(fields, map(str, row), strict=True)), sort_keys=True, ensure_ascii=False)
        hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def _lengthen() -> None:
    """Add entries as `ledger.enter` makes them, many at a time."""
    head = LedgerHead.objects.get(pk=1)
    entries, details, previous = [], [], head.hash
    for sequence in range(head.sequence + 1, head.sequence + 1 + ENTRIES):
        nonce, before, after = ledger._content("PENDING", {"verdict": "PASSED", "closed_on": "2018-03-16"})
        entry = LedgerEntry(
            sequence=sequence, at=clock.now(), actor_kind="orgs.post", actor_id=1, verb="plans.close_round",
            object_kind="plans.reviewround", object_id=sequence, outcome="DONE", previous_hash=previous,
            commitment=ledger._commitment(nonce, before, after),
        )  # fmt: skip
        entry.hash = previous = ledger._hash(tuple(getattr(entry, field) for field in ledger.FIELDS))
        entries.append(entry)
        details.append(LedgerDetail(entry_id=sequence, nonce=nonce, before=before, after=after))
    LedgerEntry.objects.bulk_create(entries, batch_size=2000)
    LedgerDetail.objects.bulk_create(details, batch_size=2000)
    LedgerHead.objects.update(sequence=entries[-1].sequence, hash=previous)
