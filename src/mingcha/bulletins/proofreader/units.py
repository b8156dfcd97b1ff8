"""Counter words, measures, currencies and qualifiers (量词、计量单位、修饰语): the tables of `units.txt`.

A word is listed once, as printed after the number: 个 stands for everything with 个, 人次 is apart from 人.
"""

from typing import Final

from mingcha.bulletins.proofreader import tables

_TABLES: Final = tables.read("units.txt")

MEASURES: Final = frozenset(_TABLES["measure"])
AREAS: Final = frozenset(_TABLES["area"])
BRACKETED: Final = frozenset(_TABLES["bracketed"])
AREA_BRACKETED: Final = frozenset(_TABLES["area_bracketed"])
ORDINAL: Final = frozenset(_TABLES["ordinal"])
NOT_AFTER_CHARACTERS: Final = frozenset(_TABLES["after_digits"] + _TABLES["not_after_characters"])

# Printed unit -> unit of the value.
MONEY: Final = {**dict.fromkeys(_TABLES["yuan"], "元"), **{name: name for name in _TABLES["currency"]}}
PERCENT: Final = {
    "%": "%",
    "％": "%",
    "‰": "‰",
    "个百分点": "个百分点",
    "百分点": "个百分点",
    "个点": "个百分点",
    "成": "%",
    "折": "%",
}

# Qualifier -> whether it makes the number a threshold (标准、分档).
QUALIFIERS_BEFORE: Final = {
    **dict.fromkeys(_TABLES["before"], False),
    **dict.fromkeys(_TABLES["before_threshold"], True),
}
QUALIFIERS_AFTER: Final = {**dict.fromkeys(_TABLES["after"], False), **dict.fromkeys(_TABLES["after_threshold"], True)}

ALL: Final = frozenset([*_TABLES["general"], *_TABLES["after_digits"], *MEASURES, *MONEY, *PERCENT])
