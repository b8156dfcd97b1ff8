"""What can go wrong (错误): each error has a Chinese text and a `status`, which pages and API turn into a reply.

Nothing here knows HTTP; `status` is the number a face should answer with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext


class MingchaError(Exception):
    """Every error that is meant for a reader. Anything else is a fault of the program."""

    status: ClassVar[int] = 500


class BadValue(MingchaError):
    """A given value cannot be right (填写有误).

    Args:
        message: what is wrong and what was given, one sentence.
        field: the name of the parameter or form field; "" where no single one is to blame.
    """

    status = 422

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return self.message


class BadFile(BadValue):
    """A file cannot be read as what it should be (文件有误); the text begins with `file:line:column: `.

    Args:
        message: what is wrong, one sentence.
        file: the name as the reader knows it.
        line: from 1; None where the file as a whole is wrong.
        column: from 1; None where the line as a whole is wrong.
    """

    def __init__(self, message: str, *, file: object, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.file = str(file)
        self.line = line
        self.column = column

    def __str__(self) -> str:
        place = [self.file, *(str(number) for number in (self.line, self.column) if number is not None)]
        return f"{':'.join(place)}: {self.message}"


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing that is wrong in a filled form (填报错误).

    Attributes:
        code: the field. row: of a table, from 1; 0 for the field itself. column: of a table, its code.
        says: the text as in the catalogue, with `given` put in where it is read (rules know no language).
    """

    code: str
    says: str
    row: int = 0
    column: str = ""
    given: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The text in the reader's language."""
        return gettext(self.says) % self.given

    def __str__(self) -> str:
        return self.message


class BadForm(BadValue):
    """A filled form has errors (填报有误): all of them, in the order of the form.

    Args:
        errors: at least one; the first gives message and field.
    """

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__(errors[0].message, field=errors[0].code)
        self.errors = tuple(errors)

    def __str__(self) -> str:
        return "；".join(error.message for error in self.errors)


class Refused(MingchaError):
    """The actor may not do this (无权办理).

    Args:
        verb: the ledger verb that was refused, `plans.close_round`.
    """

    status = 403

    def __init__(self, verb: str) -> None:
        super().__init__(verb)
        self.verb = verb

    def __str__(self) -> str:
        return gettext("无权办理：%(verb)s") % {"verb": self.verb}


class NotInThisState(MingchaError):
    """The record is no longer in the state this needs (状态已变): somebody else was faster, or it is voided.

    Args:
        record: the record, or what names it.
    """

    status = 409

    def __init__(self, record: object) -> None:
        super().__init__(record)
        self.record = record

    def __str__(self) -> str:
        return gettext("状态已变，不能办理，请刷新后再看：%(record)s") % {"record": self.record}


class NotThere(MingchaError):
    """There is no such thing, or not for this reader (没有找到).

    Args:
        what: what was looked for, with its code or number.
    """

    status = 404

    def __init__(self, what: object) -> None:
        super().__init__(what)
        self.what = what

    def __str__(self) -> str:
        return gettext("没有找到：%(what)s") % {"what": self.what}
