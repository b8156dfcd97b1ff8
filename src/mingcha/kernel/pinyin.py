"""Initials of Chinese names (拼音首字母), kept beside the name so that any database can search them."""

from typing import Any

from django.db import models

FIELD_LENGTH = 120


def initials(text: str) -> str:
    """First letters of the pinyin, lower case; letters and digits as they are, everything else left out.

    `哈尔滨市` gives `hebs`. Of several readings the phrase decides (`重庆` gives `cq`).
    """
    from pypinyin import Style, lazy_pinyin

    letters = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors="default"))
    return "".join(each for each in letters.lower() if each.isascii() and each.isalnum())[:FIELD_LENGTH]


class InitialsField(models.CharField):  # type: ignore[type-arg]  # two type arguments that say nothing here
    """Initials of another column of the row, written whenever the row is saved, bulk writes included.

    `QuerySet.update` does not come by here: an action that changes the name of a row that way writes both.
    """

    def __init__(self, verbose_name: str = "拼音首字母", *, of: str, **given: Any) -> None:
        self.of = of
        super().__init__(verbose_name, **{"max_length": FIELD_LENGTH, "blank": True, "editable": False, **given})

    def deconstruct(self) -> Any:
        """As a migration writes it."""
        name, path, args, given = super().deconstruct()
        return name, path, args, {**given, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The initials of what the other column holds now."""
        found = initials(str(getattr(model_instance, self.of) or ""))
        setattr(model_instance, self.attname, found)
        return found
