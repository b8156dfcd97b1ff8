"""What a competent organ returned, as plain values, and whether it may be entered."""

import uuid
from dataclasses import dataclass
from datetime import date

from mingcha.accountability.choices import CaseKind, Disposal, Form, OrganisationMeasure, PersonTreatment
from mingcha.kernel.errors import BadValue
from mingcha.orgs.choices import Level


@dataclass(frozen=True, kw_only=True)
class Returned:
    """What every returned result says (反馈结果): who decided, by which document, how many.

    Attributes:
        organ: the organ that decided or reported; the office decides nothing itself (design principle 3).
        document: its document; where there is none, `source_note` must say where this comes from.
        quantity: how many the row stands for; 0 is a report of none.
        began_on: first day of the period a total stands for; None where the source does not say.
        is_reconstructed: with a note: made up from a count the source gives. False where the source names the thing.
    """

    organ: str
    document: str = ""
    quantity: int = 1
    began_on: date | None = None
    source_note: str = ""
    is_reconstructed: bool = True


@dataclass(frozen=True, kw_only=True)
class OrganisationResult(Returned):
    """An organisation held accountable: which (漠河县委), at which level, how."""

    organisation: str
    organisation_level: Level
    measure: OrganisationMeasure = OrganisationMeasure.UNSPECIFIED


@dataclass(frozen=True, kw_only=True)
class PersonResult(Returned):
    """Persons held accountable or dealt with.

    Attributes:
        form: one of the four forms; None where the source does not say.
        matter: what for, in neutral words, without names.
        person_key: random key of one person; None where persons are only counted.
    """

    treatment: PersonTreatment
    form: Form | None = None
    disposal: Disposal = Disposal.UNSPECIFIED
    matter: str = ""
    person_key: uuid.UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Transfer(Returned):
    """Persons handed over to another organ in a batch, and for what."""

    transferred_to: str
    matter: str = ""


@dataclass(frozen=True, kw_only=True)
class Problems(Returned):
    """Problems a lower unit reports to have found: in which field (扶贫领域), of what sort."""

    field: str
    matter: str = ""


@dataclass(frozen=True, kw_only=True)
class Reading(Returned):
    """Cases read out at an occasion (作风整顿大会)."""

    case_kind: CaseKind
    occasion: str


def check_returned(result: Returned, *, on: date) -> None:
    """Refuse what no competent organ stands behind (反馈结果须有机关和依据).

    Args:
        on: the day it happened, or the last day of the period.

    Raises:
        BadValue: no organ; neither document nor note; fewer than none; a period that begins after it ends.

    Source: design principle 3.
    """
    if not result.organ.strip():
        raise BadValue("须写明作出决定或提供情况的机关", field="organ")
    if not (result.document.strip() or result.source_note.strip()):
        raise BadValue("须有文件依据，或写明来源", field="document")
    if result.quantity < 0:
        raise BadValue(f"数量不能为负：{result.quantity}", field="quantity")
    if result.began_on is not None and result.began_on > on:
        raise BadValue("统计起始日期不能晚于期末", field="began_on")


def check_person(result: PersonResult) -> None:
    """A key names one person (一个人员标识只对应一人).

    Raises:
        BadValue: a key with another quantity than 1.
    """
    if result.person_key is not None and result.quantity != 1:
        raise BadValue("写明人员的，数量应为1", field="quantity")
