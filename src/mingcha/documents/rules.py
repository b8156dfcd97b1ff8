"""Decisions about issued documents, as pure functions, and what a document is entered with."""

from dataclasses import dataclass

from mingcha.campaigns.rules import RecordRow
from mingcha.documents.choices import Authority, DocumentType
from mingcha.kernel.errors import BadValue

SECRECY_MARKS = ("绝密", "机密", "秘密")
OWN_SERIES = frozenset({Authority.LEADING_GROUP, Authority.LEADING_OFFICE})


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow(RecordRow):
    """An issued document (发文).

    Attributes:
        series: the organ's code in the reference number (机关代字, `黑整办发`); "" where the number is not known.
        number: its number in the year, known only for documents in another organ's name; our own are taken.
    """

    authority: Authority
    doc_type: DocumentType
    title: str
    series: str = ""
    number: int | None = None


def open_title(title: str) -> str:
    """The title, if it may be kept in a system without secrets.

    Raises:
        BadValue: empty, or it carries 绝密, 机密 or 秘密, also with blanks between the two characters.

    Source: domain.md 3, a non-classified system must refuse content marked 绝密/机密/秘密 (保守国家秘密法 art. 20).
    """
    close = "".join(title.split())
    if not close:
        raise BadValue("文件标题不能为空", field="title")
    mark = next((mark for mark in SECRECY_MARKS if mark in close), None)
    if mark is not None:
        raise BadValue(f"标题含“{mark}”，涉密文件不得录入本系统", field="title")
    return title.strip()


def takes_number(row: DocumentRow) -> bool:
    """Whether the document's number is to be taken from our own series (本机关取号).

    Raises:
        BadValue: a number without a series, another organ's series without its number, or a number given for a series
            of our own, which would leave a gap.
    """
    if not row.series:
        if row.number is not None:
            raise BadValue("有编号须有机关代字", field="series")
        return False
    if row.authority in OWN_SERIES:
        if row.number is not None:
            raise BadValue("本机关发文由系统取号，不能填写编号", field="number")
        return True
    if row.number is None or row.number < 1:
        raise BadValue("其他机关发文须填写编号", field="number")
    return False
