"""Who a directive goes to, said as a condition (交办范围).

One group a line: its conditions all hold (`层级=市（地）级 性质=行政区域`). A unit of any group is meant.
`减=代码` takes units out again. Values are codes (PREFECTURE) or their Chinese names, several with 、 or comma.

    level / 层级      PROVINCE PREFECTURE COUNTY TOWNSHIP …
    kind / 性质       TERRITORY DEPARTMENT …
    category / 分类   PARTY_GOV ECONOMY ENFORCEMENT SERVICE OTHER
    under / 辖区      codes: these units and all below them on the territory line (块)
    system / 系统     the same on the system line (条)
    code / 单位       codes of single units
    participants / 参加单位   only units that take part in the campaign; needs no value
    minus / 减        codes taken out
"""

import re
from dataclasses import dataclass

from mingcha.kernel.errors import BadValue
from mingcha.orgs.choices import Category, Level, UnitKind

KEYS = {
    "levels": ("level", "层级"),
    "kinds": ("kind", "性质"),
    "categories": ("category", "分类"),
    "under": ("under", "辖区"),
    "system": ("system", "系统"),
    "codes": ("code", "单位"),
    "participants": ("participants", "参加单位"),
    "minus": ("minus", "减"),
}
WORDS = {word: key for key, words in KEYS.items() for word in words}
SEPARATOR = re.compile("[,，、](?![^（]*）)")
"""Between values; the 、 of 县（市、区）级 separates none."""
CHOICES: dict[str, type[Level] | type[UnitKind] | type[Category]] = {
    "levels": Level,
    "kinds": UnitKind,
    "categories": Category,
}
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class AudienceGroup:
    """Conditions that all hold; an empty tuple sets none."""

    levels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    system: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    participants: bool = False


@dataclass(frozen=True, slots=True)
class Audience:
    """Units of any of the groups, without those taken out by code."""

    groups: tuple[AudienceGroup, ...]
    minus: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Every unit code that is named, for finding one that means nobody."""
        named = [code for group in self.groups for code in (*group.under, *group.system, *group.codes)]
        return tuple(dict.fromkeys((*named, *self.minus)))


def parse_audience(text: str) -> Audience:
    """Read a condition (读取交办范围).

    Raises:
        BadValue: empty, an unknown word, a value that is none of its list; says line and what would be right.
    """
    if len(text) > LONGEST:
        raise BadValue(f"交办范围不能超过{LONGEST}字", field="audience")
    groups: list[AudienceGroup] = []
    minus: list[str] = []
    for number, line in enumerate(re.split(r"[\n;；]", text), 1):
        found = _line(line, number)
        minus += found.pop("minus", ())
        if found:
            takes_part = found.pop("participants", None) is not None
            groups.append(AudienceGroup(participants=takes_part, **found))
    if not groups:
        raise BadValue("交办范围没有写明任何单位", field="audience")
    return Audience(tuple(groups), tuple(dict.fromkeys(minus)))


def _line(line: str, number: int) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for clause in line.replace("＝", "=").split():
        word, sign, values = clause.partition("=")
        key = WORDS.get(word.lower())
        if key is None or (bool(sign) == (key == "participants")):
            raise BadValue(f"交办范围第{number}行读不懂“{clause}”，应如“层级=COUNTY”“参加单位”", field="audience")
        given = tuple(value for value in SEPARATOR.split(values) if value)
        if not given and key != "participants":
            raise BadValue(f"交办范围第{number}行“{word}=”后面没有内容", field="audience")
        found[key] = (*found.get(key, ()), *(_known(key, value, number) for value in given))
    return found


def _known(key: str, value: str, number: int) -> str:
    """A code as it is stored: one of the list, given by its code or its Chinese name."""
    if key not in CHOICES:
        return value
    for choice in CHOICES[key]:
        if value in {choice.value, choice.label} or value.upper() == choice.value:
            return str(choice.value)
    known = "、".join(str(choice.label) for choice in CHOICES[key])
    raise BadValue(f"交办范围第{number}行没有“{value}”，可用：{known}", field="audience")
