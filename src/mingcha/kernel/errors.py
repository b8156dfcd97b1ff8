"""What can go wrong (错误): each error has a Chinese text and a `status`, which pages and API turn into a reply.

Nothing here knows HTTP; `status` is the number a face should answer with.
"""

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
