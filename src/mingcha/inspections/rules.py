"""What is said of visits, findings and reported rounds when they are entered; plain values and pure functions."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from mingcha.inspections.choices import Method, ReportedKind
from mingcha.kernel.errors import BadValue
from mingcha.leads.choices import IssueGroup


@dataclass(frozen=True, kw_only=True)
class Sourced:
    """Where a row comes from (来源).

    Attributes:
        source_note: in words; "" where the office itself made the record.
        is_reconstructed: with a note: made up from a count the source gives. False where the source names the thing.
    """

    source_note: str = ""
    is_reconstructed: bool = True


@dataclass(frozen=True, kw_only=True)
class VisitNote(Sourced):
    """How a visit was made: one or several methods, openly (明查) or covertly (暗访)."""

    methods: Collection[Method]
    is_covert: bool


@dataclass(frozen=True, kw_only=True)
class FindingNote(Sourced):
    """What a visit found: the group of the issue, the issue itself (空岗), the facts in neutral words."""

    issue_group: IssueGroup
    facts: str
    issue: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportedNote(Sourced):
    """What a lower office reports: how many times between two days, both inclusive.

    Attributes:
        began_on: None means since the campaign began.
    """

    kind: ReportedKind
    quantity: int
    began_on: date | None = None


def methods_of(given: Collection[str]) -> list[Method]:
    """The methods of a visit, once each, in the order of the list (检查方式).

    Raises:
        BadValue: none, or one that is not on the list.
    """
    strange = [method for method in given if method not in Method.values]
    if strange or not given:
        raise BadValue("检查方式至少一种，且须在列：" + "、".join(Method.labels), field="methods")
    return [method for method in Method if method in given]
